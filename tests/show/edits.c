// SPDX-License-Identifier: GPL-3.0-or-later
// The command behind tests/edits: good saves by the hundred, and the memory after each hundred.
#include "support/cli.h"
#include "support/display.h"
#include "support/live.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { USUAL = 600, MOST = 100000, STEP = 100, WARM_UP = 40, COLUMNS = 8 };

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
} kinds[] = {{"effect", edit_effect},
             {"effect, broken and mended", break_effect},
             {"chain", edit_chain},
             {"number", edit_number},
             {"picture", edit_picture}};
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

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

static bool save(int kind, int number)
{
    int loads = live_counts().reload.loads;
    kinds[kind].edit(number);
    return live_until_loads(loads + 1) && live_turn(2);
}

// Megabytes at the start and after each hundred; false: a save was not taken.
static bool measure(int kind, int saves)
{
    test_cli_picture("one.png", 640, 360);
    write_effect(0, "");
    write_scene("mine");
    printf("%-28s", kinds[kind].kind);
    bool goes_on =
        live_begin(&(struct live_params){.scene = "edits.yaml", .width = 96, .height = 54}) &&
        live_until_swap(1);
    for (int i = 1; goes_on && i <= saves; i++) {
        goes_on = save(kind, i);
        if (i == WARM_UP || i % STEP == 0)
            printf(" %6.0f", resident_mb());
        fflush(stdout);
    }
    printf("%s\n", goes_on ? "" : " not taken");
    live_end();
    return goes_on;
}

int main(int argc, char **argv)
{
    int saves = argc > 1 ? atoi(argv[1]) : USUAL;
    bool goes_on = saves > 0 && saves <= MOST && test_display_begin() && test_cli_begin();
    if (!goes_on)
        return 2;
    mkdir(test_cli_path("shaders"), 0755);
    for (int i = 0; i < KINDS; i++)
        if (argc < 3 || strncmp(kinds[i].kind, argv[2], strlen(argv[2])) == 0)
            goes_on &= measure(i, saves);
    test_cli_end();
    test_display_end();
    return goes_on ? 0 : 1;
}
