// SPDX-License-Identifier: GPL-3.0-or-later
#include "tiny_plan.h"

#include <GL/glew.h>

enum { SIDE = 8 };

struct fixture {
    struct rmx_context *context;
    struct rmx_arena *arena;
};

static int setup(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){tiny_context(), rmx_arena_create()};
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    rmx_context_destroy(fixture->context);
    rmx_arena_destroy(fixture->arena);
    return 0;
}

// Draws once; the picture's bytes, in the arena.
static unsigned char *draw(struct fixture *fixture, struct rmx_renderer *renderer,
                           const unsigned char *block)
{
    unsigned char *pixels = rmx_arena_alloc(fixture->arena, SIDE * SIDE * 16);
    rmx_renderer_draw(renderer, block);
    assert_true(rmx_renderer_read(renderer, pixels));
    return pixels;
}

static void assert_pixel(const unsigned char *pixels, int x, int y, int r, int g, int b, int a)
{
    const unsigned char *pixel = pixels + (y * SIDE + x) * 4;
    if (pixel[0] != r || pixel[1] != g || pixel[2] != b || pixel[3] != a)
        fail_msg("pixel %d,%d is %d %d %d %d, not %d %d %d %d", x, y, pixel[0], pixel[1], pixel[2],
                 pixel[3], r, g, b, a);
}

static void a_pass_draws_its_colour(void **state)
{
    struct fixture *fixture = *state;
    struct rmx_plan *plan = tiny_plan(fixture->arena, "0 solid", 0);
    struct rmx_renderer *renderer = tiny_renderer(fixture->context, plan, SIDE, SIDE, NULL);
    unsigned char block[TINY_BLOCK] = {0};
    tiny_tint(block, 0, 1, 0.2f, 0, 0.6f);
    const unsigned char *pixels = draw(fixture, renderer, block);
    assert_pixel(pixels, 0, 0, 255, 51, 0, 153);
    assert_pixel(pixels, SIDE - 1, SIDE - 1, 255, 51, 0, 153);
    rmx_renderer_destroy(renderer);
}

// Row y of the picture is y * 10 grey, columns go to green.
static struct rmx_image slope(struct fixture *fixture)
{
    struct rmx_image image = {.width = SIDE,
                              .height = SIDE,
                              .bytes_per_channel = 1,
                              .pixels = rmx_arena_alloc(fixture->arena, SIDE * SIDE * 4)};
    for (int i = 0; i < SIDE * SIDE; i++) {
        const unsigned char pixel[4] = {(unsigned char)(i / SIDE * 10),
                                        (unsigned char)(i % SIDE * 10), 0, 255};
        memcpy(image.pixels + i * 4, pixel, 4);
    }
    return image;
}

static void a_picture_comes_back_as_it_went_in(void **state)
{
    struct fixture *fixture = *state;
    struct rmx_plan *plan = tiny_plan(fixture->arena, "0 copy s0", 1);
    struct rmx_renderer *renderer = tiny_renderer(fixture->context, plan, SIDE, SIDE, NULL);
    const unsigned char block[TINY_BLOCK] = {0};
    assert_pixel(draw(fixture, renderer, block), 3, 3, 0, 0, 0, 0); // transparent until then
    struct rmx_image image = slope(fixture);
    assert_true(rmx_renderer_upload(renderer, 0, &image));
    assert_memory_equal(draw(fixture, renderer, block), image.pixels, SIDE * SIDE * 4);
    rmx_renderer_destroy(renderer);
}

static void a_picture_of_16_bits_keeps_them(void **state)
{
    struct fixture *fixture = *state;
    struct rmx_plan *plan = tiny_plan(fixture->arena, "0 copy s0 16", 1);
    struct rmx_renderer *renderer = tiny_renderer(fixture->context, plan, SIDE, SIDE, NULL);
    uint16_t wide[SIDE * SIDE * 4];
    for (int i = 0; i < SIDE * SIDE * 4; i++)
        wide[i] = (uint16_t)(i * 255);
    struct rmx_image image = {
        .width = SIDE, .height = SIDE, .bytes_per_channel = 2, .pixels = (unsigned char *)wide};
    assert_true(rmx_renderer_upload(renderer, 0, &image));
    const unsigned char block[TINY_BLOCK] = {0};
    assert_memory_equal(draw(fixture, renderer, block), wide, sizeof wide);
    assert_int_equal(rmx_renderer_format(renderer), RMX_FORMAT_RGBA16);
    rmx_renderer_destroy(renderer);
}

