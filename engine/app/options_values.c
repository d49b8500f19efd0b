// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options_values.h"

#include "app/command.h"
#include "app/sizes.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

// 25, or 30000/1001.
static bool read_number(const char *text, double *value)
{
    char *end;
    errno = 0;
    *value = strtod(text, &end);
    if (end != text && *end == '/' && end[1] && end[1] != ' ')
        *value /= strtod(end + 1, &end);
    return end != text && !*end && !errno && isfinite(*value) && text[0] != ' ';
}

static bool is_in_range(const struct rmx_option_row *row, const char *text, double value)
{
    if (value >= row->least && value <= row->most)
        return true;
    rmx_complain("--%s goes from %.10g to %.10g, and '%s' is outside", row->name, row->least,
                 row->most, text);
    return false;
}

static bool set_number(const struct rmx_option_row *row, const char *text,
                       struct rmx_optional_number *number)
{
    bool whole = row->kind != RMX_OPTION_NUMBER;
    number->given = true;
    if (!read_number(text, &number->value) || (whole && floor(number->value) != number->value)) {
        rmx_complain("--%s wants a %snumber, not '%s'", row->name, whole ? "whole " : "", text);
        return false;
    }
    if (!is_in_range(row, text, number->value))
        return false;
    if (row->kind != RMX_OPTION_DEPTH || number->value == 8 || number->value == 16 ||
        number->value == 32)
        return true;
    rmx_complain("--depth takes 8, 16 or 32, not '%s'", text);
    return false;
}

// A unit of a number, and what it counts.
struct unit {
    const char *name;
    double factor;
};

// A number with one of the units, which is never left out. False: it is none.
static bool read_with_unit(const struct unit *units, int count, const char *text, double *value)
{
    for (int i = 0; i < count; i++) {
        size_t length = strlen(text), unit = strlen(units[i].name);
        if (length <= unit || strcasecmp(text + length - unit, units[i].name) != 0)
            continue;
        while (length > unit && text[length - unit - 1] == ' ')
            length--;
        char digits[32];
        snprintf(digits, sizeof(digits), "%.*s", (int)(length - unit), text);
        if (length - unit >= sizeof(digits) || !read_number(digits, value))
            continue;
        *value *= units[i].factor;
        return true;
    }
    return false;
}

static bool is_within(const struct rmx_option_row *row, const char *text, double value,
                      const struct unit *unit)
{
    if (value >= row->least && value <= row->most)
        return true;
    rmx_complain("--%s goes from %.10g%s to %.10g%s, and '%s' is outside", row->name,
                 row->least / unit->factor, unit->name, row->most / unit->factor, unit->name, text);
    return false;
}

static bool set_duration(const struct rmx_option_row *row, const char *text,
                         struct rmx_optional_number *number)
{
    static const struct unit units[] = {{"h", 3600}, {"min", 60}, {"s", 1}};
    number->given = true;
    if (read_with_unit(units, 3, text, &number->value))
        return is_within(row, text, number->value, &units[2]);
    rmx_complain("--%s takes a time with its unit, 4h, 90min or 30s, not '%s'", row->name, text);
    return false;
}

static bool set_bytes(const struct rmx_option_row *row, const char *text,
                      struct rmx_optional_number *number)
{
    static const struct unit units[] = {{"GiB", 1 << 30}, {"GB", 1 << 30}, {"G", 1 << 30},
                                        {"MiB", 1 << 20}, {"MB", 1 << 20}, {"M", 1 << 20}};
    number->given = true;
    if (read_with_unit(units, 6, text, &number->value))
        return is_within(row, text, number->value, &units[5]);
    rmx_complain("--%s takes a size with its unit, 4G or 500M, not '%s'", row->name, text);
    return false;
}

