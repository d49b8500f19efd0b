// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/synonyms.h"
#include "scene/scene_parts.h"

#include "base/paper.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static struct rmx_error *wrong_form(struct rmx_checker *checker, const struct rmx_node *node,
                                    const char *wanted, const char *hint)
{
    struct rmx_error *error = rmx_errors_add(checker->errors, node->span, "wrong-type",
                                             "'%s' is not %s", node->text, wanted);
    error->hint = hint;
    return error;
}

// "1920x1080": also with spaces around, and with the sign that a word processor makes of the x.
static bool read_size(const char *text, long size[2])
{
    char *end;
    size[0] = strtol(text, &end, 10);
    end += strspn(end, " ");
    if (end == text || !*end)
        return false;
    size_t sign = strncmp(end, "\u00D7", 2) == 0 ? 2 : (*end == 'x' || *end == 'X') ? 1 : 0;
    const char *second = end + sign + strspn(end + sign, " ");
    size[1] = strtol(second, &end, 10);
    return sign && end != second && !*end;
}

static bool read_any_size(const char *text, struct rmx_scene *scene, long size[2])
{
    double mm[2];
    if (read_size(text, size))
        return true;
    if (!rmx_paper_read(text, mm))
        return false;
    scene->is_on_paper = true;
    for (int i = 0; i < 2; i++)
        size[i] = rmx_paper_pixels(mm[i], scene->dpi > 0 ? scene->dpi : RMX_PAPER_DPI);
    return true;
}

bool rmx_check_size(struct rmx_checker *checker, const struct rmx_key *key,
                    const struct rmx_node *node, int size[2])
{
    static const char hint[] = "write `size: 1920x1080`, `size: A2 landscape` or `size: 60x40cm`";
    long read[2];
    if (node->kind == RMX_NODE_LIST && node->count == 2) {
        rmx_check_wrong(checker, node, "a size")->hint = rmx_arena_printf(
            checker->arena, "write `size: %sx%s`", node->items[0]->text, node->items[1]->text);
        return false;
    }
    if (!rmx_check_is_text(checker, node, "a size"))
        return false;
    if (!read_any_size(node->text, checker->scene, read)) {
        wrong_form(checker, node, "a size", hint);
        return false;
    }
    for (int i = 0; i < 2; i++) {
        if ((double)read[i] >= key->min && (double)read[i] <= key->max)
            continue;
        rmx_errors_add(checker->errors, node->span, "out-of-range",
                       "a side of %ld pixels lies outside %.0f to %.0f", read[i], key->min,
                       key->max);
        return false;
    }
    size[0] = (int)read[0];
    size[1] = (int)read[1];
    return true;
}

bool rmx_check_seed(struct rmx_checker *checker, const struct rmx_key *key,
                    const struct rmx_node *node, uint32_t *seed)
{
    if (!rmx_check_is_text(checker, node, "a whole number"))
        return false;
    char *end;
    errno = 0;
    long long number = strtoll(node->text, &end, 10);
    if (end == node->text || *end) {
        wrong_form(checker, node, "a whole number", "write `seed: 1928`");
        return false;
    }
    if (errno == ERANGE || (double)number < key->min || (double)number > key->max) {
        rmx_errors_add(checker->errors, node->span, "out-of-range", "a seed goes from %.0f to %.0f",
                       key->min, key->max);
        return false;
    }
    if (!checker->params->has_seed)
        *seed = (uint32_t)number;
    return true;
}

static int days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

bool rmx_read_date(const char *text, double date[6])
{
    int part[6] = {0}, used = 0;
    bool good = sscanf(text, "%4d-%2d-%2d%n", &part[0], &part[1], &part[2], &used) == 3;
    if (good && text[used]) {
        int more = 0;
        bool joined = text[used] == ' ' || text[used] == 'T';
        int count = sscanf(text + used + 1, "%2d:%2d:%2d%n", &part[3], &part[4], &part[5], &more);
        good = joined && count == 3 && text[used + 1 + more] == '\0';
    }
    good = good && part[0] >= 0 && part[1] >= 1 && part[1] <= 12 && part[2] >= 1 &&
           part[2] <= days_of(part[0], part[1]) && part[3] >= 0 && part[3] < 24 && part[4] >= 0 &&
           part[4] < 60 && part[5] >= 0 && part[5] < 60;
    for (int i = 0; good && i < 6; i++)
        date[i] = part[i];
    return good;
}

bool rmx_check_date(struct rmx_checker *checker, const struct rmx_node *node, double date[6])
{
    if (!rmx_check_is_text(checker, node, "a date"))
        return false;
    if (rmx_read_date(node->text, date))
        return true;
    wrong_form(checker, node, "a date", "write `date: 1928-01-01 00:00:00`");
    return false;
}

