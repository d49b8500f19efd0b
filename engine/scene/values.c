// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/synonyms.h"
#include "scene/scene_parts.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

int rmx_truth(const struct rmx_node *node)
{
    static const char *const words[] = {"false", "true", "no", "yes", "off", "on"};
    for (int i = 0; node->kind == RMX_NODE_SCALAR && i < 6; i++)
        if (strcasecmp(node->text, words[i]) == 0)
            return i % 2;
    return -1;
}

const struct rmx_program *rmx_check_expression(struct rmx_checker *checker, const char *text,
                                               struct rmx_span span, enum rmx_quantity quantity)
{
    struct rmx_scene *scene = checker->scene;
    struct rmx_expr_context context = {
        .signals = &scene->signals,
        .seed = scene->seed,
        .run_count = &scene->run_count,
        .pixels_of = quantity == RMX_QUANTITY_WIDTH ? RMX_SIGNAL_WIDTH : RMX_SIGNAL_HEIGHT,
        .add_signal = rmx_check_add_signal,
        .add_osc = rmx_check_add_osc,
        .measured_names = rmx_check_measured_names,
        .data = checker,
    };
    int runs = scene->run_count;
    const struct rmx_program *program =
        rmx_expr_parse(checker->arena, text, span, &context, checker->errors);
    if (program && scene->run_count > runs)
        *RMX_PUSH(checker->arena, &scene->run_programs, &scene->run_program_count) = program;
    return program;
}

static double constant_of(struct rmx_checker *checker, const struct rmx_program *program)
{
    return rmx_program_value(program,
                             RMX_NEW(checker->arena, double, checker->scene->signals.count),
                             RMX_NEW(checker->arena, double, checker->scene->run_count + 1));
}

static double wrapped(double number, const struct rmx_number_rule *rule)
{
    double span = rule->max - rule->min;
    if (span <= 0 || (number >= rule->min && number <= rule->max))
        return number;
    double turned = fmod(number - rule->min, span);
    return rule->min + (turned < 0 ? turned + span : turned);
}

// Numbers as a scene has them, without trailing zeros.
static const char *number_text(struct rmx_arena *arena, double number)
{
    return rmx_arena_printf(arena, "%.10g", number);
}

static bool is_length(const struct rmx_number_rule *rule)
{
    static const char *const names[] = {"radius", "width", "size", "gap"};
    if (rule->quantity != RMX_QUANTITY_ANY)
        return rule->quantity == RMX_QUANTITY_HEIGHT || rule->quantity == RMX_QUANTITY_WIDTH;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strcmp(rule->what, names[i]) == 0)
            return true;
    return false;
}

// 5 where 0.5 is the most, of a length: pixels were meant.
static const char *pixel_hint(struct rmx_arena *arena, const struct rmx_number_rule *rule,
                              double number)
{
    double size = fabs(number);
    if (!is_length(rule) || rule->max > 1 || size <= rule->max || number < rule->min ||
        number != floor(number))
        return NULL;
    return rmx_arena_printf(arena,
                            "lengths are fractions of the picture's %s; in pixels: `%.10g px`",
                            rule->quantity == RMX_QUANTITY_WIDTH ? "width" : "height", number);
}

// 50 or 255 where 1 is the most are percent or bytes.
static const char *range_hint(struct rmx_arena *arena, const struct rmx_number_rule *rule,
                              double number, bool is_percent, const char *nearest)
{
    if (rule->canvas && fabs(number) <= 2.0 * rule->canvas)
        return rmx_arena_printf(arena,
                                "a place counts in fractions of the canvas: %.10g of its %d pixels "
                                "are `%s: %.4g`",
                                number, rule->canvas, rule->what, number / rule->canvas);
    bool is_fraction = rule->min == 0 && rule->max == 1 && number > 1;
    const char *pixels = pixel_hint(arena, rule, number);
    if (pixels)
        return pixels;
    if (is_fraction && rule->is_color && number <= 255)
        return rmx_arena_printf(arena, "colours count from 0 to 1: write %.10g / 255", number);
    if (is_fraction && is_percent)
        return "the nearest is 100 %";
    if (is_fraction && number <= 100)
        return rmx_arena_printf(arena, "the nearest is 1; percent would be `%.10g %%`", number);
    return rmx_arena_printf(arena, "the nearest is %s", nearest);
}