static void a_float_target_keeps_what_is_out_of_range(void **state)
{
    struct fixture *fixture = *state;
    struct rmx_plan *plan = tiny_plan(fixture->arena, "0 solid 32f", 0);
    struct rmx_renderer *renderer = tiny_renderer(fixture->context, plan, SIDE, SIDE, NULL);
    unsigned char block[TINY_BLOCK] = {0};
    tiny_tint(block, 0, -2, 1e-6f, 3000.5f, 1);
    const float expected[4] = {-2, 1e-6f, 3000.5f, 1};
    assert_memory_equal(draw(fixture, renderer, block), expected, sizeof expected);
    rmx_renderer_destroy(renderer);
}

static void a_level_above_0_reads_the_mean(void **state)
{
    struct fixture *fixture = *state;
    struct rmx_plan *plan = tiny_plan(fixture->arena, "0 squeeze s0 mips", 1);
    struct rmx_renderer *renderer = tiny_renderer(fixture->context, plan, SIDE, SIDE, NULL);
    struct rmx_image image = slope(fixture);
    memset(image.pixels, 255, SIDE * SIDE * 2); // the lower half white, the upper one black
    memset(image.pixels + SIDE * SIDE * 2, 0, SIDE * SIDE * 2);
    memset(image.pixels + SIDE * SIDE * 4 - SIDE * 4, 255, SIDE * 4); // but for its last row
    assert_true(rmx_renderer_upload(renderer, 0, &image));
    unsigned char block[TINY_BLOCK] = {0};
    tiny_level(block, 0, 3);
    const unsigned char *pixels = draw(fixture, renderer, block);
    assert_in_range(pixels[0], 158, 161); // 5 of 8 rows
    memset(image.pixels, 0, SIDE * SIDE * 2);
    assert_true(rmx_renderer_upload(renderer, 0, &image));
    pixels = draw(fixture, renderer, block);
    assert_in_range(pixels[0], 31, 33); // another picture, another mean
    memset(image.pixels, 255, SIDE * SIDE * 2);
    assert_true(rmx_renderer_upload(renderer, 0, &image));
    tiny_level(block, 0, 0);
    pixels = draw(fixture, renderer, block);
    assert_in_range(pixels[0], 127, 128); // between the two rows in the middle
    rmx_renderer_destroy(renderer);
}

// A white column beside those that the middle's pixels are made of: who means wider than they are
// sees it.
static int middle_beside_white(struct fixture *fixture, bool far, int halvings, int level)
{
    enum { FAR = 64 };
    struct rmx_plan *plan = tiny_plan(fixture->arena, "0 squeeze s0 mips", 1);
    struct rmx_renderer *renderer = tiny_renderer(fixture->context, plan, SIDE, SIDE, NULL);
    struct rmx_image image = {.width = FAR,
                              .height = FAR,
                              .bytes_per_channel = 1,
                              .shrinks_far = far,
                              .halvings_to_spare = halvings,
                              .pixels = rmx_arena_alloc(fixture->arena, FAR * FAR * 4)};
    const int white = 2 * (FAR >> (level + 1)) - 3; // of the level below
    for (int i = 0; i < FAR * FAR; i++) {
        int value = i % FAR >> (level - 1) == white ? 255 : 0;
        memset(image.pixels + (size_t)i * 4, value, 3);
        image.pixels[i * 4 + 3] = 255;
    }
    unsigned char block[TINY_BLOCK] = {0};
    tiny_level(block, 0, (float)level);
    assert_true(rmx_renderer_upload(renderer, 0, &image));
    int value = *(const unsigned char *)draw(fixture, renderer, block);
    rmx_renderer_destroy(renderer);
    return value;
}

static void what_is_far_too_large_is_first_halved_by_boxes(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(middle_beside_white(fixture, false, 0, 1), 0);
    assert_true(middle_beside_white(fixture, true, 0, 1) > 20);
    assert_int_equal(middle_beside_white(fixture, true, 1, 1), 0);
    assert_true(middle_beside_white(fixture, true, 1, 2) > 20);
    assert_int_equal(middle_beside_white(fixture, true, 20, 1), 0);
}

static struct rmx_renderer *another(struct fixture *fixture, const struct rmx_renderer *of)
{
    struct rmx_renderer *renderer = rmx_renderer_create(
        &(struct rmx_renderer_params){
            .context = fixture->context, .width = SIDE, .height = SIDE, .of = of},
        NULL);
    assert_non_null(renderer);
    return renderer;
}

