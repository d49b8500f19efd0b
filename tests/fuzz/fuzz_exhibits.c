// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as the exhibition's database are refused with a phrase, or become rows that can be
// printed, found and written as a table.
#include "share/exhibits.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void use(const struct rmx_exhibits *exhibits)
{
    struct rmx_text out = {0};
    for (int i = 0; i < exhibits->count; i++) {
        const struct rmx_exhibit *item = &exhibits->items[i];
        check(item->hash && item->name);
        check(rmx_exhibit_is(item, item->hash) || strlen(item->hash) < 8);
    }
    rmx_exhibits_print(exhibits, &out);
    rmx_exhibits_csv(exhibits, &out);
    rmx_exhibits_svg(exhibits, &out);
    rmx_text_finish(&out);
}

static char path[] = "/tmp/fuzz-exhibits.XXXXXX"; // SQLite opens by name

static void remove_database(void)
{
    unlink(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int file = -1;
    char why[256] = "";
    if (file < 0) {
        file = mkstemp(path);
        atexit(remove_database);
    }
    check(file >= 0 && ftruncate(file, 0) == 0 && pwrite(file, data, size, 0) == (ssize_t)size);
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_exhibits exhibits = {0};
    if (rmx_exhibits_read(arena, path, &exhibits, why, sizeof(why)))
        use(&exhibits);
    else
        check(why[0] != 0);
    rmx_arena_destroy(arena);
    return 0;
}
