// SPDX-License-Identifier: GPL-3.0-or-later
// What is said about a broken expression, and where. The parser says only what it missed.
#include "expr/expr_parts.h"

#include "base/synonyms.h"

#include <stdio.h>
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
    {"mm", "expr-unit", "lengths are fractions of the picture's height: 0.1, or 10 %"},
    {"cm", "expr-unit", "lengths are fractions of the picture's height: 0.1, or 10 %"},
    {"bpm", "expr-unit", "a tempo has no unit: write the number alone"},
    {"fps", "expr-unit", "a rate has no unit: write the number alone"},
    {"times", "expr-unit", "a count has no unit: write the number alone"},
    {"hz", "expr-unit", "write sin(2 * pi * 3 * time) for three waves a second"},
    {"pixel", "expr-unit", "write 'px'"},
    {"pixels", "expr-unit", "write 'px'"},
    {"percent", "expr-unit", "write '%'"},
    {"deg", "expr-unit", "angles are degrees already, they need no unit"},
    {"degrees", "expr-unit", "angles are degrees already, they need no unit"},
};

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

struct rmx_span expr_span(const struct expr_parser *parser, struct expr_token token)
{
    struct rmx_span span = parser->span;
    int first = column_at(parser->text, token.start);
    int length = column_at(parser->text, token.start + token.length) - first;
    span.column += first;
    span.length = length > 1 ? length : 1;
    return span;
}

static void vreport(struct expr_parser *parser, struct expr_token token, const char *id,
                    const char *hint, const char *format, va_list arguments)
{
    if (parser->stopped)
        return;
    parser->failed = true;
    const char *message = rmx_arena_vprintf(parser->errors->arena, format, arguments);
    rmx_errors_add(parser->errors, expr_span(parser, token), id, "%s", message)->hint = hint;
}

void expr_report(struct expr_parser *parser, struct expr_token token, const char *id,
                 const char *hint, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vreport(parser, token, id, hint, format, arguments);
    va_end(arguments);
}

void expr_stop(struct expr_parser *parser, struct expr_token token, const char *id,
               const char *hint, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vreport(parser, token, id, hint, format, arguments);
    va_end(arguments);
    parser->stopped = true;
}

static const char *word_of(const struct expr_parser *parser, struct expr_token token)
{
    return rmx_arena_copy_n(parser->errors->arena, parser->text + token.start, token.length);
}

// "WHAT 'word'", and the nearest of the names.
static void report_unknown(struct expr_parser *parser, struct expr_token token, const char *id,
                           const char *what, const char *const *names, int count,
                           const char *otherwise)
{
    if (parser->stopped)
        return;
    parser->failed = true;
    const char *word = word_of(parser, token);
    struct rmx_error *error =
        rmx_errors_add(parser->errors, expr_span(parser, token), id, "%s '%s'", what, word);
    rmx_error_suggest(parser->errors, error, word, names, count, otherwise);
}

static void stop_at_sign(struct expr_parser *parser)
{
    const struct habit *habit = find_habit(parser->text, parser->token, habits, COUNT(habits));
    expr_stop(parser, parser->token, habit ? habit->id : "expr-syntax", habit ? habit->hint : NULL,
              "'%s' cannot stand here", word_of(parser, parser->token));
}

static bool is(const struct expr_parser *parser, const char *word)
{
    return expr_token_is(parser->text, parser->token, word);
}

static void stop_not_open(struct expr_parser *parser)
{
    expr_stop(parser, parser->token, "expr-unbalanced", NULL, "no parenthesis is open here");
}

void expr_stop_no_value(struct expr_parser *parser)
{
    if (parser->token.kind == EXPR_STRANGER)
        stop_at_sign(parser);
    else if (parser->token.kind == EXPR_END) // the caret stands under what waits for its value
        expr_stop(parser, parser->last, "expr-syntax", NULL, "a value is missing after '%s'",
                  word_of(parser, parser->last));
    else if (is(parser, ")") && parser->depth == 0)
        stop_not_open(parser);
    else
        expr_stop(parser, parser->token, "expr-syntax", NULL, "a value is missing before '%s'",
                  word_of(parser, parser->token));
}

static void stop_at_unit(struct expr_parser *parser)
{
    const struct habit *habit =
        find_habit(parser->text, parser->token, unit_habits, COUNT(unit_habits));
    const char *names[COUNT(units)];
    for (int i = 0; i < COUNT(units); i++)
        names[i] = units[i].name;
    if (habit)
        expr_stop(parser, parser->token, habit->id, habit->hint, "there is no unit '%s'",
                  habit->written);
    else
        report_unknown(parser, parser->token, "expr-unit", "there is no unit", names, COUNT(units),
                       unit_list);
    parser->stopped = true;
}

static bool is_value(const struct expr_parser *parser)
{
    struct expr_token token = parser->token;
    return token.kind == EXPR_NUMBER || is(parser, "(") || is(parser, "pi") || is(parser, "not") ||
           expr_signal_find(parser, token) >= 0 ||
           expr_function_find(parser->text + token.start, token.length);
}

