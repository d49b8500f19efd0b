// SPDX-License-Identifier: GPL-3.0-or-later
// The reveal over a picture: seams lie where fragments do, the scene's own picture stays as it is,
// every depth can be drawn over.
#include "share/reveal.h"
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 640, HEIGHT = 360 };

struct stand {
    struct rmx_generation *generation;
    struct rmx_player *player;
    struct rmx_typeset *typeset;
    struct rmx_reveal *reveal;
    void *before, *after; // the picture, without and with it
};

static struct stand begin(const char *layers, int depth)
{
    char text[600];
    struct stand s;
    snprintf(text, sizeof(text), "size: 640x360\n%s\n", layers);
    s.generation = stage_load(
        &(struct stage_params){.text = text, .width = WIDTH, .height = HEIGHT, .depth = depth});
    s.player = rmx_player_create(s.generation);
    s.typeset = rmx_typeset_create(false);
    s.reveal = rmx_reveal_create(rmx_context_device(s.generation->context), NULL, s.typeset);
    s.before = malloc(rmx_player_bytes(s.player));
    s.after = malloc(rmx_player_bytes(s.player));
    assert_true(s.before && s.after);
    return s;
}

static void draw(struct stand *s, long long frame)
{
    const struct rmx_reveal_shown shown = {.player = s->player, .version = (int)frame};
    assert_true(rmx_player_read(s->player, frame, s->before));
    memcpy(s->after, s->before, rmx_player_bytes(s->player));
    assert_true(rmx_reveal_draw_pixels(s->reveal, &shown, s->after));
}

static void end(struct stand *s)
{
    free(s->before);
    free(s->after);
    rmx_reveal_destroy(s->reveal);
    rmx_typeset_destroy(s->typeset);
    rmx_player_destroy(s->player);
    rmx_generation_destroy(s->generation);
}

static int difference(const struct stand *s, int x, int y)
{
    const unsigned char *before = s->before, *after = s->after;
    int most = 0;
    for (int c = 0; c < 3; c++) {
        int at = 4 * (y * WIDTH + x) + c, by = abs(before[at] - after[at]);
        most = by > most ? by : most;
    }
    return most;
}

#define PRINT "from: asset:coffee.jpg, cut: {grid: {columns: 8, rows: 4}}"

// Cells of 80 x 90 pixels; the panels stand left of 280 and below 110. `has_line`: one of the
// pixels at x, x - 1 and y, y - 1 differs by much.
static const struct {
    const char *law, *layers;
    int x, y;
    bool has_line;
    int seams;
} laws[] = {
    {"no geometry has seams", "layers: [{fragments: {" PRINT "}}]", 480, 230, true, 1},
    {"up and down and across", "layers: [{fragments: {" PRINT "}}]", 530, 180, true, 1},
    {"and none within a fragment", "layers: [{fragments: {" PRINT "}}]", 530, 230, false, 1},
    {"exchanged fragments lie where others were cut",
     "layers: [{fragments: {" PRINT ", arrange: shuffle}}]", 480, 230, true, 1},
    {"boxes have seams", "layers: [{fragments: {" PRINT ", border: {width: 0.1 px}}}]", 480, 230,
     true, 1},
    {"and none within", "layers: [{fragments: {" PRINT ", border: {width: 0.1 px}}}]", 530, 230,
     false, 1},
    {"seams follow the layer's place", "layers: [{fragments: {" PRINT "}, place: {x: 0.5625}}]",
     520, 230, true, 1},
    {"and leave where they were", "layers: [{fragments: {" PRINT "}, place: {x: 0.5625}}]", 480,
     230, false, 1},
    {"its scale", "layers: [{fragments: {" PRINT "}, place: {scale: 0.75}}]", 500, 230, true, 1},
    {"its angle: a vertical one lies", "layers: [{fragments: {" PRINT "}, place: {angle: 90}}]",
     390, 260, true, 1},
    {"where it stood is none", "layers: [{fragments: {" PRINT "}, place: {angle: 90}}]", 480, 230,
     false, 1},
    {"beyond the layer's frame they lie where fragments do",
     "layers: [{fragments: {" PRINT ", arrange: {explode: {amount: 1}}}, place: {scale: 0.5}}]",
     580, 230, true, 1},
    {"and where a chain sees them there",
     "layers: [{fragments: {" PRINT ", arrange: {explode: {amount: 1}}}, overscan: 0.5, chain: "
     "[{invert: {amount: 0}}], place: {scale: 0.5}}]",
     580, 230, true, 1},
    {"and none between them there",
     "layers: [{fragments: {" PRINT ", arrange: {explode: {amount: 1}}}, place: {scale: 0.5}}]",
     560, 230, false, 1},
    {"a mesh has the seams of its outlines",
     "layers: [{fragments: {from: asset:coffee.jpg, cut: {rings: {count: 4}}, arrange: {scatter: "
     "{amount: 0}}}}]",
     0, 0, false, 1},
    {"a layer that is hidden has none",
     "layers: [{fragments: {" PRINT "}, visible: false, name: a}, {picture: asset:coffee.jpg}]",
     480, 230, false, 0},
    {"a layer without fragments has none", "layers: [{picture: asset:coffee.jpg}]", 480, 230, false,
     0},
    {"too many have none",
     "layers: [{fragments: {from: asset:coffee.jpg, cut: {grid: {count: 30000}}}}]", 480, 230,
     false, 0},
};

