// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/names.h"

#include "base/hash.h"

#include <string.h>

// The name's slot, or the free one where it would stand. Needs a free slot in the table.
static struct rmx_name_slot *find_slot(const struct rmx_names *names, const char *text,
                                       size_t length)
{
    size_t mask = names->capacity - 1;
    for (size_t i = (size_t)rmx_hash_bytes(text, length, 0) & mask;; i = (i + 1) & mask) {
        struct rmx_name_slot *slot = &names->slots[i];
        if (!slot->text || (slot->length == length && memcmp(slot->text, text, length) == 0))
            return slot;
    }
}

int rmx_names_get(const struct rmx_names *names, const char *text, size_t length)
{
    if (!names->count)
        return -1;
    const struct rmx_name_slot *slot = find_slot(names, text, length);
    return slot->text ? slot->value : -1;
}

static void grow(struct rmx_names *names)
{
    struct rmx_names bigger = {.arena = names->arena,
                               .capacity = names->capacity ? names->capacity * 2 : 64};
    bigger.slots = RMX_NEW(names->arena, struct rmx_name_slot, bigger.capacity);
    for (size_t i = 0; i < names->capacity; i++)
        if (names->slots[i].text)
            *find_slot(&bigger, names->slots[i].text, names->slots[i].length) = names->slots[i];
    bigger.count = names->count;
    *names = bigger;
}

void rmx_names_put(struct rmx_names *names, const char *text, size_t length, int value)
{
    if (names->count * 2 >= names->capacity)
        grow(names);
    struct rmx_name_slot *slot = find_slot(names, text, length);
    names->count += !slot->text;
    *slot = (struct rmx_name_slot){.text = text, .length = length, .value = value};
}
