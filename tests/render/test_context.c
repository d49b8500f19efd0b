// SPDX-License-Identifier: GPL-3.0-or-later
#include "tiny_plan.h"

#include <GL/glew.h>
#include <pthread.h>
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

struct beside {
    struct rmx_context *context;
    GLuint texture;
    unsigned char pixel[4];
    bool is_none; // current here once it was left
};

static void *look_from_another_thread(void *data)
{
    struct beside *beside = data;
    rmx_context_enter(beside->context);
    glGetTextureImage(beside->texture, 0, GL_RGBA, GL_UNSIGNED_BYTE, 4, beside->pixel);
    rmx_context_leave();
    beside->is_none = !glGetString(GL_VERSION);
    return NULL;
}

// Made beside the one that is current, which stays so; another thread sees its textures in it.
static void a_shared_context_sees_the_same_objects(void **state)
{
    static const unsigned char red[] = {255, 0, 0, 255};
    char why[200];
    pthread_t thread;
    (void)state;
    struct rmx_context *context = tiny_context();
    struct beside beside = {.context = rmx_context_share(why, sizeof why)};
    assert_non_null(beside.context);
    assert_int_equal(rmx_context_device(beside.context)->texture_side,
                     rmx_context_device(context)->texture_side);
    glCreateTextures(GL_TEXTURE_2D, 1, &beside.texture);
    glTextureStorage2D(beside.texture, 1, GL_RGBA8, 1, 1);
    glTextureSubImage2D(beside.texture, 0, 0, 0, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE, red);
    glFinish();
    assert_int_equal(pthread_create(&thread, NULL, look_from_another_thread, &beside), 0);
    pthread_join(thread, NULL);
    assert_memory_equal(beside.pixel, red, sizeof red);
    assert_true(beside.is_none);
    rmx_context_destroy(beside.context);
    assert_int_equal(rmx_context_errors(context), 0); // it is still current
    assert_true(glIsTexture(beside.texture));
    glDeleteTextures(1, &beside.texture);
    rmx_context_destroy(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_there_is_no_gl),
        cmocka_unit_test(mistakes_of_ours_are_logged),
        cmocka_unit_test(a_device_says_what_it_can),
        cmocka_unit_test(one_context_follows_another),
        cmocka_unit_test(a_shared_context_sees_the_same_objects),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