void expr_stop_after_value(struct expr_parser *parser, struct expr_token open)
{
    struct expr_token token = parser->token;
    if (token.kind == EXPR_END)
        expr_stop(parser, open, "expr-unbalanced",
                  "add a ')'; a comma inside {…} or […] ends the text: put quotes around it",
                  "this parenthesis is never closed");
    else if (expr_unit_find(parser->text, token))
        expr_stop(parser, token, "expr-unit",
                  "a unit stands once, at the end, and holds for all before it",
                  "the unit '%s' is not at the end", word_of(parser, token));
    else if (expr_token_is(parser->text, token, "bpm") && parser->last.kind == EXPR_NUMBER)
        stop_at_unit(parser);
    else if (is_value(parser))
        expr_stop(parser, token, "expr-syntax", "two values are multiplied with '*'",
                  "an operator is missing before '%s'", word_of(parser, token));
    else if (token.kind == EXPR_NAME)
        stop_at_unit(parser);
    else if (is(parser, ")"))
        stop_not_open(parser);
    else
        stop_at_sign(parser);
}

// Names of sources; none where nothing is measured.
static const char *const *measured_names(const struct expr_parser *parser, int *count)
{
    *count = 0;
    return parser->context->measured_names
               ? parser->context->measured_names(parser->context->data, count)
               : NULL;
}

// "share.plant", "aura.plant": two a source. How many.
static int add_measured(const struct expr_parser *parser, const char **names)
{
    int source_count, word_count, total = 0;
    const char *const *sources = measured_names(parser, &source_count);
    const struct rmx_signal_family *measured = rmx_signals_measured(&word_count);
    for (int i = 0; i < source_count * word_count; i++)
        names[total++] = rmx_arena_printf(parser->errors->arena, "%s.%s",
                                          measured[i % word_count].word, sources[i / word_count]);
    return total;
}

// All that a name may be, for the nearest one: what the scene names itself goes first.
static const char *const *known_names(struct expr_parser *parser, int *count)
{
    const struct rmx_signals *signals = parser->context->signals;
    int functions, total = 0, own = parser->context->is_header ? 0 : RMX_SIGNALS_OWN;
    const char *const *function_names = rmx_expr_functions(&functions);
    int sources, words;
    measured_names(parser, &sources);
    rmx_signals_measured(&words);
    const char **names = RMX_NEW(parser->errors->arena, const char *,
                                 functions + signals->count + RMX_HEARD + 1 + sources * words);
    for (int i = own; i < signals->count; i++)
        if (signals->items[i].name)
            names[total++] = signals->items[i].name;
    for (int i = 0; i < own; i++)
        if (signals->items[i].name)
            names[total++] = signals->items[i].name;
    if (parser->context->add_signal)
        names[total++] = rmx_signals_display()->name;
    total += add_measured(parser, names + total);
    for (int i = 0; i < functions; i++)
        names[total++] = function_names[i];
    for (int i = 0; parser->context->add_signal && i < RMX_HEARD; i++)
        names[total++] = rmx_signals_heard()[i].name;
    *count = total;
    return names;
}

// "write share.plant": the source that is near to the word in parentheses, else all, up to some.
static const char *measured_hint(const struct expr_parser *parser, const char *word)
{
    enum { MOST = 6 };
    struct rmx_arena *arena = parser->errors->arena;
    int count;
    const char *const *names = measured_names(parser, &count);
    struct expr_token inner = {0};
    if (is(parser, "("))
        inner = expr_lex(parser->text, parser->token.start + 1);
    const char *nearest =
        inner.kind == EXPR_NAME ? rmx_nearest(word_of(parser, inner), names, count) : NULL;
    if (nearest)
        return rmx_arena_printf(arena, "write %s.%s", word, nearest);
    if (!count)
        return rmx_arena_printf(arena, "write %s.NAME, the name of a source", word);
    const char *list = "write ";
    for (int i = 0; i < count && i < MOST; i++)
        list = rmx_arena_printf(arena, "%s%s%s.%s", list, i ? " or " : "", word, names[i]);
    return count > MOST ? rmx_arena_printf(arena, "%s …", list) : list;
}

// "share" without a source's name, whatever follows: "share", "share.", "share(plant)".
static bool stop_measured(struct expr_parser *parser, struct expr_token name)
{
    int count;
    const struct rmx_signal_family *measured = rmx_signals_measured(&count);
    for (int i = 0; i < count && parser->context->measured_names; i++) {
        if (!expr_token_is(parser->text, name, measured[i].word))
            continue;
        expr_stop(parser, name, "expr-unknown-name", measured_hint(parser, measured[i].word),
                  "%s of which source?", measured[i].word);
        return true;
    }
    return false;
}

static const char *list_of_names(const struct expr_parser *parser)
{
    const char *list = "a name is a knob of this scene, or one of ";
    const struct rmx_signals *signals = parser->context->signals;
    for (int i = 0; i < RMX_SIGNALS_OWN; i++)
        if (signals->items[i].name)
            list = rmx_arena_printf(parser->errors->arena, "%s%s%s", list, i ? ", " : "",
                                    signals->items[i].name);
    if (parser->context->measured_names)
        list = rmx_arena_printf(parser->errors->arena, "%s, %s, share.NAME, aura.NAME", list,
                                rmx_signals_display()->name);
    return rmx_arena_printf(parser->errors->arena, "%s and pi", list);
}

