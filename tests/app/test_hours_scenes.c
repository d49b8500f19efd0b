// SPDX-License-Identifier: GPL-3.0-or-later
// Our scenes after 50 hours: what moved in the third second still moves, in no larger steps.
#include "support/stage.h"

#include <glob.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { HOURS = 50, STEPS = 12, LEAST = 36 };

struct steps {
    double least, largest; // of neighbouring frames, as root mean squares
};

// From the third second on, so many hours later. A scene that remembers begins anew there.
// False for one with integrals: those are sums over all frames before.
static bool measure(const char *path, int hours, struct steps *steps)
{
    struct rmx_generation *generation =
        stage_load(&(struct stage_params){.path = path, .width = 96, .height = 54});
    double from = (2.0 + hours * 3600.0) * generation->scene->fps;
    struct stage_picture before = {0};
    bool fits = generation->scene->run_count == 0;
    *steps = (struct steps){1, 0};
    for (int i = 0; i <= STEPS && fits; i++) {
        stage_draw_frames(generation, (int)from + i, (int)from + i);
        struct stage_picture now = stage_read(generation);
        double step = i ? pow(10.0, -stage_compare(&before, &now).psnr / 20.0) : 0;
        steps->least = i ? fmin(steps->least, step) : steps->least;
        steps->largest = fmax(steps->largest, step);
        stage_finish(&before);
        before = now;
    }
    stage_finish(&before);
    rmx_generation_destroy(generation);
    return fits;
}

static void test_scenes(void **state)
{
    (void)state;
    glob_t scenes;
    int faults = 0, compared = 0;
    assert_int_equal(glob(REMONTAGE_ROOT "/scenes/*.yaml", 0, NULL, &scenes), 0);
    for (size_t i = 0; i < scenes.gl_pathc; i++) {
        struct steps soon, late;
        if (!measure(scenes.gl_pathv[i], 0, &soon) || !measure(scenes.gl_pathv[i], HOURS, &late))
            continue;
        compared++;
        bool fails = late.largest > 3 * soon.largest + 0.002 ||
                     (soon.least > 0.0005 && late.least < 0.2 * soon.least);
        if (fails)
            print_error("%s: steps of %.5f to %.5f, 50 hours later of %.5f to %.5f\n",
                        scenes.gl_pathv[i], soon.least, soon.largest, late.least, late.largest);
        faults += fails;
    }
    globfree(&scenes);
    assert_true(compared >= LEAST);
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_scenes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
