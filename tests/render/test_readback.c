// SPDX-License-Identifier: GPL-3.0-or-later
// Frames that are requested and come later are the frames that a blocking read would have given.
#include "tiny_plan.h"

#include "render/readback.h"

#include <GL/glew.h>

enum { WIDTH = 7, HEIGHT = 5, MOST_BYTES = WIDTH * HEIGHT * 16, SLOTS = 3 };

struct fixture {
    struct rmx_context *context;
    struct rmx_arena *arena;
    struct rmx_renderer *renderer;
    struct rmx_readback *readback;
};

static void begin(struct fixture *fixture, const char *passes)
{
    fixture->context = tiny_context();
    fixture->arena = rmx_arena_create();
    fixture->renderer =
        tiny_renderer(fixture->context, tiny_plan(fixture->arena, passes, 0), WIDTH, HEIGHT, NULL);
    fixture->readback = rmx_readback_create(SLOTS);
}

static void end(struct fixture *fixture)
{
    rmx_readback_destroy(fixture->readback);
    rmx_renderer_destroy(fixture->renderer);
    assert_int_equal(rmx_context_errors(fixture->context), 0);
    assert_int_equal(rmx_context_objects(fixture->context), 0);
    rmx_context_destroy(fixture->context);
    rmx_arena_destroy(fixture->arena);
}

// Frame `id`, a colour of its own in each.
static void draw(struct fixture *fixture, int id)
{
    unsigned char block[TINY_BLOCK] = {0};
    tiny_tint(block, 0, (float)(id % 5) / 4.0f, (float)id / 64.0f, 0.25f, 1.0f);
    rmx_renderer_advance(fixture->renderer);
    rmx_renderer_draw(fixture->renderer, block);
}

static bool request(struct fixture *fixture, int id)
{
    draw(fixture, id);
    return rmx_renderer_request(fixture->renderer, fixture->readback, id);
}

// The oldest request is frame `id`, as a blocking read of it gives it anew.
static void assert_next(struct fixture *fixture, int id)
{
    unsigned char wanted[MOST_BYTES];
    const struct rmx_readback_frame *frame = rmx_readback_wait(fixture->readback);
    assert_non_null(frame);
    assert_int_equal(frame->id, id);
    draw(fixture, id);
    assert_true(rmx_renderer_read(fixture->renderer, wanted));
    assert_memory_equal(frame->bytes, wanted, frame->size);
    assert_ptr_equal(rmx_readback_poll(fixture->readback), frame);
    rmx_readback_release(fixture->readback);
}

static void frames_come_in_order_with_the_bytes_of_a_blocking_read(void **state)
{
    static const struct {
        const char *passes;
        size_t size;
    } rows[] = {
        {"0 solid", WIDTH * HEIGHT * 4},
        {"0 solid 16", WIDTH * HEIGHT * 8},
        {"0 solid 32f", WIDTH * HEIGHT * 16},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct fixture fixture;
        begin(&fixture, rows[i].passes);
        for (int id = 0; id < 20; id++) { // two are always under way
            assert_true(request(&fixture, id));
            if (id < 2)
                continue;
            assert_int_equal(rmx_readback_wait(fixture.readback)->size, rows[i].size);
            assert_next(&fixture, id - 2);
        }
        assert_next(&fixture, 18);
        assert_next(&fixture, 19);
        assert_null(rmx_readback_wait(fixture.readback));
        end(&fixture);
    }
}

static void a_full_ring_refuses_and_keeps_what_it_has(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture, "0 solid");
    for (int id = 1; id <= SLOTS; id++) {
        assert_false(rmx_readback_is_full(fixture.readback));
        assert_true(request(&fixture, id));
    }
    assert_true(rmx_readback_is_full(fixture.readback));
    assert_false(request(&fixture, 9));
    assert_next(&fixture, 1);
    assert_false(rmx_readback_is_full(fixture.readback));
    assert_true(request(&fixture, 10));
    assert_next(&fixture, 2);
    assert_next(&fixture, 3);
    assert_next(&fixture, 10);
    end(&fixture);
}

static void nothing_requested_is_nothing_to_take(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture, "0 solid");
    assert_null(rmx_readback_poll(fixture.readback));
    assert_null(rmx_readback_wait(fixture.readback));
    end(&fixture);
}

static void a_request_may_be_given_up_before_it_arrives(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture, "0 solid");
    assert_true(request(&fixture, 1));
    assert_true(request(&fixture, 2));
    rmx_readback_release(fixture.readback);
    assert_next(&fixture, 2);
    assert_null(rmx_readback_poll(fixture.readback));
    end(&fixture);
}

static void it_may_be_destroyed_with_requests_under_way(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture, "0 solid");
    for (int id = 0; id < SLOTS; id++)
        assert_true(request(&fixture, id));
    end(&fixture); // counts what is left
    rmx_readback_destroy(NULL);
}

// A renderer's targets are gone, what was requested of them is not.
static void a_frame_outlives_what_drew_it(void **state)
{
    (void)state;
    struct fixture fixture;
    unsigned char wanted[MOST_BYTES];
    begin(&fixture, "0 solid");
    assert_true(request(&fixture, 3));
    assert_true(rmx_renderer_read(fixture.renderer, wanted));
    rmx_renderer_destroy(fixture.renderer);
    fixture.renderer = NULL;
    const struct rmx_readback_frame *frame = rmx_readback_wait(fixture.readback);
    assert_memory_equal(frame->bytes, wanted, frame->size);
    end(&fixture);
}

static void ranges_of_buffers_stand_one_behind_the_other(void **state)
{
    (void)state;
    struct fixture fixture;
    GLuint buffers[2];
    unsigned char numbers[100];
    begin(&fixture, "0 solid");
    for (int i = 0; i < 100; i++)
        numbers[i] = (unsigned char)i;
    glCreateBuffers(2, buffers);
    for (int i = 0; i < 2; i++)
        glNamedBufferData(buffers[i], sizeof(numbers), numbers, GL_STATIC_DRAW);
    const struct rmx_buffer_range ranges[] = {
        {buffers[0], 40, 4}, {buffers[1], 8, 17}, {buffers[0], 0, 16}};
    static const int at[] = {0, 16, 48}; // of each in what comes back
    assert_true(rmx_readback_ranges(fixture.readback, 7, ranges, 3));
    glNamedBufferData(buffers[0], sizeof(numbers), NULL, GL_STATIC_DRAW);
    glDeleteBuffers(2, buffers);
    const struct rmx_readback_frame *frame = rmx_readback_wait(fixture.readback);
    assert_int_equal(frame->id, 7);
    assert_int_equal(frame->size, 64);
    for (int i = 0; i < 3; i++)
        assert_memory_equal(frame->bytes + at[i], numbers + ranges[i].offset,
                            (size_t)ranges[i].size);
    end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_come_in_order_with_the_bytes_of_a_blocking_read),
        cmocka_unit_test(a_full_ring_refuses_and_keeps_what_it_has),
        cmocka_unit_test(nothing_requested_is_nothing_to_take),
        cmocka_unit_test(a_request_may_be_given_up_before_it_arrives),
        cmocka_unit_test(it_may_be_destroyed_with_requests_under_way),
        cmocka_unit_test(a_frame_outlives_what_drew_it),
        cmocka_unit_test(ranges_of_buffers_stand_one_behind_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