static void report_range(struct rmx_checker *checker, const struct rmx_node *node,
                         const struct rmx_number_rule *rule, double number)
{
    const char *shown = number_text(checker->arena, number);
    const char *low = number_text(checker->arena, rule->min);
    const char *high = number_text(checker->arena, rule->max);
    bool is_time = rule->quantity == RMX_QUANTITY_SECONDS || rule->quantity == RMX_QUANTITY_CLOCK;
    const char *unit = is_time ? " s" : "";
    if (rule->is_foreign) {
        rmx_errors_warn(checker->errors, node->span, "out-of-range",
                        "%s is %s, though its file says %s to %s; it is used as it is", rule->what,
                        shown, low, high)
            ->hint = pixel_hint(checker->arena, rule, number);
        return;
    }
    rmx_errors_add(checker->errors, node->span, "out-of-range",
                   "%s goes from %s%s to %s%s, and %s lies outside", rule->what, low, unit, high,
                   unit, shown)
        ->hint =
        range_hint(checker->arena, rule, number, rmx_has_suffix(node->text, "%"),
                   rmx_arena_printf(checker->arena, "%s%s", number < rule->min ? low : high, unit));
}

// A constant's last word: finite, wrapped, in its range. False after an error.
static bool settle(struct rmx_checker *checker, const struct rmx_node *node,
                   const struct rmx_number_rule *rule, double *number)
{
    if (!isfinite(*number)) {
        rmx_errors_add(checker->errors, node->span, "not-finite", "this is no finite number")
            ->hint = "is something divided by zero?";
        return false;
    }
    if (rule->wrap)
        *number = wrapped(*number, rule);
    if (!rule->has_range || (*number >= rule->min && *number <= rule->max))
        return true;
    report_range(checker, node, rule, *number);
    return rule->is_foreign;
}

bool rmx_check_number(struct rmx_checker *checker, const struct rmx_node *node,
                      const struct rmx_number_rule *rule, struct rmx_value *value, int component)
{
    if (node->kind != RMX_NODE_SCALAR) {
        struct rmx_error *error = rmx_check_wrong(checker, node, "a number or an expression");
        if (error && !error->hint && node->kind == RMX_NODE_LIST && node->count == 1 &&
            node->items[0]->kind == RMX_NODE_SCALAR)
            error->hint = rmx_arena_printf(checker->arena, "without brackets: %s: %s", rule->what,
                                           node->items[0]->text);
        return false;
    }
    if (node->broken)
        return false;
    const struct rmx_program *program =
        rmx_check_expression(checker, node->text, node->text_span, rule->quantity);
    if (!program || !rmx_check_unit(checker, node, rule, program))
        return false;
    double number = rule->default_value;
    bool constant = rmx_program_is_constant(program);
    if (constant) {
        number = constant_of(checker, program);
        if (!settle(checker, node, rule, &number))
            return false;
    }
    value->constant[component] = number;
    value->program[component] = constant ? NULL : program;
    if (component == 0)
        value->span = node->span;
    if (value->count <= component)
        value->count = component + 1;
    return true;
}

bool rmx_check_constant(struct rmx_checker *checker, const struct rmx_node *node,
                        const struct rmx_number_rule *rule, double *number)
{
    struct rmx_value value = {0};
    if (!rmx_check_number(checker, node, rule, &value, 0))
        return false;
    if (value.program[0]) {
        rmx_errors_add(checker->errors, node->span, "not-constant",
                       "%s cannot move: a number is due", rule->what)
            ->hint = "write a number without names";
        return false;
    }
    *number = value.constant[0];
    return true;
}

bool rmx_check_whole(struct rmx_checker *checker, const struct rmx_node *node,
                     const struct rmx_number_rule *rule, int *number)
{
    double value;
    if (!rmx_check_constant(checker, node, rule, &value))
        return false;
    *number = (int)value;
    if (value == floor(value))
        return true;
    rmx_errors_add(checker->errors, node->span, "not-whole", "%s is a whole number, not %s",
                   rule->what, number_text(checker->arena, value))
        ->hint = rmx_arena_printf(checker->arena, "the nearest is %.0f", round(value));
    return false;
}

// Of our own effects, what says no unit is a plain number; a menu, an event and a truth count
// nothing.
static enum rmx_quantity quantity_of(const struct rmx_effect *effect, const struct rmx_input *input,
                                     int component)
{
    bool is_point = input->type == RMX_INPUT_POINT2D;
    enum rmx_quantity quantity = input->quantity;
    if (quantity == RMX_QUANTITY_ANY && effect->is_ours)
        quantity = RMX_QUANTITY_NUMBER;
    if (input->values || input->type == RMX_INPUT_BOOL || input->type == RMX_INPUT_EVENT)
        return effect->is_ours ? RMX_QUANTITY_COUNT : quantity;
    if (quantity == RMX_QUANTITY_CANVAS)
        return is_point && component == 0 ? RMX_QUANTITY_WIDTH : RMX_QUANTITY_HEIGHT;
    return quantity;
}