// Word processors make a times sign of the x.
static const char *with_plain_x(struct rmx_arena *arena, const char *text)
{
    static const char sign[] = "\u00D7";
    char *copy = rmx_arena_copy(arena, text), *to = copy;
    for (const char *from = text; *from; to++) {
        bool is_sign = strncmp(from, sign, strlen(sign)) == 0;
        *to = is_sign ? 'x' : *from;
        from += is_sign ? strlen(sign) : 1;
    }
    *to = '\0';
    return copy;
}

// Up to nine digits; moves past them.
static bool read_count(const char **at, long long *value)
{
    size_t digits = strspn(*at, "0123456789");
    if (digits < 1 || digits > 9)
        return false;
    *value = strtoll(*at, NULL, 10);
    *at += digits;
    return true;
}

static bool set_frames(const char *text, struct rmx_frame_range *range)
{
    const char *at = text;
    *range = (struct rmx_frame_range){.given = true, .step = 1};
    bool fine = read_count(&at, &range->first) && *at++ == '-' && read_count(&at, &range->last);
    if (fine && *at == 'x') {
        at++;
        fine = read_count(&at, &range->step);
    }
    if (fine && !*at && range->step > 0 && range->first <= range->last)
        return true;
    rmx_complain("--frames takes 0-99 or 0-99x3 (every third), not '%s'", text);
    return false;
}

// One, or all from the first to the last.
static bool set_seeds(struct rmx_options *options, const struct rmx_option_row *row,
                      const char *text)
{
    const char *dash = strchr(text, '-');
    options->last_seed = (struct rmx_optional_number){0};
    if (!dash || dash == text)
        return set_number(row, text, &options->seed);
    const char *first = rmx_arena_copy_n(options->arena, text, (size_t)(dash - text));
    if (!set_number(row, first, &options->seed) || !set_number(row, dash + 1, &options->last_seed))
        return false;
    double count = options->last_seed.value - options->seed.value;
    if (count >= 0 && count < 1e6)
        return true;
    rmx_complain("--seed goes from a lower to a higher one, a million at most: 1-10, not '%s'",
                 text);
    return false;
}

static bool set_crop(const char *text, struct rmx_crop_wish *crop)
{
    int end = 0;
    if (sscanf(text, "%6d,%6d,%6dx%6d%n", &crop->x, &crop->y, &crop->width, &crop->height, &end) ==
            4 &&
        !text[end] && crop->x >= 0 && crop->y >= 0 && crop->width > 0 && crop->height > 0)
        return crop->given = true;
    rmx_complain("--crop takes X,Y,WxH in pixels from the top left: 100,50,640x360, not '%s'",
                 text);
    return false;
}

bool rmx_option_set(struct rmx_options *options, const struct rmx_option_row *row, const char *text)
{
    void *field = (char *)options + row->offset;
    switch (row->kind) {
    case RMX_OPTION_FLAG: *(bool *)field = true; return true;
    case RMX_OPTION_COUNT: ++*(int *)field; return true;
    case RMX_OPTION_TEXT: *(const char **)field = text; return true;
    case RMX_OPTION_LIST: {
        struct rmx_list *list = field;
        *RMX_PUSH(options->arena, &list->items, &list->count) = text;
        return true;
    }
    case RMX_OPTION_NUMBER:
    case RMX_OPTION_WHOLE:
    case RMX_OPTION_DEPTH: return set_number(row, text, field);
    case RMX_OPTION_DURATION: return set_duration(row, text, field);
    case RMX_OPTION_BYTES: return set_bytes(row, text, field);
    case RMX_OPTION_SIZE: return rmx_size_set(with_plain_x(options->arena, text), field);
    case RMX_OPTION_SEEDS: return set_seeds(options, row, text);
    case RMX_OPTION_PRINT: return rmx_size_set_print(with_plain_x(options->arena, text), field);
    case RMX_OPTION_CROP: return set_crop(with_plain_x(options->arena, text), field);
    case RMX_OPTION_WINDOW: return rmx_size_set_window(with_plain_x(options->arena, text), field);
    case RMX_OPTION_FRAMES: return set_frames(text, field);
    }
    return false;
}
