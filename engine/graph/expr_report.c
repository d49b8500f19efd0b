// SPDX-License-Identifier: GPL-3.0-or-later
// What is said about a broken expression, and where. The parser says only what it missed.
#include "graph/expr_parts.h"

#include <string.h>

#define COUNT(rows) ((int)(sizeof(rows) / sizeof *(rows)))

static const struct expr_unit units[] = {
    {"beats", 60, RMX_SIGNAL_BPM},
    {"beat", 60, RMX_SIGNAL_BPM},
    {"bars", 240, RMX_SIGNAL_BPM},
    {"bar", 240, RMX_SIGNAL_BPM},
    {"s", 1, -1},
    {"ms", 0.001, -1},
    {"frames", 1, RMX_SIGNAL_FPS},
    {"frame", 1, RMX_SIGNAL_FPS},
    {"px", 1, RMX_SIGNAL_HEIGHT},
    {"%", 0.01, -1},
};
static const char unit_list[] = "the units are beats, bars, s, ms, frames, px and %";

struct habit {
    const char *written, *id, *hint;
};

// What people write who come from another language or a word processor.
static const struct habit habits[] = {
    {"=", "expr-assignment", "did you mean '=='?"},
    {"?", "expr-ternary", "write mix(a, b, condition): b where it holds, else a"},
    {":", "expr-ternary", "write mix(a, b, condition): b where it holds, else a"},
    {"&&", "expr-syntax", "write 'and'"},
    {"&", "expr-syntax", "write 'and'"},
    {"||", "expr-syntax", "write 'or'"},
    {"|", "expr-syntax", "write 'or'"},
    {"!", "expr-syntax", "write 'not'"},
    {"<>", "expr-syntax", "write '!='"},
    {"^", "expr-syntax", "write pow(a, b)"},
    {"**", "expr-syntax", "write pow(a, b)"},
    {",", "expr-syntax", "a decimal has a point: 0.5"},
    {"\u2212", "expr-syntax", "write '-'"},
    {"\u2013", "expr-syntax", "write '-'"},
    {"\u00D7", "expr-syntax", "write '*'"},
    {"\u00B7", "expr-syntax", "write '*'"},
    {"\u00F7", "expr-syntax", "write '/'"},
    {"\u03C0", "expr-syntax", "write 'pi'"},
    {"\u2264", "expr-syntax", "write '<='"},
    {"\u2265", "expr-syntax", "write '>='"},
    {"\u2260", "expr-syntax", "write '!='"},
    {"\u00B0", "expr-unit", "angles are degrees already, they need no unit"},
};

static const struct habit unit_habits[] = {
    {"sec", "expr-unit", "write 's'"},
    {"second", "expr-unit", "write 's'"},
    {"seconds", "expr-unit", "write 's'"},
    {"milliseconds", "expr-unit", "write 'ms'"},
    {"pixel", "expr-unit", "write 'px'"},
    {"pixels", "expr-unit", "write 'px'"},
    {"percent", "expr-unit", "write '%'"},
    {"deg", "expr-unit", "angles are degrees already, they need no unit"},
    {"degrees", "expr-unit", "angles are degrees already, they need no unit"},
};

// Signals that later rooms bring: known by the word before the first dot.
static const char *const later[] = {"audio", "midi", "osc", "aura", "share"};

static const struct habit *find_habit(const char *text, struct expr_token token,
                                      const struct habit *rows, int count)
{
    for (int i = 0; i < count; i++)
        if (expr_token_is(text, token, rows[i].written))
            return &rows[i];
    return NULL;
}

const struct expr_unit *expr_unit_find(const char *text, struct expr_token token)
{
    for (int i = 0; i < COUNT(units); i++)
        if (expr_token_is(text, token, units[i].name))
            return &units[i];
    return NULL;
}

// What stands past the first line's end has that end's column.
static int column_at(const char *text, size_t byte)
{
    int column = 0;
    for (size_t i = 0; i < byte && text[i] != '\n'; i++)
        column += ((unsigned char)text[i] & 0xC0) != 0x80;
    return column;
}

