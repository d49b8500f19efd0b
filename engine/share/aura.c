// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/aura.h"

#include "base/names.h"

#include <assert.h>
#include <math.h>
#include <string.h>

struct rmx_auras {
    struct rmx_arena *arena;
    struct rmx_names names; // to the holder
    double half_life_s;
    double *seeds, *exposures; // surface-seconds, by holder
    int count;
};

// NaN compares false.
static double at_least_nothing(double value)
{
    return value > 0 && isfinite(value) ? value : 0;
}

double rmx_aura(double exposure_s, double half_life_s)
{
    double half_life = at_least_nothing(half_life_s);
    return exp2(-(exposure_s > 0 ? exposure_s : 0) / (half_life > 0 ? half_life : RMX_HALF_LIFE));
}

struct rmx_auras *rmx_auras_create(const struct rmx_holders *holders, double half_life_s)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_auras *auras = RMX_NEW(arena, struct rmx_auras, 1);
    *auras = (struct rmx_auras){
        .arena = arena,
        .names = {.arena = arena},
        .half_life_s = half_life_s,
        .seeds = RMX_NEW(arena, double, holders->count),
        .exposures = RMX_NEW(arena, double, holders->count),
        .count = holders->count,
    };
    for (int i = 0; i < holders->count; i++) {
        const char *name = rmx_arena_copy(arena, holders->items[i].name);
        if (rmx_auras_find(auras, name) < 0)
            rmx_names_put(&auras->names, name, strlen(name), i);
    }
    return auras;
}

void rmx_auras_destroy(struct rmx_auras *auras)
{
    if (auras)
        rmx_arena_destroy(auras->arena);
}

void rmx_auras_seed(struct rmx_auras *auras, int holder, double exposure_s)
{
    assert(holder >= 0 && holder < auras->count);
    auras->seeds[holder] = auras->exposures[holder] = at_least_nothing(exposure_s);
}

void rmx_auras_follow(struct rmx_auras *auras, const struct rmx_auras *from)
{
    for (size_t i = 0; i < auras->names.capacity; i++) {
        const struct rmx_name_slot *slot = &auras->names.slots[i];
        int before = slot->text ? rmx_auras_find(from, slot->text) : -1;
        if (before < 0)
            continue;
        auras->seeds[slot->value] = from->seeds[before];
        auras->exposures[slot->value] = from->exposures[before];
    }
}

void rmx_auras_restart(struct rmx_auras *auras)
{
    for (int i = 0; i < auras->count; i++)
        auras->exposures[i] = auras->seeds[i];
}

void rmx_auras_add(struct rmx_auras *auras, const double *shares, double seconds)
{
    for (int i = 0; i < auras->count; i++)
        auras->exposures[i] += at_least_nothing(shares[i]) * at_least_nothing(seconds);
}

int rmx_auras_count(const struct rmx_auras *auras)
{
    return auras->count;
}

int rmx_auras_find(const struct rmx_auras *auras, const char *name)
{
    return rmx_names_get(&auras->names, name, strlen(name));
}

double rmx_exposure_of(const struct rmx_auras *auras, int holder)
{
    assert(holder >= 0 && holder < auras->count);
    return auras->exposures[holder];
}

double rmx_aura_of(const struct rmx_auras *auras, int holder)
{
    return rmx_aura(rmx_exposure_of(auras, holder), auras->half_life_s);
}
