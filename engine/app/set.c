// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/set.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool read_number(const char *name, const char *text, double *value)
{
    char *end;
    *value = strtod(text, &end);
    if (end != text && !*end && isfinite(*value))
        return true;
    rmx_complain("--set %s wants a number, not '%s'", name, text);
    return false;
}

static bool read_date(const char *text, struct rmx_settings *settings)
{
    settings->date_rule = RMX_DATE_SET;
    if (rmx_read_date(text, settings->date))
        return true;
    rmx_complain("--set date wants YYYY-MM-DD HH:MM:SS, not '%s'", text);
    return false;
}

static bool read_one(struct rmx_arena *arena, const char *setting, struct rmx_settings *settings,
                     struct rmx_set_value *values)
{
    const char *equals = strchr(setting, '=');
    if (!equals) {
        rmx_complain("--set wants NAME=VALUE, not '%s'", setting);
        return false;
    }
    const char *name = rmx_arena_copy_n(arena, setting, (size_t)(equals - setting));
    if (strcmp(name, "date") == 0)
        return read_date(equals + 1, settings);
    struct rmx_set_value *value = &values[settings->value_count++];
    value->name = name;
    return read_number(name, equals + 1, &value->value);
}

bool rmx_set_read(const struct rmx_options *options, struct rmx_settings *settings)
{
    struct rmx_set_value *values =
        RMX_NEW(options->arena, struct rmx_set_value, options->set.count);
    settings->values = values;
    for (int i = 0; i < options->set.count; i++)
        if (!read_one(options->arena, options->set.items[i], settings, values))
            return false;
    return true;
}

// What can be set: the ledger's signals are measured. NULL: there is none of that name.
static const struct rmx_signal *find_signal(const char *name, const struct rmx_scene *scene)
{
    int i = rmx_signals_find(&scene->signals, name, strlen(name));
    const struct rmx_signal *signal = i < 0 ? NULL : &scene->signals.items[i];
    if (!signal && strcmp(name, rmx_signals_display()->name) == 0)
        return rmx_signals_display(); // also of a scene that does not read it
    bool is_settable =
        signal && rmx_signal_is_provided(signal) && !rmx_signal_is_from(signal, "ledger");
    return is_settable ? signal : NULL;
}

static void complain_name(const char *name, const struct rmx_scene *scene)
{
    struct rmx_arena *arena = rmx_arena_create();
    const char **names = NULL;
    int count = 0;
    for (int i = 0; i < scene->signals.count; i++)
        if (find_signal(scene->signals.items[i].name ? scene->signals.items[i].name : "", scene))
            *RMX_PUSH(arena, &names, &count) = scene->signals.items[i].name;
    *RMX_PUSH(arena, &names, &count) = "date";
    const char *list = scene->knob_count ? "its knobs: " : "it has none";
    for (int i = 0; i < scene->knob_count; i++)
        list = rmx_arena_printf(arena, "%s%s%s", list, i ? ", " : "", scene->knobs[i].name);
    rmx_complain_unknown("--set: the scene has no knob", name, names, count, list);
    rmx_arena_destroy(arena);
}

static bool check_one(const struct rmx_set_value *value, const struct rmx_scene *scene)
{
    const struct rmx_signal *signal = find_signal(value->name, scene);
    if (!signal) {
        complain_name(value->name, scene);
        return false;
    }
    if (value->value >= signal->min && value->value <= signal->max)
        return true;
    rmx_complain("--set: %s goes from %g to %g, and %.10g is outside", value->name, signal->min,
                 signal->max, value->value);
    return false;
}

bool rmx_set_check(const struct rmx_settings *settings, const struct rmx_scene *scene)
{
    for (int i = 0; i < settings->value_count; i++)
        if (!check_one(&settings->values[i], scene))
            return false;
    return true;
}