static struct rmx_span span_of(const struct expr_parser *parser, struct expr_token token)
{
    struct rmx_span span = parser->span;
    int first = column_at(parser->text, token.start);
    int length = column_at(parser->text, token.start + token.length) - first;
    span.column += first;
    span.length = length > 1 ? length : 1;
    return span;
}

static struct rmx_error *add(struct expr_parser *parser, struct expr_token token, const char *id,
                             const char *message)
{
    parser->failed = true;
    return rmx_errors_add(parser->errors, span_of(parser, token), id, "%s", message);
}

void expr_report(struct expr_parser *parser, struct expr_token token, const char *id,
                 const char *message, const char *hint)
{
    if (!parser->stopped)
        add(parser, token, id, message)->hint = hint;
}

void expr_stop(struct expr_parser *parser, struct expr_token token, const char *id,
               const char *message, const char *hint)
{
    expr_report(parser, token, id, message, hint);
    parser->stopped = true;
}

static const char *word_of(const struct expr_parser *parser, struct expr_token token)
{
    return rmx_arena_copy_n(parser->errors->arena, parser->text + token.start, token.length);
}

static void stop_at_sign(struct expr_parser *parser)
{
    struct expr_token token = parser->token;
    const struct habit *habit = find_habit(parser->text, token, habits, COUNT(habits));
    expr_stop(
        parser, token, habit ? habit->id : "expr-syntax",
        rmx_arena_printf(parser->errors->arena, "'%s' cannot stand here", word_of(parser, token)),
        habit ? habit->hint : NULL);
}

static bool is(const struct expr_parser *parser, const char *word)
{
    return expr_token_is(parser->text, parser->token, word);
}

void expr_stop_no_value(struct expr_parser *parser)
{
    struct expr_token token = parser->token;
    if (parser->stopped)
        return;
    if (token.kind == EXPR_STRANGER)
        stop_at_sign(parser);
    else if (token.kind == EXPR_END) // the caret stands under what waits for its value
        expr_stop(parser, parser->last, "expr-syntax",
                  rmx_arena_printf(parser->errors->arena, "a value is missing after '%s'",
                                   word_of(parser, parser->last)),
                  NULL);
    else if (is(parser, ")") && parser->depth == 0)
        expr_stop(parser, token, "expr-unbalanced", "no parenthesis is open here", NULL);
    else
        expr_stop(parser, token, "expr-syntax",
                  rmx_arena_printf(parser->errors->arena, "a value is missing before '%s'",
                                   word_of(parser, token)),
                  NULL);
}

// A number or name stands where an operator or a unit would.
static void stop_at_word(struct expr_parser *parser)
{
    struct expr_token token = parser->token;
    const char *word = word_of(parser, token);
    const struct habit *habit = find_habit(parser->text, token, unit_habits, COUNT(unit_habits));
    bool is_value = token.kind == EXPR_NUMBER || expr_signal_find(parser, token) >= 0 ||
                    expr_function_find(word, token.length) || strcmp(word, "pi") == 0;
    if (is_value || strcmp(word, "not") == 0 || strcmp(word, "(") == 0) {
        expr_stop(
            parser, token, "expr-syntax",
            rmx_arena_printf(parser->errors->arena, "an operator is missing before '%s'", word),
            "two values are multiplied with '*'");
        return;
    }
    const char *names[COUNT(units)];
    for (int i = 0; i < COUNT(units); i++)
        names[i] = units[i].name;
    struct rmx_error *error =
        add(parser, token, "expr-unit",
            rmx_arena_printf(parser->errors->arena, "there is no unit '%s'", word));
    if (habit)
        error->hint = habit->hint;
    else
        rmx_error_suggest(parser->errors, error, word, names, COUNT(units), unit_list);
    parser->stopped = true;
}

void expr_stop_after_value(struct expr_parser *parser, struct expr_token open)
{
    struct expr_token token = parser->token;
    if (parser->stopped)
        return;
    if (token.kind == EXPR_END)
        expr_stop(parser, open, "expr-unbalanced", "this parenthesis is never closed",
                  "add a ')'; a comma inside {…} or […] ends the text: put quotes around it");
    else if (expr_unit_find(parser->text, token))
        expr_stop(parser, token, "expr-unit",
                  rmx_arena_printf(parser->errors->arena, "the unit '%s' is not at the end",
                                   word_of(parser, token)),
                  "a unit stands once, at the end, and holds for all before it");
    else if (token.kind == EXPR_NAME || token.kind == EXPR_NUMBER || is(parser, "("))
        stop_at_word(parser);
    else if (is(parser, ")"))
        expr_stop(parser, token, "expr-unbalanced", "no parenthesis is open here", NULL);
    else
        stop_at_sign(parser);
}

