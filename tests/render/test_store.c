// SPDX-License-Identifier: GPL-3.0-or-later
// What a show keeps of programs that nothing uses: so many bytes, those used last.
#include "render/store.h"
#include "support/gl.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

// One of the smallest, like no other.
static GLuint make_program(int number)
{
    char text[200];
    snprintf(text, sizeof(text),
             "#version 450 core\nlayout(local_size_x = 1) in;\n"
             "layout(std430, binding = 0) buffer b { int n; };\nvoid main() { n = %d; }\n",
             number);
    const char *lines[] = {text};
    GLuint program = glCreateShaderProgramv(GL_COMPUTE_SHADER, 1, lines);
    GLint linked = GL_FALSE;
    glGetProgramiv(program, GL_LINK_STATUS, &linked);
    assert_true(linked);
    return program;
}

// An edit: a new program, and the one before is left.
static GLuint edit(struct rmx_store *store, int number, GLuint before)
{
    GLuint program = make_program(number);
    rmx_store_add_program(store, (uint64_t)number, program);
    rmx_store_drop_program(store, before);
    return program;
}

static size_t bytes_of_one(void)
{
    struct rmx_store *store = rmx_store_create();
    rmx_store_add_program(store, 1, make_program(1));
    size_t bytes = rmx_store_counts(store).bytes;
    rmx_store_destroy(store);
    return bytes;
}

static void test_many_edits_are_bounded(void **state)
{
    (void)state;
    enum { EDITS = 60, KEPT = 8 };
    struct rmx_store *store = rmx_store_create();
    size_t most = KEPT * bytes_of_one() + 1000;
    rmx_store_keep_programs(store, most);
    GLuint first = edit(store, 1, 0), program = first;
    for (int i = 2; i <= EDITS; i++) {
        program = edit(store, i, program);
        assert_true(rmx_store_counts(store).unused_bytes <= most);
    }
    struct rmx_store_counts counts = rmx_store_counts(store);
    assert_int_equal(counts.unused, KEPT);
    assert_int_equal(counts.programs, KEPT + 1);
    assert_true(counts.bytes > counts.unused_bytes);
    assert_false(glIsProgram(first));
    assert_true(glIsProgram(program));
    rmx_store_destroy(store);
}

static void test_the_last_used_stay(void **state)
{
    (void)state;
    struct rmx_store *store = rmx_store_create();
    rmx_store_keep_programs(store, 2 * bytes_of_one() + 1000);
    GLuint one = edit(store, 1, 0);
    GLuint two = edit(store, 2, one), three = edit(store, 3, two);
    assert_int_equal(rmx_store_program(store, 1), one); // an edit taken back
    rmx_store_drop_program(store, three);
    rmx_store_drop_program(store, one);
    assert_int_equal(rmx_store_program(store, 2), 0);
    assert_int_equal(rmx_store_program(store, 3), three);
    assert_int_equal(rmx_store_program(store, 1), one);
    rmx_store_destroy(store);
}

static void test_what_is_used_stays(void **state)
{
    (void)state;
    struct rmx_store *store = rmx_store_create();
    for (int i = 1; i <= 4; i++)
        rmx_store_add_program(store, (uint64_t)i, make_program(i));
    GLuint two = rmx_store_program(store, 2);
    rmx_store_drop_program(store, two);
    assert_int_equal(rmx_store_counts(store).programs, 4);
    rmx_store_drop_program(store, two); // nothing is kept where nothing is wished
    assert_int_equal(rmx_store_counts(store).programs, 3);
    assert_int_equal(rmx_store_counts(store).unused, 0);
    assert_false(glIsProgram(two));
    rmx_store_destroy(store);
}

int main(void)
{
    if (!test_gl_start())
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_many_edits_are_bounded),
        cmocka_unit_test(test_the_last_used_stay),
        cmocka_unit_test(test_what_is_used_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
