// SPDX-License-Identifier: GPL-3.0-or-later
#include "tiny_plan.h"

#include <GL/glew.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

// Runs `check` in a process of its own: EGL reads its environment once. True where it returned so.
static bool elsewhere(bool (*check)(void))
{
    pid_t child = fork();
    if (child == 0)
        _exit(check() ? 0 : 1);
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool no_driver_gives_one_sentence(void)
{
    setenv("__EGL_VENDOR_LIBRARY_FILENAMES", "/nowhere.json", 1);
    char why[200] = "";
    struct rmx_context *context = rmx_context_create(why, sizeof why);
    return !context && strlen(why) > 20 && !strchr(why, '\n') && why[strlen(why) - 1] != '.';
}

static bool an_old_driver_gives_one_sentence(void)
{
    setenv("MESA_GL_VERSION_OVERRIDE", "3.3", 1);
    char why[200] = "";
    struct rmx_context *context = rmx_context_create(why, sizeof why);
    return !context && strstr(why, "4.5");
}

static bool a_short_place_for_the_sentence_will_do(void)
{
    setenv("__EGL_VENDOR_LIBRARY_FILENAMES", "/nowhere.json", 1);
    char why[8] = "xxxxxxx";
    return !rmx_context_create(why, 4) && strlen(why) == 3;
}

static void where_there_is_no_gl(void **state)
{
    (void)state;
    assert_true(elsewhere(no_driver_gives_one_sentence));
    assert_true(elsewhere(an_old_driver_gives_one_sentence));
    assert_true(elsewhere(a_short_place_for_the_sentence_will_do));
}

static void a_device_says_what_it_can(void **state)
{
    (void)state;
    struct rmx_context *context = tiny_context();
    const struct rmx_device *device = rmx_context_device(context);
    assert_true(strlen(device->renderer) > 0 && strlen(device->version) > 0);
    assert_true(device->texture_side >= 4096);
    assert_true(device->samplers >= 16);
    assert_true(device->block_bytes >= 16384);
    assert_true(device->block_alignment > 0 && device->block_alignment <= TINY_BLOCK);
    rmx_context_destroy(context);
    rmx_context_destroy(NULL);
}

static void one_context_follows_another(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct rmx_context *context = tiny_context();
        GLuint texture;
        glCreateTextures(GL_TEXTURE_2D, 1, &texture);
        assert_true(glIsTexture(texture));
        rmx_context_destroy(context);
    }
}

static bool the_drivers_words_go_to_the_log(void)
{
    char name[] = "/tmp/rmx-log-XXXXXX", line[400] = "";
    int file = mkstemp(name);
    struct rmx_context *context = tiny_context();
    dup2(file, STDERR_FILENO);
    glBindBuffer(0x1234, 0); // no such target
    glFinish();
    rmx_context_destroy(context);
    ssize_t length = pread(file, line, sizeof line - 1, 0);
    unlink(name);
    return length > 0 && strstr(line, "OpenGL") && strstr(line, "GL_INVALID_ENUM");
}

static void mistakes_of_ours_are_logged(void **state)
{
    (void)state;
    assert_true(elsewhere(the_drivers_words_go_to_the_log));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_there_is_no_gl),
        cmocka_unit_test(mistakes_of_ours_are_logged),
        cmocka_unit_test(a_device_says_what_it_can),
        cmocka_unit_test(one_context_follows_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