// All that a name may be, for the nearest one.
static const char *const *known_names(struct expr_parser *parser, int *count)
{
    int functions, total = 0;
    const char *const *function_names = rmx_expr_functions(&functions);
    int most = functions + RMX_SIGNAL_KNOBS + parser->context->knob_count;
    const char **names = RMX_NEW(parser->errors->arena, const char *, most);
    for (int i = 0; i < parser->context->knob_count; i++)
        names[total++] = parser->context->knobs[i];
    for (int i = 0; i < RMX_SIGNAL_KNOBS; i++)
        if (rmx_signal_name((enum rmx_signal)i))
            names[total++] = rmx_signal_name((enum rmx_signal)i);
    for (int i = 0; i < functions; i++)
        names[total++] = function_names[i];
    *count = total;
    return names;
}

static bool report_later(struct expr_parser *parser, struct expr_token name)
{
    const char *word = word_of(parser, name);
    size_t length = strcspn(word, ".");
    for (int i = 0; i < COUNT(later); i++)
        if (strlen(later[i]) == length && strncmp(word, later[i], length) == 0) {
            expr_report(parser, name, "expr-not-yet",
                        rmx_arena_printf(parser->errors->arena, "'%s' is not built yet", word),
                        "it comes with the show");
            return true;
        }
    return false;
}

void expr_report_name(struct expr_parser *parser, struct expr_token name)
{
    if (parser->stopped || report_later(parser, name))
        return;
    const char *word = word_of(parser, name);
    if (expr_function_find(word, name.length)) {
        expr_report(
            parser, name, "expr-arguments",
            rmx_arena_printf(parser->errors->arena, "the function '%s' has no arguments", word),
            rmx_arena_printf(parser->errors->arena, "write %s(…)", word));
        return;
    }
    int count;
    const char *const *names = known_names(parser, &count);
    struct rmx_error *error =
        add(parser, name, "expr-unknown-name",
            rmx_arena_printf(parser->errors->arena, "there is no signal or knob '%s'", word));
    rmx_error_suggest(parser->errors, error, word, names, count,
                      "a name is a knob of this scene, or one of time, beat, bar, bpm, frame, "
                      "seed, width, height, mouse.x, mouse.y and pi");
}

void expr_report_function(struct expr_parser *parser, struct expr_token name)
{
    if (parser->stopped || report_later(parser, name))
        return;
    const char *word = word_of(parser, name);
    bool is_signal = expr_signal_find(parser, name) >= 0 || strcmp(word, "pi") == 0;
    int count;
    const char *const *names = rmx_expr_functions(&count);
    struct rmx_error *error = add(
        parser, name, "expr-unknown-function",
        rmx_arena_printf(parser->errors->arena,
                         is_signal ? "'%s' is not a function" : "there is no function '%s'", word));
    if (is_signal)
        error->hint = "two values are multiplied with '*'";
    else
        rmx_error_suggest(parser->errors, error, word, names, count - 1, NULL); // pi is last
}

void expr_report_arguments(struct expr_parser *parser, struct expr_token name,
                           const struct expr_function *function, int found)
{
    const char *wanted = rmx_arena_printf(parser->errors->arena, "%d", function->least);
    if (function->most == EXPR_MOST_OPS)
        wanted = rmx_arena_printf(parser->errors->arena, "at least %d", function->least);
    else if (function->most > function->least)
        wanted =
            rmx_arena_printf(parser->errors->arena, "%d or %d", function->least, function->most);
    bool one = function->most == 1;
    expr_report(parser, name, "expr-arguments",
                rmx_arena_printf(parser->errors->arena, "'%s' takes %s argument%s, found %d",
                                 function->name, wanted, one ? "" : "s", found),
                NULL);
}
