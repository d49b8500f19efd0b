// SPDX-License-Identifier: GPL-3.0-or-later
// A cut takes a picture apart without loss: at rest, its fragments are the picture.
#include "support/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

// What no photograph holds shines through where there is a gap.
#define HEAD "background: \"#00ff00\"\nlayers:\n"
#define PICTURE "asset:chelsea-the-cat.jpg"

static const char *const cuts[] = {
    "grid",
    "{grid: {count: 1}}",
    "{grid: {count: 20000}}",
    "{grid: {size: 0.07}}",
    "strips",
    "{strips: {count: 113}}",
    "columns",
    "{columns: {count: 7}}",
    "voronoi",
    "{voronoi: {variety: 0}}",
    "{voronoi: {count: 3000}}",
    "{voronoi: {count: 2}}",
    "triangles",
    "{triangles: {count: 1}}",
    "{triangles: {count: 4000}}",
    "hexagons",
    "{hexagons: {count: 1}}",
    "{hexagons: {size: 0.03}}",
    "rings",
    "{rings: {x: 0.1, y: 1, angle: 20}}",
    "{rings: {count: 2000}}",
    "quadtree",
    "{quadtree: {detail: 0, size: 0.05}}",
    "exquisite_corpse",
    "{exquisite_corpse: {count: 40, variety: 1}}",
};
static const int seeds[] = {1, 1928};

// What the arranges leave in place must be the picture too: a scatter of amount 0 is drawn as
// geometry where in_place is not.
static const char *const rests[] = {
    "in_place",
    "{scatter: {amount: 0}}",
    "{drift: {amount: 0, angle: 0}}",
    "{shuffle: {amount: 0}}",
    "{orbit: {amount: 0}}",
};

static struct stage_picture draw(const char *cut, const char *arrange, int seed)
{
    char text[512];
    snprintf(text, sizeof text,
             "seed: %d\n" HEAD "  - fragments: {from: " PICTURE ", cut: %s, arrange: %s}\n", seed,
             cut, arrange);
    return stage_render(&(struct stage_params){.text = text, .width = 192, .height = 108});
}

static void check(const struct stage_picture *plain, const char *cut, const char *arrange, int seed)
{
    struct stage_picture drawn = draw(cut, arrange, seed);
    struct stage_difference apart = stage_compare(&drawn, plain);
    stage_finish(&drawn);
    if (apart.largest > 2.0 / 255.0)
        fail_msg("%s, %s, seed %d: at %d, %d the picture differs by %.4f", cut, arrange, seed,
                 apart.x, apart.y, apart.largest);
}

static struct stage_picture draw_plain(void)
{
    return stage_render(&(struct stage_params){
        .text = HEAD "  - picture: " PICTURE "\n", .width = 192, .height = 108});
}

static void test_at_rest_fragments_are_the_picture(void **state)
{
    (void)state;
    struct stage_picture plain = draw_plain();
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
        for (size_t k = 0; k < sizeof seeds / sizeof *seeds; k++)
            check(&plain, cuts[i], "in_place", seeds[k]);
    stage_finish(&plain);
}

static void test_arranges_of_no_amount_are_at_rest(void **state)
{
    (void)state;
    struct stage_picture plain = draw_plain();
    for (size_t i = 0; i < sizeof rests / sizeof *rests; i++) {
        check(&plain, "{grid: {count: 150}}", rests[i], 1);
        check(&plain, "voronoi", rests[i], 1);
        check(&plain, "rings", rests[i], 1);
    }
    stage_finish(&plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_at_rest_fragments_are_the_picture),
        cmocka_unit_test(test_arranges_of_no_amount_are_at_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
