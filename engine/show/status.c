// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/status.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { PERIOD_MS = 1000 };

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static void begin(struct rmx_status *status, const struct rmx_status_frame *frame)
{
    *status = (struct rmx_status){
        .since_ms = frame->shown_ms,
        .last_ms = frame->shown_ms,
        .drawn = frame->passes_drawn,
        .skipped = frame->passes_skipped,
        .last_drawn = frame->passes_drawn,
        .last_skipped = frame->passes_skipped,
    };
    for (int i = 0; i < RMX_STATUS_LEVELS; i++)
        status->levels[i] = -1;
}

// One column high, so that the line's length does not change.
static void add_levels(const struct rmx_status *status, struct rmx_text *line)
{
    static const char *const bars[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char *const names[] = {"level", "bass", "low", "mid", "high"};
    const char *before = "; ";
    for (int i = 0; i < RMX_STATUS_LEVELS; i++) {
        double level = fmin(status->levels[i], 1);
        if (level < 0)
            continue;
        rmx_text_printf(line, "%s%s %s", before, names[i], bars[lround(level * 8)]);
        before = " ";
    }
}

static void write_line(struct rmx_status *status, const struct rmx_status_frame *frame, char *line,
                       int line_size)
{
    int count = status->count, frames = count > 0 ? count : 1;
    struct rmx_text text = {0};
    double seconds = (frame->shown_ms - status->since_ms) / 1000;
    qsort(status->gaps_ms, (size_t)count, sizeof(double), by_size);
    long long drawn = frame->passes_drawn - status->drawn;
    long long all = drawn + frame->passes_skipped - status->skipped;
    rmx_text_printf(&text, "%.1f fps, a frame %.1f ms, at worst %.1f", count / seconds,
                    count ? status->gaps_ms[count / 2] : 0.0,
                    count ? status->gaps_ms[count - 1] : 0.0);
    if (frame->bpm > 0)
        rmx_text_printf(&text, "; %.1f bpm", frame->bpm);
    add_levels(status, &text);
    rmx_text_printf(&text, "; GPU %.2f ms, CPU %.2f ms; %.1f of %.1f passes",
                    status->gpu_ms / frames, status->cpu_ms / frames, (double)drawn / frames,
                    (double)all / frames);
    snprintf(line, (size_t)line_size, "%s", rmx_text_string(&text));
    rmx_text_finish(&text);
}

bool rmx_status_frame(struct rmx_status *status, const struct rmx_status_frame *frame, char *line,
                      int line_size)
{
    // A new generation counts anew.
    if (status->since_ms <= 0 || frame->passes_drawn < status->last_drawn ||
        frame->passes_skipped < status->last_skipped) {
        begin(status, frame);
        return false;
    }
    if (status->count < RMX_STATUS_FRAMES)
        status->gaps_ms[status->count++] = frame->shown_ms - status->last_ms;
    status->last_ms = frame->shown_ms;
    status->last_drawn = frame->passes_drawn;
    status->last_skipped = frame->passes_skipped;
    status->gpu_ms += frame->gpu_ms;
    status->cpu_ms += frame->cpu_ms;
    for (int i = 0; i < RMX_STATUS_LEVELS; i++)
        status->levels[i] = fmax(status->levels[i], frame->levels[i]);
    if (frame->shown_ms - status->since_ms < PERIOD_MS)
        return false;
    write_line(status, frame, line, line_size);
    begin(status, frame);
    return true;
}