static void an_upload_reaches_all_that_draw_the_plan(void **state)
{
    struct fixture *fixture = *state;
    struct rmx_plan *plan = tiny_plan(fixture->arena, "0 copy s0", 1);
    struct rmx_renderer *renderers[2] = {tiny_renderer(fixture->context, plan, SIDE, SIDE, NULL)};
    renderers[1] = another(fixture, renderers[0]);
    const unsigned char block[TINY_BLOCK] = {0};
    struct rmx_image image = slope(fixture);
    for (int i = 0; i < 4; i++) {
        image.pixels[0] = (unsigned char)(50 + i);
        assert_true(rmx_renderer_upload(renderers[i % 2], 0, &image));
        for (int k = 0; k < 2; k++) {
            struct rmx_renderer_counts counts;
            assert_memory_equal(draw(fixture, renderers[k], block), image.pixels, SIDE * SIDE * 4);
            rmx_renderer_draw(renderers[k], block); // nothing is due again
            rmx_renderer_counts(renderers[k], &counts);
            assert_int_equal(counts.passes_drawn, i + 1);
        }
    }
    rmx_renderer_destroy(renderers[0]);
    rmx_renderer_destroy(renderers[1]);
}

// Where the plan's own size reads a picture at level 0, a smaller one does not.
static void another_size_may_read_above_level_0(void **state)
{
    struct fixture *fixture = *state;
    struct rmx_plan *plan = tiny_plan(fixture->arena, "0 copy s0", 1);
    struct rmx_plan *shrinking = tiny_plan(fixture->arena, "0 copy s0 mips", 1);
    struct rmx_renderer *own = tiny_renderer(fixture->context, plan, SIDE, SIDE, NULL);
    struct rmx_renderer *wanted = tiny_renderer(fixture->context, shrinking, SIDE, SIDE, NULL);
    struct rmx_renderer *other = another(fixture, own);
    struct rmx_image image = slope(fixture);
    unsigned char block[TINY_BLOCK] = {0}, level_1[TINY_BLOCK] = {0};
    tiny_level(level_1, 0, 1);
    assert_true(rmx_renderer_upload(own, 0, &image));
    assert_true(rmx_renderer_upload(wanted, 0, &image));
    for (int i = 0; i < 2; i++) {
        assert_memory_equal(draw(fixture, own, block), image.pixels, SIDE * SIDE * 4);
        rmx_renderer_warm(other, level_1); // draws a pixel of each level, and no more
        const unsigned char *pixels = draw(fixture, other, level_1);
        assert_memory_equal(pixels, draw(fixture, wanted, level_1), SIDE * SIDE * 4);
        assert_memory_not_equal(pixels, image.pixels, SIDE * SIDE * 4);
        image.pixels[0] = 200;
        assert_true(rmx_renderer_upload(other, 0, &image));
        assert_true(rmx_renderer_upload(wanted, 0, &image));
    }
    rmx_renderer_destroy(own);
    rmx_renderer_destroy(wanted);
    rmx_renderer_destroy(other);
}

static void a_stored_picture_has_fresh_mips(void **state)
{
    struct fixture *fixture = *state;
    struct rmx_plan *plan = tiny_plan(fixture->arena, "0 solid | 1 squeeze p0 mips", 0);
    struct rmx_renderer *renderer = tiny_renderer(fixture->context, plan, SIDE, SIDE, NULL);
    unsigned char block[2 * TINY_BLOCK] = {0};
    tiny_level(block, 1, 2);
    for (int i = 0; i < 3; i++) {
        tiny_tint(block, 0, (float)(i * 51) / 255, 1, 0, 1);
        assert_pixel(draw(fixture, renderer, block), 0, 0, i * 51, 255, 0, 255);
    }
    rmx_renderer_destroy(renderer);
}

