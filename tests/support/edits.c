// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/edits.h"

#include "support/cli.h"
#include "support/live.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char effect[] =
    "/*{\"ISFVSN\": \"2\", \"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}]}*/\n"
    "void main()\n{\n    vec4 c = IMG_THIS_PIXEL(inputImage);\n"
    "    gl_FragColor = vec4(c.rgb * %d.%06d, 1.0);%s\n}\n";

static void write_effect(int number, const char *more)
{
    char text[1024];
    snprintf(text, sizeof(text), effect, 0, 500000 + number, more);
    test_cli_text("shaders/mine.fs", text);
}

static void write_scene(const char *chain)
{
    char text[1024];
    snprintf(text, sizeof(text), "size: 96x54\nlayers:\n  - {picture: one.png, chain: [%s]}\n",
             chain);
    test_cli_text("edits.yaml", text);
}

static void edit_effect(int number)
{
    write_effect(number, "");
}

static void break_effect(int number)
{
    write_effect(number, number % 2 ? " gl_FragColor = nothing;" : "");
}

// Of ten effects four in another order each time.
static void edit_chain(int number)
{
    static const char *const steps[] = {"hue",    "invert",    "levels", "sepia", "mirror",
                                        "ripple", "posterize", "blur",   "glow",  "duotone"};
    char chain[256] = "";
    for (int i = 0, left = number; i < 4; i++, left /= 10)
        snprintf(chain + strlen(chain), sizeof(chain) - strlen(chain), "%s%s", i ? ", " : "",
                 steps[left % 10]);
    write_scene(chain);
}

static void edit_number(int number)
{
    char chain[64];
    snprintf(chain, sizeof(chain), "hue: {angle: %d}, mine", number % 360);
    write_scene(chain);
}

static void edit_picture(int number)
{
    test_cli_picture("one.png", 640 + number % 50, 360);
}

static const struct {
    const char *kind;
    void (*edit)(int number);
} kinds[EDITS_KINDS] = {{"effect", edit_effect},
                        {"effect, broken and mended", break_effect},
                        {"chain", edit_chain},
                        {"number", edit_number},
                        {"picture", edit_picture}};

const char *edits_kind(int kind)
{
    return kinds[kind].kind;
}

bool edits_begin(void)
{
    mkdir(test_cli_path("shaders"), 0755);
    test_cli_picture("one.png", 640, 360);
    write_effect(0, "");
    write_scene("mine");
    return live_begin(&(struct live_params){.scene = "edits.yaml", .width = 96, .height = 54}) &&
           live_until_swap(1);
}

bool edits_save(int kind, int number)
{
    int loads = live_counts().reload.loads;
    kinds[kind].edit(number);
    bool is_taken = live_until_loads(loads + 1) && live_turn(2);
    live_forget_words();
    return is_taken;
}

// AddressSanitizer's: freed memory stays resident for a while there.
size_t __sanitizer_get_current_allocated_bytes(void) __attribute__((weak));

static double resident_mb(void)
{
    char line[256];
    double kib = 0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof(line), file))
        if (sscanf(line, "VmRSS: %lf", &kib) == 1)
            break;
    if (file)
        fclose(file);
    return kib / 1024;
}

double edits_mb(void)
{
    return __sanitizer_get_current_allocated_bytes
               ? (double)__sanitizer_get_current_allocated_bytes() / (1 << 20)
               : resident_mb();
}
