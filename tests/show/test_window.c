// SPDX-License-Identifier: GPL-3.0-or-later
// The picture fills its window, whatever is done to that: the program itself on a display, looked
// at as the display shows it.
#include "runtime/canvas.h"
#include "support/cli.h"
#include "support/display.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

// As support/display.c makes the screen.
enum { SCREEN_WIDTH = 1024, SCREEN_HEIGHT = 768, PATIENCE = 100, PAUSE_US = 100000 };

// Red grows to the right, green upwards, blue is all of the picture.
static const char scene[] = "size: 480x270\nlayers:\n  - generate: ./ramps.fs\n";
static const char ramps[] = "/*{\"ISFVSN\": \"2\"}*/\nvoid main()\n{\n"
                            "    gl_FragColor = vec4(isf_FragNormCoord, 1.0, 1.0);\n}\n";

static int program;
static char window[32];
static unsigned char screen[SCREEN_WIDTH * SCREEN_HEIGHT * 3];

// What is done to the window ($W), and the size that it has then; 0: the screen's.
static const struct {
    const char *law, *deed;
    int width, height;
} rows[] = {
    {"as it was opened", "true", 480, 270},
    {"larger, of the scene's aspect", "xdotool windowsize $W 640 360", 640, 360},
    {"smaller", "xdotool windowsize $W 240 135", 240, 135},
    {"and back", "xdotool windowsize $W 480 270", 480, 270},
    {"wider: bars at both sides", "xdotool windowsize $W 640 270", 640, 270},
    {"higher: bars above and below", "xdotool windowsize $W 480 400", 480, 400},
    {"an edit of the scene", "echo 'bpm: 90' >>ramps.yaml", 480, 400},
    {"the scene's aspect again", "xdotool windowsize $W 800 450", 800, 450},
    {"odd sizes", "xdotool windowsize $W 333 187", 333, 187},
    {"full screen", "xdotool key --window $W f", 0, 0},
    {"an edit there", "echo 'fps: 25' >>ramps.yaml", 0, 0},
    {"a window again", "xdotool key --window $W f", 333, 187},
    {"moved about", "xdotool windowmove $W 200 100 windowmove $W 0 0", 333, 187},
    {"hidden and shown", "xdotool windowunmap --sync $W windowmap --sync $W", 333, 187},
    {"dragged by many sizes",
     "for i in 1 2 3 4 5 6 7 8 9; do xdotool windowsize $W $((480 + i * 16)) $((270 + i * 9)); "
     "done",
     624, 351},
    {"larger than the screen", "xdotool windowsize $W 1280 1024", 1280, 1024},
    {"and small again", "xdotool windowsize $W 240 135", 240, 135},
    {"another size while it is hidden",
     "xdotool windowunmap --sync $W windowsize $W 320 240 windowmap --sync $W", 320, 240},
    {"hidden and shown while time is held",
     "xdotool key --window $W space; sleep 0.5; xdotool windowunmap --sync $W windowmap --sync $W",
     320, 240},
    {"most of it off the screen, and back", "xdotool windowmove $W -- -250 -200 windowmove $W 0 0",
     320, 240},
    {"another size while time is held", "xdotool windowsize $W 480 270", 480, 270},
    {"and while the file is broken", "echo '  - {' >>ramps.yaml; xdotool windowsize $W 400 300",
     400, 300},
    {"hidden and shown then", "sleep 0.5; xdotool windowunmap --sync $W windowmap --sync $W", 400,
     300},
    {"mended, and time goes on",
     "sed -i '/{$/d' ramps.yaml; xdotool key --window $W space windowsize $W 480 270", 480, 270},
};

static struct test_run shell(const char *command)
{
    char line[700];
    snprintf(line, sizeof(line), "W=%s; %s", window, command);
    return test_cli_run(line);
}

static bool look(void)
{
    if (shell("xdotool windowmove $W 0 0; import -silent -window root -depth 8 rgb:screen.rgb")
            .code != 0)
        return false;
    FILE *file = fopen(test_cli_path("screen.rgb"), "rb");
    size_t read = file ? fread(screen, 1, sizeof(screen), file) : 0;
    if (file)
        fclose(file);
    return read == sizeof(screen);
}

struct place {
    int left, top, width, height;
};

// The picture's pixel within its place, and black elsewhere.
static bool is_right(const struct place *place, int x, int y)
{
    const unsigned char *pixel = screen + 3 * (y * SCREEN_WIDTH + x);
    double across = (x - place->left + 0.5) / place->width;
    double up = 1 - (y - place->top + 0.5) / place->height;
    if (across < 0 || across > 1 || up < 0 || up > 1)
        return pixel[0] == 0 && pixel[1] == 0 && pixel[2] == 0;
    return pixel[2] == 255 && fabs(pixel[0] - 255 * across) <= 1.5 &&
           fabs(pixel[1] - 255 * up) <= 1.5;
}

// All of the window that lies on the screen.
static bool shows(int width, int height)
{
    const struct rmx_scene of = {.width = 480, .height = 270};
    struct place place;
    rmx_canvas_within(&of, width, height, &place.width, &place.height);
    place.left = (width - place.width) / 2;
    place.top = height - place.height - (height - place.height) / 2; // counted from below
    for (int y = 0; y < height && y < SCREEN_HEIGHT; y++)
        for (int x = 0; x < width && x < SCREEN_WIDTH; x++)
            if (!is_right(&place, x, y))
                return false;
    return true;
}

static bool comes_to_show(int width, int height)
{
    for (int i = 0; i < PATIENCE; i++) {
        if (look() && shows(width, height))
            return true;
        usleep(PAUSE_US);
    }
    return false;
}

static void test_the_picture_fills_its_window(void **state)
{
    (void)state;
    int bad = 0;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        int width = rows[i].width ? rows[i].width : SCREEN_WIDTH;
        int height = rows[i].height ? rows[i].height : SCREEN_HEIGHT;
        shell(rows[i].deed);
        if (comes_to_show(width, height))
            continue;
        print_error("not so: %s\n", rows[i].law);
        bad++;
    }
    assert_int_equal(bad, 0);
}

static bool find_window(void)
{
    char command[100];
    snprintf(command, sizeof(command), "xdotool search --sync --pid %d | head -n 1", program);
    sscanf(test_cli_run(command).out, "%31s", window);
    return window[0];
}

static int set_up(void **state)
{
    (void)state;
    if (!test_display_begin() || !test_cli_begin())
        return -1;
    test_cli_text("ramps.fs", ramps);
    test_cli_text("ramps.yaml", scene);
    program = atoi(test_cli_run("\"$REMONTAGE\" live ramps.yaml --window 480x270 --quiet "
                                ">words 2>&1 & echo $!")
                       .out);
    return program > 0 && find_window() ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    char command[60];
    snprintf(command, sizeof(command), "kill -INT %d; sleep 0.5; cat words", program);
    fputs(test_cli_run(command).out, stderr);
    test_cli_end();
    test_display_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_picture_fills_its_window),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