// How many passes each frame draws.
static const struct {
    const char *law;
    const char *passes;
    struct {
        int touched; // the pass whose bytes change; -1 none, -2 the source is uploaded anew
        int drawn;
    } frames[4];
} skips[] = {
    {"nothing changed, nothing drawn", "0 copy s0 | 1 copy p0", {{-1, 2}, {-1, 0}, {-1, 0}}},
    {"a knob at the end leaves the beginning alone",
     "0 solid | 1 copy p0 | 2 copy p1",
     {{-1, 3}, {2, 1}, {2, 1}, {-1, 0}}},
    {"a knob at the beginning draws all that depends on it",
     "0 solid | 1 copy p0 | 2 copy p1",
     {{-1, 3}, {0, 3}, {1, 2}}},
    {"a branch that does not move is not drawn",
     "0 solid | 1 solid | 2 mix_two p0 p1",
     {{-1, 3}, {0, 2}, {1, 2}, {2, 1}}},
    {"a new picture draws what reads it",
     "0 solid | 1 copy s0 | 2 mix_two p0 p1",
     {{-1, 3}, {-2, 2}, {-1, 0}}},
    {"a lost picture that nobody reads again stays lost",
     "0 solid | 1 copy p0 | 0 copy p1 | 2 copy p2",
     {{-1, 4}, {-1, 0}, {3, 1}, {-1, 0}}},
    {"a lost picture is drawn again for its reader",
     "0 solid | 1 copy p0 | 0 copy p1 | 2 copy p2",
     {{-1, 4}, {1, 4}, {2, 2}}},
    {"who draws over a picture calls for its pass, too",
     "0 solid | 1 copy p0 | 0 solid | 2 mix_two p1 p2",
     {{-1, 4}, {3, 1}, {1, 4}}},
};

static void what_did_not_change_is_not_drawn(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof skips / sizeof skips[0]; i++) {
        struct rmx_plan *plan = tiny_plan(fixture->arena, skips[i].passes, 1);
        struct rmx_renderer *renderer = tiny_renderer(fixture->context, plan, SIDE, SIDE, NULL);
        unsigned char block[5 * TINY_BLOCK] = {0};
        struct rmx_image image = slope(fixture);
        long long drawn = 0;
        for (int f = 0; f < 4 && (f == 0 || skips[i].frames[f].touched || skips[i].frames[f].drawn);
             f++) {
            int touched = skips[i].frames[f].touched;
            if (touched >= 0)
                tiny_tint(block, touched, 0.1f * (float)(f + 1), 0.05f, 0, 1);
            if (touched == -2)
                assert_true(rmx_renderer_upload(renderer, 0, &image));
            rmx_renderer_draw(renderer, block);
            struct rmx_renderer_counts counts;
            rmx_renderer_counts(renderer, &counts);
            if (counts.passes_drawn - drawn != skips[i].frames[f].drawn)
                fail_msg("%s: frame %d drew %lld passes, not %d", skips[i].law, f,
                         counts.passes_drawn - drawn, skips[i].frames[f].drawn);
            assert_int_equal(counts.passes_drawn + counts.passes_skipped,
                             plan->pass_count * (f + 1));
            drawn = counts.passes_drawn;
        }
        rmx_renderer_destroy(renderer);
    }
}

// A skipping renderer and one that draws everything anew must agree, whatever moves.
static void skipping_never_changes_the_picture(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof skips / sizeof skips[0]; i++) {
        struct rmx_plan *plan = tiny_plan(fixture->arena, skips[i].passes, 1);
        struct rmx_renderer *kept = tiny_renderer(fixture->context, plan, SIDE, SIDE, NULL);
        unsigned char block[5 * TINY_BLOCK] = {0};
        for (int f = 0; f < 24; f++) {
            uint32_t dice = (uint32_t)(f * 7 + 3) * 2654435761u >> 8;
            for (int p = 0; p < plan->pass_count; p++)
                if (dice >> p & 1)
                    tiny_tint(block, p, (float)(f % 5) / 20, (float)p / 20, 0.1f, 0.2f);
            struct rmx_renderer *fresh = tiny_renderer(fixture->context, plan, SIDE, SIDE, NULL);
            const unsigned char *expected = draw(fixture, fresh, block);
            const unsigned char *found = draw(fixture, kept, block);
            if (memcmp(expected, found, SIDE * SIDE * 4))
                fail_msg("%s: frame %d differs", skips[i].law, f);
            rmx_renderer_destroy(fresh);
        }
        rmx_renderer_destroy(kept);
    }
}