static struct rmx_number_rule rule_of(const struct rmx_effect *effect,
                                      const struct rmx_input *input, int component)
{
    return (struct rmx_number_rule){
        .what = rmx_input_components(input->type) > 1 ? "a part" : input->name,
        .min = input->min[component],
        .max = input->max[component],
        .has_range = input->has_range,
        .is_foreign = !effect->is_ours,
        .quantity = quantity_of(effect, input, component),
        .wrap = input->wrap,
        .default_value = input->default_value[component],
    };
}

static bool set_constant(const struct rmx_node *node, struct rmx_value *value, double number)
{
    *value = (struct rmx_value){.constant = {number}, .count = 1, .span = node->span};
    return true;
}

// A word that no expression could know: someone meant a choice.
static bool is_foreign_word(const struct rmx_checker *checker, const char *text)
{
    for (const char *c = text; *c; c++)
        if (!isalpha((unsigned char)*c) && !strchr("_ -", *c) &&
            (c == text || !isdigit((unsigned char)*c)))
            return false;
    return *text && !rmx_check_is_expression_name(checker, text) && !strchr(text, '-');
}

bool rmx_check_truth(struct rmx_checker *checker, const struct rmx_node *node,
                     const struct rmx_number_rule *rule, struct rmx_value *value)
{
    static const char *const words[] = {"true", "false", "yes", "no", "on", "off"};
    int truth = rmx_truth(node);
    if (truth >= 0)
        return set_constant(node, value, truth);
    if (!rmx_check_is_text(checker, node, "true, false or an expression"))
        return false;
    if (is_foreign_word(checker, node->text)) {
        struct rmx_error *error =
            rmx_errors_add(checker->errors, node->span, "wrong-type",
                           "%s is true or false, not '%s'", rule->what, node->text);
        rmx_error_suggest(checker->errors, error, node->text, words, 6, "write true or false");
        return false;
    }
    if (!rmx_check_number(checker, node, rule, value, 0))
        return false;
    if (!value->program[0])
        value->constant[0] = value->constant[0] > 0.5;
    return true;
}

// "cover, contain, stretch": what would do.
static const char *word_list(struct rmx_arena *arena, const char *const *words, int count)
{
    const char *list = "one of: ";
    for (int i = 0; i < count; i++)
        list = rmx_arena_printf(arena, "%s%s%s", list, i ? ", " : "", words[i]);
    return list;
}

static void report_choice(struct rmx_checker *checker, const struct rmx_node *node,
                          const struct rmx_input *input)
{
    const char **words = RMX_NEW(checker->arena, const char *, input->value_count);
    for (int i = 0; i < input->value_count; i++)
        words[i] = input->labels ? input->labels[i]
                                 : rmx_arena_printf(checker->arena, "%d", input->values[i]);
    struct rmx_error *error = rmx_errors_add(checker->errors, node->span, "unknown-choice",
                                             "%s has no choice '%s'", input->name, node->text);
    const char *meant = rmx_synonym_choice(node->text, words, input->value_count);
    if (meant)
        error->hint = rmx_arena_printf(checker->arena, "did you mean '%s'?", meant);
    else
        rmx_error_suggest(checker->errors, error, node->text, words, input->value_count,
                          word_list(checker->arena, words, input->value_count));
}

static bool is_value_of(const struct rmx_input *input, double number)
{
    for (int i = 0; i < input->value_count; i++)
        if (input->values[i] == number)
            return true;
    return false;
}

// A label, one of the values, or an expression.
static bool check_menu(struct rmx_checker *checker, const struct rmx_node *node,
                       const struct rmx_effect *effect, const struct rmx_input *input,
                       struct rmx_value *value)
{
    if (!rmx_check_is_text(checker, node, "a choice"))
        return false;
    for (int i = 0; input->labels && i < input->value_count; i++)
        if (strcasecmp(node->text, input->labels[i]) == 0)
            return set_constant(node, value, input->values[i]);
    if (is_foreign_word(checker, node->text)) {
        report_choice(checker, node, input);
        return false;
    }
    struct rmx_number_rule rule = rule_of(effect, input, 0);
    rule.has_range = false;
    if (!rmx_check_number(checker, node, &rule, value, 0))
        return false;
    if (value->program[0] || is_value_of(input, value->constant[0]))
        return true;
    report_choice(checker, node, input);
    return false;
}

