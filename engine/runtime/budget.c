// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/budget.h"

#include "base/text.h"

#include <stdio.h>
#include <unistd.h>

long long rmx_budget_allowed(const struct rmx_settings *settings)
{
    long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
    if (settings->memory_bytes > 0)
        return settings->memory_bytes;
    return pages > 0 && page > 0 ? (long long)pages * page / 4 : 1LL << 30;
}

static long long larger(long long a, long long b)
{
    return a > b ? a : b;
}

long long rmx_budget_sum(const struct rmx_budget *memory)
{
    const long long *uses = memory->uses;
    long long sum = memory->taken;
    for (int use = 0; use < RMX_MEMORY_DECODING; use++)
        sum += uses[use];
    return sum +
           larger(uses[RMX_MEMORY_DECODING], uses[RMX_MEMORY_READING] + uses[RMX_MEMORY_ENCODING]);
}

long long rmx_budget_held(const struct rmx_budget *memory)
{
    long long held = 0;
    for (int use = RMX_MEMORY_TARGETS; use <= RMX_MEMORY_GROWTH; use++)
        held += memory->uses[use];
    return held;
}

void rmx_budget_add(struct rmx_budget *memory, const struct rmx_budget *within)
{
    for (int use = RMX_MEMORY_SOURCES; use < RMX_MEMORY_READING; use++)
        memory->uses[use] += within->uses[use];
}

// Half: while a picture is uploaded it is there twice, and the rest is for what is drawn, which is
// known later. What is too little for any picture is told by the check.
long long rmx_budget_for_sources(const struct rmx_budget *memory)
{
    long long left = memory->most / 2 - memory->taken - memory->uses[RMX_MEMORY_SHOWN] -
                     memory->uses[RMX_MEMORY_SOURCES];
    return larger(left, memory->most / 16);
}

// One waits for its upload at least, whatever it takes (runtime/decode.c).
long long rmx_budget_of_decoding(const struct rmx_budget *memory, long long largest, long long file)
{
    long long most = memory->most / 6, all = memory->uses[RMX_MEMORY_SOURCES];
    return larger(largest, all < most ? all : most) + file;
}

long long rmx_budget_of_texture(int width, int height, int pixel_bytes, bool mips)
{
    long long bytes = (long long)width * height * pixel_bytes;
    return mips ? bytes / 3 * 4 : bytes;
}

void rmx_budget_share(long long *bytes, int count, long long most)
{
    long long left = most, each = 0;
    int open = count, before = -1; // those that are larger than their part
    while (open > 0 && open != before) {
        before = open;
        each = left / open;
        left = most;
        open = 0;
        for (int i = 0; i < count; i++) {
            open += bytes[i] > each;
            left -= bytes[i] > each ? 0 : bytes[i];
        }
    }
    for (int i = 0; i < count && open > 0; i++)
        bytes[i] = bytes[i] > each ? each : bytes[i];
}

const char *rmx_budget_words(long long bytes, char *text, size_t size)
{
    const double mib = (double)bytes / (1 << 20);
    if (mib >= 1024)
        snprintf(text, size, "%.1f GiB", mib / 1024);
    else if (mib >= 1)
        snprintf(text, size, mib < 10 ? "%.1f MiB" : "%.0f MiB", mib);
    else
        snprintf(text, size, "%.0f KiB", mib * 1024);
    return text;
}

void rmx_budget_print(const struct rmx_budget *memory, struct rmx_text *text)
{
    static const char *const names[RMX_MEMORY_USES] = {"what is shown",
                                                       "sources",
                                                       "sources made smaller",
                                                       "targets",
                                                       "buffers",
                                                       "pictures of fragments",
                                                       "tables of fragments",
                                                       "samples",
                                                       "what may grow",
                                                       "decoding",
                                                       "reading back",
                                                       "encoding"};
    char words[16], most[16];
    rmx_text_printf(text, "memory:\n");
    for (int use = 0; use < RMX_MEMORY_USES; use++)
        if (memory->uses[use])
            rmx_text_printf(text, "  %-22s %s\n", names[use],
                            rmx_budget_words(memory->uses[use], words, sizeof(words)));
    rmx_text_printf(text, "  %-22s %s of %s (--memory)\n", "together at most",
                    rmx_budget_words(rmx_budget_sum(memory), words, sizeof(words)),
                    rmx_budget_words(memory->most, most, sizeof(most)));
}
