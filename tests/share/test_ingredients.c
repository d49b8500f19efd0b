// SPDX-License-Identifier: GPL-3.0-or-later
// Ingredients are the files that hold a part of a frame, with what the credits say of them.
#include "share/ingredients.h"

#include "base/file.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char folder[] = "/tmp/rmx_ingredients_XXXXXX";
static char plant_path[64], sea_path[64];

enum { PLANT, COPY, SEA, GONE, HIDDEN, ODD, NOISE, BACKGROUND, EFFECTS, HOLDERS };

static struct rmx_source sources[] = {
    [PLANT] = {.credit = "Ann, A plant, CC BY 4.0", .licence = "", .url = ""},
    [COPY] = {.credit = "", .licence = "", .url = ""},
    [SEA] = {.credit = "Bea", .licence = "cc0", .url = "https://example.org"},
    [GONE] = {.path = "/nowhere/gone.jpg", .credit = "", .licence = "", .url = ""},
    [HIDDEN] = {.credit = "", .licence = "", .url = ""},
    [ODD] = {.credit = "", .licence = "", .url = ""},
    [NOISE] = {.kind = RMX_SOURCE_GENERATE, .credit = "", .licence = "", .url = ""},
};

static struct rmx_holder items[HOLDERS] = {
    [PLANT] = {.name = "plant", .source = &sources[PLANT]},
    [COPY] = {.name = "copy", .source = &sources[COPY]},
    [SEA] = {.name = "album/sea.jpg", .source = &sources[SEA]},
    [GONE] = {.name = "gone", .source = &sources[GONE]},
    [HIDDEN] = {.name = "hidden", .source = &sources[HIDDEN]},
    [ODD] = {.name = "odd", .source = &sources[ODD]},
    [NOISE] = {.name = "noise", .source = &sources[NOISE]},
    [BACKGROUND] = {.kind = RMX_HOLDER_BACKGROUND, .name = "background"},
    [EFFECTS] = {.kind = RMX_HOLDER_EFFECTS, .name = "effects"},
};
static const struct rmx_holders holders = {items, HOLDERS};

static double total[HOLDERS] = {0.2, 0.2, 0.3, 0.1, 0, NAN, 0.1, 0.05, 0.05};
static const struct rmx_source *shown[HOLDERS];
static const struct rmx_shares shares = {.total = total, .shown = shown};

// As share/credits.h finds them: the plant and its copy are one content.
static struct rmx_credit owed[] = {
    {.name = "album/sea.jpg",
     .credit = "Bea",
     .url = "https://example.org",
     .source = &sources[SEA]},
    {.name = "plant, copy", .credit = "Ann, A plant", .url = "", .source = &sources[PLANT]},
};
static const struct rmx_credits credits = {.title = "", .items = owed, .count = 2};

static struct rmx_arena *arena;

static void only_files_that_hold_a_part_the_largest_first(void **state)
{
    (void)state;
    static const char *const want[] = {"album/sea.jpg", "plant", "copy", "gone"};
    struct rmx_ingredients all = rmx_ingredients_measured(arena, &credits, &holders, &shares);
    assert_int_equal(all.count, 4);
    for (int i = 0; i < 4; i++)
        assert_string_equal(all.items[i].name, want[i]);
    assert_true(all.items[0].share == 0.3 && all.items[3].share == 0.1);
}

static void each_has_the_hash_of_its_file(void **state)
{
    (void)state;
    struct rmx_ingredients all = rmx_ingredients_measured(arena, &credits, &holders, &shares);
    // printf sea | sha256sum; printf plant | sha256sum
    assert_string_equal(all.items[0].hash,
                        "4a69f19c8c264850d0f0fca1d7cd8ac0d07771cb9aaf5923c2c621a3e0f74475");
    assert_string_equal(all.items[1].hash,
                        "96044d9734b6044127dea24e9447d6230ed522668773f12934b5e8b66b9d707a");
    assert_string_equal(all.items[1].hash, all.items[2].hash);
    assert_string_equal(all.items[3].hash, "");
}

static void the_credits_words_hold_for_their_file(void **state)
{
    (void)state;
    struct rmx_ingredients all = rmx_ingredients_measured(arena, &credits, &holders, &shares);
    for (int i = 1; i <= 2; i++) {
        assert_string_equal(all.items[i].credit, "Ann, A plant");
        assert_string_equal(all.items[i].licence, "CC BY 4.0");
    }
    assert_string_equal(all.items[0].licence, "CC0 1.0");
    assert_string_equal(all.items[0].url, "https://example.org");
    const struct rmx_credits none = {.title = ""};
    all = rmx_ingredients_measured(arena, &none, &holders, &shares);
    assert_string_equal(all.items[1].credit, "Ann, A plant, CC BY 4.0"); // as the source says it
    assert_string_equal(all.items[0].licence, "CC0 1.0");
    assert_string_equal(all.items[3].credit, "");
}

static void what_is_owed_is_in_the_credits_order(void **state)
{
    (void)state;
    struct rmx_ingredients all = rmx_ingredients_owed(arena, &credits);
    assert_int_equal(all.count, 2);
    assert_string_equal(all.items[1].name, "plant, copy");
    assert_string_equal(all.items[1].licence, "CC BY 4.0");
    assert_string_equal(all.items[1].hash, "");
    assert_true(all.items[1].share == 0);
}

static int set_up(void **state)
{
    (void)state;
    arena = rmx_arena_create();
    if (!mkdtemp(folder))
        return -1;
    snprintf(plant_path, sizeof plant_path, "%s/plant.jpg", folder);
    snprintf(sea_path, sizeof sea_path, "%s/sea.jpg", folder);
    sources[PLANT].path = sources[COPY].path = sources[HIDDEN].path = sources[ODD].path =
        plant_path;
    sources[SEA].path = sea_path;
    for (int i = 0; i < NOISE; i++)
        shown[i] = &sources[i];
    owed[0].licence = rmx_licence_read(arena, "cc0");
    owed[1].licence = rmx_licence_read(arena, "CC BY 4.0");
    return rmx_file_write(plant_path, "plant", 5) && rmx_file_write(sea_path, "sea", 3) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    rmx_arena_destroy(arena);
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_files_that_hold_a_part_the_largest_first),
        cmocka_unit_test(each_has_the_hash_of_its_file),
        cmocka_unit_test(the_credits_words_hold_for_their_file),
        cmocka_unit_test(what_is_owed_is_in_the_credits_order),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