static bool check_whole(struct rmx_checker *checker, const struct rmx_node *node,
                        const struct rmx_effect *effect, const struct rmx_input *input,
                        struct rmx_value *value)
{
    if (input->values)
        return check_menu(checker, node, effect, input, value);
    struct rmx_number_rule rule = rule_of(effect, input, 0);
    if (!rmx_check_number(checker, node, &rule, value, 0))
        return false;
    if (!value->program[0])
        value->constant[0] = round(value->constant[0]);
    return true;
}

static bool check_point(struct rmx_checker *checker, const struct rmx_node *node,
                        const struct rmx_effect *effect, const struct rmx_input *input,
                        struct rmx_value *value)
{
    if (node->kind != RMX_NODE_LIST || node->count != 2) {
        struct rmx_error *error = rmx_check_wrong(checker, node, "a point");
        if (error && !error->hint)
            error->hint = "write [x, y]";
        return false;
    }
    bool good = true;
    for (int i = 0; i < 2; i++) {
        struct rmx_number_rule rule = rule_of(effect, input, i);
        rule.what = rmx_arena_printf(checker->arena, "%s's %s", input->name, i ? "y" : "x");
        good &= rmx_check_number(checker, node->items[i], &rule, value, i);
    }
    value->span = node->span;
    return good;
}

static bool check_color(struct rmx_checker *checker, const struct rmx_node *node,
                        const struct rmx_effect *effect, const struct rmx_input *input,
                        struct rmx_value *value)
{
    struct rmx_number_rule rules[4];
    for (int i = 0; i < 4; i++) {
        rules[i] = rule_of(effect, input, i);
        rules[i].what = input->name;
        if (!input->has_range) {
            rules[i].min = 0;
            rules[i].max = 1;
            rules[i].has_range = true;
            rules[i].is_color = true;
        }
    }
    return rmx_check_color(checker, node, rules, value);
}

// The menu of an effect that has a word for a choice.
static const struct rmx_input *menu_with(const struct rmx_effect *effect, const char *word)
{
    for (int i = 0; i < effect->input_count; i++) {
        const struct rmx_input *input = &effect->inputs[i];
        for (int k = 0; input->labels && k < input->value_count; k++)
            if (strcasecmp(word, input->labels[k]) == 0)
                return input;
    }
    return NULL;
}

// A word that is no number may be a choice of another parameter: `dots: round`.
static bool check_float(struct rmx_checker *checker, const struct rmx_node *node,
                        const struct rmx_effect *effect, const struct rmx_number_rule *rule,
                        struct rmx_value *value)
{
    int before = checker->errors->count;
    if (rmx_check_number(checker, node, rule, value, 0))
        return true;
    const struct rmx_input *menu =
        node->kind == RMX_NODE_SCALAR ? menu_with(effect, node->text) : NULL;
    if (menu && checker->errors->count > before)
        checker->errors->items[checker->errors->count - 1].hint = rmx_arena_printf(
            checker->arena, "write `%s: %s`: %s is a number", menu->name, node->text, rule->what);
    return false;
}

bool rmx_check_input(struct rmx_checker *checker, const struct rmx_node *node,
                     const struct rmx_effect *effect, const struct rmx_input *input,
                     struct rmx_value *value)
{
    struct rmx_number_rule rule = rule_of(effect, input, 0);
    switch (input->type) {
    case RMX_INPUT_FLOAT:
        if (rmx_truth(node) >= 0 && !rmx_check_is_expression_name(checker, node->text)) {
            rmx_check_wrong(checker, node, "a number or an expression");
            return false;
        }
        return check_float(checker, node, effect, &rule, value);
    case RMX_INPUT_BOOL:
    case RMX_INPUT_EVENT: return rmx_check_truth(checker, node, &rule, value);
    case RMX_INPUT_LONG: return check_whole(checker, node, effect, input, value);
    case RMX_INPUT_POINT2D: return check_point(checker, node, effect, input, value);
    case RMX_INPUT_COLOR: return check_color(checker, node, effect, input, value);
    case RMX_INPUT_IMAGE:
    case RMX_INPUT_AUDIO:
    case RMX_INPUT_AUDIO_FFT: break; // the step's own business
    }
    return false;
}