bool rmx_check_background(struct rmx_checker *checker, const struct rmx_node *node, double color[4])
{
    if (node->kind == RMX_NODE_SCALAR && strcasecmp(node->text, "none") == 0) {
        memset(color, 0, 4 * sizeof(*color));
        return true;
    }
    struct rmx_number_rule rules[4];
    for (int i = 0; i < 4; i++)
        rules[i] =
            (struct rmx_number_rule){"background", 0, 1, .has_range = true, .is_color = true};
    struct rmx_value value = {0};
    if (!rmx_check_color(checker, node, rules, &value))
        return false;
    for (int i = 0; i < 4; i++) {
        if (value.program[i]) {
            rmx_errors_add(checker->errors, node->span, "not-constant",
                           "the background cannot move")
                ->hint = "for one that does, let the first layer generate it: `generate: solid`";
            return false;
        }
        color[i] = value.constant[i];
    }
    return true;
}

// Frames and beats have the length that the scene's rate and tempo give them.
static bool moves(const struct rmx_scene *scene, const struct rmx_program *program)
{
    for (int i = 0; i < scene->signals.count; i++)
        if (i != RMX_SIGNAL_FPS && i != RMX_SIGNAL_BPM && rmx_program_reads(program, i))
            return true;
    return false;
}

bool rmx_check_seconds(struct rmx_checker *checker, const struct rmx_node *node, const char *name,
                       struct rmx_value *value)
{
    struct rmx_number_rule rule = {name, 0, 1e6, .has_range = true,
                                   .quantity = RMX_QUANTITY_SECONDS};
    struct rmx_value length = {0};
    if (!rmx_check_number(checker, node, &rule, &length, 0))
        return false;
    if (length.program[0] && moves(checker->scene, length.program[0])) {
        rmx_errors_add(checker->errors, node->span, "not-constant",
                       "%s cannot move: a length of time is due", name)
            ->hint = "write `3 s` or `90 frames`";
        return false;
    }
    *value = length;
    return true;
}

bool rmx_check_preroll(struct rmx_checker *checker, const struct rmx_node *node,
                       struct rmx_value *value)
{
    if (node->kind == RMX_NODE_SCALAR && strcasecmp(node->text, "all") == 0)
        return true;
    return rmx_check_seconds(checker, node, "preroll", value);
}

static const char *choice_list(struct rmx_arena *arena, const struct rmx_key *key)
{
    const char *list = "one of: ";
    for (int i = 0; i < key->choice_count; i++)
        list = rmx_arena_printf(arena, "%s%s%s", list, i ? ", " : "", key->choices[i].name);
    return list;
}

bool rmx_check_choice(struct rmx_checker *checker, const struct rmx_key *key,
                      const struct rmx_node *node, int *value)
{
    const char **names = RMX_NEW(checker->arena, const char *, key->choice_count);
    if (!rmx_check_is_text(checker, node, "a word"))
        return false;
    for (int i = 0; i < key->choice_count; i++) {
        names[i] = key->choices[i].name;
        if (strcasecmp(node->text, names[i]) != 0)
            continue;
        *value = key->choices[i].value;
        return true;
    }
    struct rmx_error *error = rmx_errors_add(checker->errors, node->span, "unknown-choice",
                                             "%s has no choice '%s'", key->name, node->text);
    if (strcmp(key->name, "fit") == 0)
        error->hint = rmx_synonym(RMX_SYNONYM_FIT, node->text);
    const char *meant = rmx_synonym_choice(node->text, names, key->choice_count);
    if (!error->hint && meant)
        error->hint = rmx_arena_printf(checker->arena, "did you mean '%s'?", meant);
    if (!error->hint)
        rmx_error_suggest(checker->errors, error, node->text, names, key->choice_count,
                          choice_list(checker->arena, key));
    return false;
}

bool rmx_check_switch(struct rmx_checker *checker, const struct rmx_node *node, const char *what,
                      bool *value)
{
    int truth = rmx_truth(node);
    if (truth >= 0 && !node->broken) {
        *value = truth;
        return true;
    }
    if (rmx_check_is_text(checker, node, "true or false"))
        rmx_errors_add(checker->errors, node->span, "wrong-type", "%s is true or false, not '%s'",
                       what, node->text);
    return false;
}

bool rmx_check_visible(struct rmx_checker *checker, const struct rmx_node *node,
                       struct rmx_layer *layer)
{
    struct rmx_number_rule rule = {.what = "visible", .quantity = RMX_QUANTITY_COUNT};
    struct rmx_value value = {0};
    if (!rmx_check_truth(checker, node, &rule, &value))
        return false;
    if (value.program[0])
        layer->visible_value = value;
    else
        layer->visible = value.constant[0] > 0.5;
    return true;
}