static void a_frame_is_uploaded_once_and_only_when_drawn(void **state)
{
    struct fixture *fixture = *state;
    struct rmx_plan *plan = tiny_plan(fixture->arena, "0 solid | 1 copy p0", 0);
    struct rmx_renderer *renderer = tiny_renderer(fixture->context, plan, SIDE, SIDE, NULL);
    unsigned char block[2 * TINY_BLOCK] = {0};
    for (int i = 0; i < 6; i++) {
        tiny_tint(block, 1, (float)(i / 2), 0, 0, 1);
        rmx_renderer_draw(renderer, block);
    }
    struct rmx_renderer_counts counts;
    rmx_renderer_counts(renderer, &counts);
    assert_int_equal(counts.uploads, 3);
    assert_int_equal(counts.targets, 2);
    assert_int_equal(counts.programs, 2);
    rmx_renderer_destroy(renderer);
}

static void what_passes_the_texture_limit_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct rmx_plan *plan = tiny_plan(fixture->arena, "0 copy s0", 1);
    struct rmx_errors errors = {.arena = fixture->arena};
    int side = rmx_context_device(fixture->context)->texture_side;
    assert_null(rmx_renderer_create(
        &(struct rmx_renderer_params){
            .context = fixture->context, .plan = plan, .width = side + 1, .height = 8},
        &errors));
    assert_int_equal(errors.count, 0); // a system error, no user error
    struct rmx_renderer *renderer = tiny_renderer(fixture->context, plan, SIDE, SIDE, NULL);
    struct rmx_image image = {.width = side + 1, .height = 1, .bytes_per_channel = 1};
    assert_false(rmx_renderer_upload(renderer, 0, &image));
    rmx_renderer_destroy(renderer);
}

static void too_little_memory_is_refused(void **state)
{
    struct fixture *fixture = *state;
    const struct rmx_device *device = rmx_context_device(fixture->context);
    if (strncmp(device->renderer, "llvmpipe", 8))
        skip(); // a card may have that much
    struct rmx_plan *plan = tiny_plan(fixture->arena, "0 solid 32f", 0);
    struct rmx_errors errors = {.arena = fixture->arena};
    const int side = device->texture_side;
    assert_null(rmx_renderer_create(
        &(struct rmx_renderer_params){
            .context = fixture->context, .plan = plan, .width = side, .height = side},
        &errors));
    assert_int_equal(errors.count, 0);
}

// Names of all kinds that are in use.
static int living_objects(void)
{
    int count = 0;
    for (GLuint name = 1; name < 1000; name++)
        count += glIsTexture(name) + glIsFramebuffer(name) + glIsBuffer(name) + glIsSampler(name) +
                 glIsVertexArray(name) + glIsProgram(name) + glIsShader(name);
    return count;
}

static void a_destroyed_renderer_leaves_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct rmx_plan *plan = tiny_plan(fixture->arena, "0 copy s0 mips | 1 copy p0", 1);
    struct rmx_image image = slope(fixture);
    int before = living_objects();
    for (int i = 0; i < 50; i++) {
        struct rmx_renderer *renderer = tiny_renderer(fixture->context, plan, SIDE, SIDE, NULL);
        const unsigned char block[2 * TINY_BLOCK] = {0};
        assert_true(rmx_renderer_upload(renderer, 0, &image));
        rmx_renderer_draw(renderer, block);
        if (i % 10 == 0) {
            assert_true(rmx_renderer_accumulate_begin(renderer, 1));
            rmx_renderer_accumulate(renderer);
            rmx_renderer_accumulate_resolve(renderer);
        }
        assert_true(living_objects() > before);
        rmx_renderer_destroy(renderer);
    }
    assert_int_equal(living_objects(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pass_draws_its_colour),
        cmocka_unit_test(a_picture_comes_back_as_it_went_in),
        cmocka_unit_test(a_picture_of_16_bits_keeps_them),
        cmocka_unit_test(a_float_target_keeps_what_is_out_of_range),
        cmocka_unit_test(a_level_above_0_reads_the_mean),
        cmocka_unit_test(what_is_far_too_large_is_first_halved_by_boxes),
        cmocka_unit_test(an_upload_reaches_all_that_draw_the_plan),
        cmocka_unit_test(another_size_may_read_above_level_0),
        cmocka_unit_test(a_stored_picture_has_fresh_mips),
        cmocka_unit_test(what_did_not_change_is_not_drawn),
        cmocka_unit_test(skipping_never_changes_the_picture),
        cmocka_unit_test(a_frame_is_uploaded_once_and_only_when_drawn),
        cmocka_unit_test(what_passes_the_texture_limit_is_refused),
        cmocka_unit_test(too_little_memory_is_refused),
        cmocka_unit_test(a_destroyed_renderer_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
