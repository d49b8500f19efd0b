// SPDX-License-Identifier: GPL-3.0-or-later
// Which units a number may have, by what it counts.
#include "scene/scene_parts.h"

#include <string.h>

enum unit_kind { UNIT_CLOCK, UNIT_MUSIC, UNIT_PIXELS, UNIT_PERCENT };

static enum unit_kind kind_of(const char *unit)
{
    if (strcmp(unit, "px") == 0)
        return UNIT_PIXELS;
    if (strcmp(unit, "%") == 0)
        return UNIT_PERCENT;
    return strcmp(unit, "s") == 0 || strcmp(unit, "ms") == 0 ? UNIT_CLOCK : UNIT_MUSIC;
}

#define TAKES(kind) (1 << (kind))

// `says` stands between the number's name and the unit; `hint` is the way out, and `moving` the one
// for a unit of time.
static const struct {
    int takes;
    const char *says, *hint, *moving;
} rules[] = {
    [RMX_QUANTITY_NUMBER] = {TAKES(UNIT_PERCENT), "is a plain number, and not in",
                             "write the number alone, or in percent: `50 %`",
                             "write the number alone; what moves reads `time`, `beat` or `bar`"},
    [RMX_QUANTITY_ANY] = {TAKES(UNIT_CLOCK) | TAKES(UNIT_MUSIC) | TAKES(UNIT_PIXELS) |
                              TAKES(UNIT_PERCENT),
                          NULL, NULL, NULL},
    [RMX_QUANTITY_COUNT] = {0, "is a number without a unit, and not in", "write the number alone",
                            "write the number alone; what moves reads `time`, `beat` or `bar`"},
    [RMX_QUANTITY_DEGREES] = {0, "counts in degrees, and not in", "write the number alone",
                              "write the degrees alone; what turns reads `time` or `beat`: "
                              "`90 * beat`"},
    [RMX_QUANTITY_HEIGHT] = {TAKES(UNIT_PIXELS) | TAKES(UNIT_PERCENT),
                             "is a fraction of the height, and not in", NULL,
                             "write `0.02`, `12 px` or `2 %`; what moves reads `time` or `beat`"},
    [RMX_QUANTITY_WIDTH] = {TAKES(UNIT_PIXELS) | TAKES(UNIT_PERCENT),
                            "is a fraction of the width, and not in", NULL,
                            "write `0.02`, `12 px` or `2 %`; what moves reads `time` or `beat`"},
    [RMX_QUANTITY_CANVAS] = {TAKES(UNIT_PIXELS) | TAKES(UNIT_PERCENT), NULL, NULL, NULL},
    [RMX_QUANTITY_SECONDS] = {TAKES(UNIT_CLOCK) | TAKES(UNIT_MUSIC),
                              "counts in seconds, frames, beats or bars, and not in",
                              "write `3 s`, `2 beats` or `90 frames`", NULL},
    [RMX_QUANTITY_CLOCK] = {TAKES(UNIT_CLOCK), "counts in seconds, and not in",
                            "write `3 s` or `300 ms`", "write `3 s` or `300 ms`"},
};

bool rmx_check_unit(struct rmx_checker *checker, const struct rmx_node *node,
                    const struct rmx_number_rule *rule, const struct rmx_program *program)
{
    const char *unit = rmx_program_unit(program);
    if (!unit || rules[rule->quantity].takes & TAKES(kind_of(unit)))
        return true;
    bool is_time = kind_of(unit) == UNIT_CLOCK || kind_of(unit) == UNIT_MUSIC;
    rmx_errors_add(checker->errors, node->span, "wrong-unit", "%s %s '%s'", rule->what,
                   rules[rule->quantity].says, unit)
        ->hint = is_time ? rules[rule->quantity].moving : rules[rule->quantity].hint;
    return false;
}
