// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/exhibits.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

static struct rmx_arena *arena;
static struct rmx_exhibits seen;
static int error_was; // a copy of standard error

int exhibits_set_up(void **state)
{
    (void)state;
    arena = rmx_arena_create();
    if (!test_cli_begin())
        return -1;
    test_cli_text("plant.jpg", "a plant");
    test_cli_text("street.jpg", "a street");
    test_cli_text("copy.jpg", "a plant");
    return 0;
}

int exhibits_tear_down(void **state)
{
    (void)state;
    test_cli_end();
    rmx_arena_destroy(arena);
    return 0;
}

const char *exhibits_database(void)
{
    return test_cli_path("state/remontage/exhibition.db");
}

void exhibits_execute(const char *database, const char *sql)
{
    sqlite3 *connection;
    assert_int_equal(sqlite3_open(database, &connection), SQLITE_OK);
    assert_int_equal(sqlite3_exec(connection, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(connection);
}

void exhibits_add(struct rmx_exhibition *exhibition, const char *file, const char *name,
                  double surface_s, const char *title)
{
    const struct rmx_showing showing = {file ? test_cli_path(file) : NULL, name, surface_s, title};
    rmx_exhibition_add(exhibition, &showing, 1);
}

void exhibits_show(enum rmx_exhibition_kind kind, const char *file, double surface_s)
{
    struct rmx_exhibition *exhibition = rmx_exhibition_create(kind, NULL);
    exhibits_add(exhibition, file, "plant", surface_s, "Cult");
    rmx_exhibition_destroy(exhibition);
}

bool exhibits_read(struct rmx_exhibits *exhibits, char *why, size_t why_size)
{
    return rmx_exhibits_read(arena, NULL, exhibits, why, why_size);
}

const struct rmx_exhibits *exhibits_see(void)
{
    char why[256] = "";
    if (!exhibits_read(&seen, why, sizeof(why)))
        fail_msg("%s", why);
    return &seen;
}

const struct rmx_exhibits *exhibits_wait(void)
{
    for (int i = 0; i < 500 && !exhibits_see()->count; i++)
        usleep(20000);
    return &seen;
}

void exhibits_listen(void)
{
    fflush(stderr);
    error_was = dup(STDERR_FILENO);
    int file = open(test_cli_path("said"), O_RDWR | O_CREAT | O_TRUNC, 0600);
    dup2(file, STDERR_FILENO);
    close(file);
}

int exhibits_heard(char *said, size_t size)
{
    fflush(stderr);
    dup2(error_was, STDERR_FILENO);
    close(error_was);
    FILE *file = fopen(test_cli_path("said"), "r");
    size_t length = file ? fread(said, 1, size - 1, file) : 0;
    said[length] = '\0';
    if (file)
        fclose(file);
    int lines = 0;
    for (const char *c = said; *c; c++)
        lines += *c == '\n';
    return lines;
}