static const char *list_of_heard(const struct expr_parser *parser)
{
    const char *list = "what is heard is ";
    for (int i = 0; i < RMX_HEARD; i++)
        if (i < RMX_HEARD_SMOOTH || i >= RMX_HEARD_ONSET)
            list = rmx_arena_printf(parser->errors->arena, "%s%s%s", list, i ? ", " : "",
                                    rmx_signals_heard()[i].name);
    return rmx_arena_printf(parser->errors->arena, "%s; but for events each also with _smooth",
                            list);
}

void expr_report_address(struct expr_parser *parser, struct expr_token token)
{
    static const char hint[] = "write osc(\"/sensor/3\")";
    if (token.kind == EXPR_TEXT)
        expr_stop(parser, token, "expr-osc", hint, "%s is no OSC address", word_of(parser, token));
    else
        expr_stop(parser, token, "expr-osc", hint, "osc() wants an address in quotes");
}

// "osc.sensor", or without a parenthesis.
static bool report_osc(struct expr_parser *parser, struct expr_token name)
{
    const char *word = word_of(parser, name);
    if (parser->context->is_header || strncmp(word, "osc", 3) != 0 || (word[3] && word[3] != '.'))
        return false;
    expr_report(parser, name, "expr-osc", "write osc(\"/sensor/3\")", "'%s' names no OSC address",
                word);
    return true;
}

// "midi.fader", "midi": where a scene may read controls.
static bool report_midi(struct expr_parser *parser, struct expr_token name)
{
    const char *word = word_of(parser, name);
    if (!parser->context->add_signal || strncmp(word, "midi", 4) != 0 ||
        (word[4] && word[4] != '.'))
        return false;
    expr_report(parser, name, "expr-midi",
                "write midi.cc21, midi.cc21_ch3, midi.cc1_14bit, midi.note36 or midi.bend",
                "'%s' names no control of a MIDI device", word);
    return true;
}

void expr_report_name(struct expr_parser *parser, struct expr_token name)
{
    if (stop_measured(parser, name) || report_osc(parser, name) || report_midi(parser, name))
        return;
    const char *word = word_of(parser, name);
    if (expr_function_find(word, name.length)) {
        expr_report(parser, name, "expr-arguments",
                    rmx_arena_printf(parser->errors->arena, "write %s(…)", word),
                    "the function '%s' has no arguments", word);
        return;
    }
    int count;
    const char *const *names = known_names(parser, &count);
    if (parser->context->is_header) {
        report_unknown(parser, name, "expr-unknown-name", "there is no numeric input", names, count,
                       "a header reads $WIDTH, $HEIGHT and the inputs that are numbers, each with "
                       "a $ before its name");
        return;
    }
    const char *synonym = rmx_synonym(RMX_SYNONYM_FUNCTION, word);
    if (synonym) {
        report_unknown(parser, name, "expr-unknown-name", "there is no signal or knob", NULL, 0,
                       synonym);
        return;
    }
    bool is_heard = parser->context->add_signal && strncmp(word, "audio.", 6) == 0;
    report_unknown(parser, name, "expr-unknown-name", "there is no signal or knob", names, count,
                   is_heard ? list_of_heard(parser) : list_of_names(parser));
}

void expr_report_function(struct expr_parser *parser, struct expr_token name)
{
    if (stop_measured(parser, name) || report_midi(parser, name))
        return;
    if (expr_signal_find(parser, name) >= 0 || expr_token_is(parser->text, name, "pi")) {
        expr_report(parser, name, "expr-unknown-function", "two values are multiplied with '*'",
                    "'%s' is not a function", word_of(parser, name));
        return;
    }
    int count;
    const char *const *names = rmx_expr_functions(&count);
    const char *synonym = rmx_synonym(RMX_SYNONYM_FUNCTION, word_of(parser, name));
    const char *list = "functions are";
    for (int i = 0; i < count - 1; i++) // pi is last
        list = rmx_arena_printf(parser->errors->arena, "%s%s %s", list, i ? "," : "", names[i]);
    report_unknown(parser, name, "expr-unknown-function", "there is no function", names,
                   synonym ? 0 : count - 1, synonym ? synonym : list);
}

void expr_report_arguments(struct expr_parser *parser, struct expr_token name,
                           const struct expr_function *function, int found)
{
    char wanted[40];
    if (function->most == EXPR_MOST_OPS)
        snprintf(wanted, sizeof wanted, "at least %d", function->least);
    else if (function->most > function->least)
        snprintf(wanted, sizeof wanted, "%d or %d", function->least, function->most);
    else
        snprintf(wanted, sizeof wanted, "%d", function->least);
    expr_report(parser, name, "expr-arguments", NULL, "'%s' takes %s argument%s, found %d",
                function->name, wanted, function->most == 1 ? "" : "s", found);
}