static void seams_lie_where_fragments_do(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct stand s = begin(laws[i].layers, 8);
        int most = 0;
        draw(&s, 0);
        for (int k = 0; laws[i].x && k < 4; k++) {
            int by = difference(&s, laws[i].x - k % 2, laws[i].y - k / 2);
            most = by > most ? by : most;
        }
        if ((most > 20) != laws[i].has_line || rmx_reveal_counts(s.reveal).seams != laws[i].seams)
            fail_msg("%s: a difference of %d, %d layers", laws[i].law, most,
                     rmx_reveal_counts(s.reveal).seams);
        assert_int_equal(rmx_context_errors(s.generation->context), 0);
        end(&s);
    }
}

// What was drawn over a frame is not in those that remember it.
static void the_scene_does_not_see_it(void **state)
{
    (void)state;
    static const char past[] = "layers: [{generate: {solid: {color: [0.5, 0.5, 0.5]}}},\n"
                               "  {picture: finish.past, opacity: 0.5, place: {x: 0.4}}]";
    struct stand revealed = begin(past, 8), plain = begin(past, 8);
    for (long long frame = 0; frame < 4; frame++) {
        draw(&revealed, frame);
        assert_true(rmx_player_read(plain.player, frame, plain.before));
        assert_memory_equal(revealed.before, plain.before, rmx_player_bytes(plain.player));
        assert_memory_not_equal(revealed.after, plain.before, rmx_player_bytes(plain.player));
    }
    end(&revealed);
    end(&plain);
}

static double channel(const struct stand *s, int depth, int x, int y)
{
    size_t at = 4 * ((size_t)y * WIDTH + (size_t)x);
    return depth == 8    ? ((unsigned char *)s->after)[at] / 255.0
           : depth == 16 ? ((unsigned short *)s->after)[at] / 65535.0
                         : (double)((float *)s->after)[at];
}

// A plate darkens white by as much.
static void every_depth_is_drawn_over(void **state)
{
    (void)state;
    static const int depths[] = {8, 16, 32};
    for (int i = 0; i < 3; i++) {
        struct stand s = begin("layers: [{generate: {solid: {color: white}}}]", depths[i]);
        draw(&s, 0);
        double plate = channel(&s, depths[i], 20, HEIGHT - 22);
        if (fabs(plate - 0.2434) > 0.005)
            fail_msg("depth %d: the plate is %g", depths[i], plate);
        assert_true(channel(&s, depths[i], 500, 200) == 1);
        end(&s);
    }
}

static void the_same_page_is_laid_out_once(void **state)
{
    (void)state;
    struct stand s = begin("layers: [{picture: asset:coffee.jpg}]", 8);
    const struct rmx_reveal_shown shown = {.player = s.player};
    assert_true(rmx_player_read(s.player, 0, s.after));
    for (int i = 0; i < 10; i++)
        assert_true(rmx_reveal_draw_pixels(s.reveal, &shown, s.after));
    assert_int_equal(rmx_reveal_counts(s.reveal).pages, 1);
    assert_int_equal(rmx_reveal_counts(s.reveal).draws, 10);
    end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seams_lie_where_fragments_do),
        cmocka_unit_test(the_scene_does_not_see_it),
        cmocka_unit_test(every_depth_is_drawn_over),
        cmocka_unit_test(the_same_page_is_laid_out_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
