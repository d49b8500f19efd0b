// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cli.h"

#include "media/image.h"
#include "write/still.h"

#include <ftw.h>
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64];

bool test_cli_begin(void)
{
    snprintf(folder, sizeof(folder), "/tmp/rmx_cli_XXXXXX");
    if (!mkdtemp(folder))
        return false;
    setenv("XDG_CONFIG_HOME", test_cli_path("config"), 1);
    setenv("XDG_DATA_HOME", test_cli_path("data"), 1);
    setenv("XDG_CACHE_HOME", test_cli_path("cache"), 1);
    setenv("XDG_STATE_HOME", test_cli_path("state"), 1);
    return true;
}

static int remove_one(const char *path, const struct stat *info, int flag, struct FTW *walk)
{
    (void)info, (void)flag, (void)walk;
    return remove(path);
}

void test_cli_end(void)
{
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *test_cli_path(const char *name)
{
    static char paths[8][256];
    static int next;
    char *path = paths[next++ % 8];
    snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
    return path;
}

void test_cli_write(const char *name, const void *bytes, size_t length)
{
    FILE *file = fopen(test_cli_path(name), "wb");
    if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
        abort();
}

void test_cli_text(const char *name, const char *text)
{
    test_cli_write(name, text, strlen(text));
}

void test_cli_picture(const char *name, int width, int height)
{
    unsigned char *pixels = malloc((size_t)width * (size_t)height * 4);
    if (!pixels)
        abort();
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            unsigned char *pixel = pixels + 4 * ((size_t)y * (size_t)width + (size_t)x);
            pixel[0] = (unsigned char)(255 * x / width);
            pixel[1] = (unsigned char)(255 * y / height);
            pixel[2] = (unsigned char)((x * 7 + y * 13) % 256);
            pixel[3] = 255;
        }
    }
    struct rmx_picture picture = {width, height, RMX_PIXELS_RGBA8, pixels, false};
    struct rmx_still_params params = {.compress = 1};
    if (!rmx_media_start() || !rmx_still_write(test_cli_path(name), &picture, &params, NULL, 0))
        abort();
    free(pixels);
}

bool test_cli_exists(const char *name)
{
    return access(test_cli_path(name), F_OK) == 0;
}

static char *read_all(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    size_t capacity = 0, got;
    *length = 0;
    do {
        capacity = capacity * 2 + 4096;
        text = realloc(text, capacity);
        if (!text)
            abort();
        got = file ? fread(text + *length, 1, capacity - *length - 1, file) : 0;
        *length += got;
    } while (got);
    text[*length] = '\0';
    if (file)
        fclose(file);
    return text;
}

bool test_cli_same(const char *a, const char *b)
{
    size_t length_a, length_b;
    char *text_a = read_all(test_cli_path(a), &length_a);
    char *text_b = read_all(test_cli_path(b), &length_b);
    bool same = length_a > 0 && length_a == length_b && memcmp(text_a, text_b, length_a) == 0;
    free(text_a);
    free(text_b);
    return same;
}

int test_cli_count(const char *pattern)
{
    glob_t found = {0};
    int count = glob(test_cli_path(pattern), 0, NULL, &found) == 0 ? (int)found.gl_pathc : 0;
    globfree(&found);
    return count;
}

struct test_run test_cli_run(const char *command)
{
    static struct test_run run;
    static char script[8192];
    free(run.out);
    free(run.err);
    snprintf(script, sizeof(script),
             "cd '%s'; REMONTAGE='" REMONTAGE_BINARY "'; remontage() { \"$REMONTAGE\" \"$@\"; }\n"
             "{ %s\n} >'%s.out' 2>'%s.err' </dev/null",
             folder, command, folder, folder);
    int status = system(script);
    size_t length;
    char path[80];
    snprintf(path, sizeof(path), "%s.out", folder);
    run.out = read_all(path, &length);
    remove(path);
    snprintf(path, sizeof(path), "%s.err", folder);
    run.err = read_all(path, &length);
    remove(path);
    run.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return run;
}

static bool is_as_said(const char *text, const char *part)
{
    return part ? strstr(text, part) != NULL : !*text;
}

void test_cli_hold(const struct test_law *laws, size_t count)
{
    int broken = 0;
    for (size_t i = 0; i < count; i++) {
        const struct test_law *law = &laws[i];
        struct test_run run = test_cli_run(law->command);
        if (run.code == law->code && is_as_said(run.out, law->out) && is_as_said(run.err, law->err))
            continue;
        broken++;
        print_error("%s: %s\n  exit code %d, expected %d; expected '%s' and '%s'\n%.600s%.1200s\n",
                    law->law, law->command, run.code, law->code, law->out ? law->out : "",
                    law->err ? law->err : "", run.out, run.err);
    }
    assert_int_equal(broken, 0);
}
