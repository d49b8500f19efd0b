// SPDX-License-Identifier: GPL-3.0-or-later
// From libyaml's complaint, which names what its scanner missed, to what was probably meant.
#include "scene/document_parts.h"

#include <ctype.h>
#include <string.h>

struct case_at {
    const struct rmx_lines *lines;
    const struct rmx_yaml_problem *problem;
    struct rmx_errors *errors;
};

static struct rmx_error *report(const struct case_at *c, struct rmx_mark mark, const char *id,
                                const char *message)
{
    size_t length;
    rmx_line(c->lines, mark.line, &length);
    // An end that was never found is shown at the end of the text's last line.
    if (mark.line > 1 && mark.line >= c->lines->count && length == 0) {
        mark.line = c->lines->count - (mark.line == c->lines->count);
        const char *line = rmx_line(c->lines, mark.line, &length);
        mark = rmx_mark_at(c->lines, line + length);
    }
    struct rmx_span span = {c->lines->source, mark.line, mark.column, 1};
    return rmx_errors_add(c->errors, span, id, "%s", message);
}

// The value at an address, whose own quotes are of the other kind.
static char *quoted(const struct case_at *c, const char *at, int length)
{
    bool has_double = memchr(at, '"', (size_t)length) != NULL;
    const char *quote = has_double ? "'" : "\"";
    return rmx_arena_printf(c->errors->arena, "put quotes around it: %s%.*s%s", quote, length, at,
                            quote);
}

static int needs_quotes(const struct case_at *c, struct rmx_mark mark, const char *message)
{
    const char *at = rmx_text_at(c->lines, mark);
    report(c, mark, "needs-quotes", message)->hint =
        quoted(c, at, rmx_scan_value_length(at, rmx_scan_in_brackets(c->lines, mark)));
    return mark.line;
}

static int bad_sign(const struct case_at *c)
{
    struct rmx_mark mark = c->problem->mark;
    char sign = *rmx_text_at(c->lines, mark);
    if (sign == '\t') {
        report(c, mark, "tab", "a tab stands where YAML wants spaces")->hint =
            "indent with spaces only";
        return mark.line;
    }
    return needs_quotes(c, mark,
                        rmx_arena_printf(c->errors->arena, "a value cannot begin with '%c'", sign));
}

static int ternary(const struct case_at *c, struct rmx_mark mark)
{
    report(c, mark, "ternary", "expressions have no `condition ? a : b`")->hint =
        "write \"mix(b, a, condition)\", in quotes";
    return mark.line;
}

static int previous_line(const struct case_at *c, int line)
{
    size_t length;
    for (line--; line > 0; line--) {
        const char *text = rmx_line(c->lines, line, &length);
        const char *first = rmx_scan_indented(text, text + length);
        if (first < text + length && *first != '#' && *first != '\r')
            return line;
    }
    return 0;
}

// The comment of a line that swallows a closing bracket whose opening stands before it; NULL.
static const char *swallowing_comment(const struct case_at *c, int line)
{
    size_t length;
    const char *text = rmx_line(c->lines, line, &length), *end = text + length;
    char quote = '\0';
    for (const char *at = text; at < end; at++) {
        if (quote)
            quote = *at == quote ? '\0' : quote;
        else if (*at == '"' || *at == '\'')
            quote = *at;
        else if (*at == '#' && at > text && isspace((unsigned char)at[-1]))
            return rmx_scan_in_brackets(c->lines, rmx_mark_at(c->lines, at)) &&
                           strcspn(at, "}]") < strcspn(at, "\n")
                       ? at
                       : NULL;
    }
    return NULL;
}

// The place of such a comment on the line of the problem or the one above it; 0: reported none.
static int comment_in_value(const struct case_at *c)
{
    const char *comment = swallowing_comment(c, c->problem->mark.line);
    if (!comment)
        comment = swallowing_comment(c, previous_line(c, c->problem->mark.line));
    if (!comment)
        return 0;
    struct rmx_mark place = rmx_mark_at(c->lines, comment);
    report(c, place, "comment-in-value", "'#' behind a space begins a comment: the line ends here")
        ->hint = quoted(c, comment, rmx_scan_value_length(comment, true));
    return place.line;
}

static int missing_comma(const struct case_at *c, const char *at)
{
    const char *text = c->lines->source->text, *colon = at;
    while (at > text && (isalnum((unsigned char)at[-1]) || strchr("_-", at[-1])))
        at--;
    struct rmx_mark mark = rmx_mark_at(c->lines, at);
    const char *before = at;
    while (before > text && before[-1] == ' ')
        before--;
    if (*colon == ':' && before > text && before[-1] == ':') {
        report(c, mark, "missing-brackets", "a map within a map has brackets of its own")->hint =
            rmx_arena_printf(c->errors->arena, "write `{%.*s: …}`", (int)(colon - at), at);
        return mark.line;
    }
    report(c, mark, "missing-comma", "a comma is missing before this")->hint =
        "inside brackets, commas stand between the parts: {a: 1, b: 2}";
    return mark.line;
}

static int unclosed(const struct case_at *c, const char *open)
{
    struct rmx_mark mark = rmx_mark_at(c->lines, open);
    bool brace = *open == '{';
    report(c, mark, "unclosed", brace ? "this '{' is never closed" : "this '[' is never closed")
        ->hint = brace ? "a '}' is missing" : "a ']' is missing";
    return mark.line;
}

static int inside_brackets(const struct case_at *c)
{
    struct rmx_mark mark = c->problem->mark;
    const char *open = rmx_text_at(c->lines, c->problem->context_mark);
    const char *at = rmx_text_at(c->lines, mark);
    int line = comment_in_value(c);
    if (line)
        return line;
    if (*at == ':' && rmx_scan_has_ternary(open, at))
        return ternary(c, rmx_mark_at(c->lines, strstr(open, " ? ") + 1));
    const char *closing = rmx_scan_closing_bracket(open);
    bool right = closing && (*open == '{') == (*closing == '}');
    if (*open != '{' && *open != '[')
        right = true; // --chain's own brackets
    if (!right)
        return unclosed(c, open);
    if (*at == ':')
        return missing_comma(c, at);
    if (*at == '"' || *at == '\'' || *at == '{' || *at == '[')
        return missing_comma(c, at);
    struct rmx_loose_brackets loose = rmx_scan_loose_brackets(c->lines->source->text);
    if (loose.open)
        return unclosed(c, loose.open);
    report(c, mark, "missing-comma", "a comma or a closing bracket is missing before this")->hint =
        "inside brackets, commas stand between the parts: {a: 1, b: 2}";
    return mark.line;
}

static int missing_space(const struct case_at *c, const char *colon)
{
    struct rmx_mark mark = rmx_mark_at(c->lines, colon);
    const char *key = colon, *text = c->lines->source->text;
    while (key > text && (isalnum((unsigned char)key[-1]) || key[-1] == '_'))
        key--;
    int length = (int)strcspn(colon + 1, " \t\r\n#,}]");
    report(c, mark, "missing-space", "a space is missing behind this ':'")->hint =
        key < colon && length ? rmx_arena_printf(c->errors->arena, "write `%.*s: %.*s`",
                                                 (int)(colon - key), key, length, colon + 1)
                              : "write `key: value`";
    return mark.line;
}

// `title: Benjamin: the aura`, or a map that begins on its key's line.
// Of these keys the values are words; behind others a second ': ' is a map's.
static bool is_key_of_text(const char *line)
{
    static const char *const keys[] = {"title:", "credit:", "licence:", "license:"};
    line += strspn(line, " -");
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
        if (strncmp(line, keys[i], strlen(keys[i])) == 0)
            return true;
    return false;
}

static int two_in_one_line(const struct case_at *c, const char *value)
{
    struct rmx_mark place = rmx_mark_at(c->lines, value);
    size_t line_length;
    const char *line = rmx_line(c->lines, place.line, &line_length);
    int length = rmx_scan_value_length(value, rmx_scan_in_brackets(c->lines, place));
    struct rmx_error *error =
        report(c, c->problem->mark, "needs-quotes", "a second ': ' in one line");
    error->hint = quoted(c, value, length);
    size_t word = strcspn(value, ": ");
    const char *inner = value + word + strspn(value + word, " ");
    bool ends = length && value[length - 1] == '}';
    if (ends && *inner == '{')
        error->hint = rmx_arena_printf(c->errors->arena, "write `{%.*s: %.*s}`", (int)word, value,
                                       (int)(length - (inner - value)), inner);
    else if (ends && !memchr(value, '{', (size_t)length))
        error->hint = rmx_arena_printf(c->errors->arena, "a '{' is missing: {%.*s", length, value);
    else if (value[word] == ':' && !is_key_of_text(line))
        error->hint =
            rmx_arena_printf(c->errors->arena, "write a map: {%.*s}; or, if it is a text, %s",
                             length, value, error->hint);
    else if (value[word] == ':')
        error->hint = rmx_arena_printf(c->errors->arena, "%s; a map would be {%.*s}", error->hint,
                                       length, value);
    return c->problem->mark.line;
}

// A ':' where there cannot be one: a second one in a value, or a line that hangs under a value.
static int second_colon(const struct case_at *c)
{
    struct rmx_mark mark = c->problem->mark;
    size_t length;
    const char *line = rmx_line(c->lines, mark.line, &length);
    const char *colon = rmx_text_at(c->lines, mark),
               *first = rmx_scan_indented(line, line + length);
    if (rmx_scan_has_ternary(line, colon))
        return ternary(c, rmx_mark_at(c->lines, strstr(line, " ? ") + 1));
    const char *earlier = strstr(first, ": ");
    if (earlier && earlier < colon)
        return two_in_one_line(c, earlier + strspn(earlier, ": "));
    int above = previous_line(c, mark.line);
    size_t above_length;
    const char *above_line = rmx_line(c->lines, above, &above_length);
    const char *item = rmx_scan_indented(above_line, above_line + above_length);
    if (item[0] == '-' && islower((unsigned char)item[1])) {
        struct rmx_mark place = rmx_mark_at(c->lines, item);
        report(c, place, "missing-space", "a space is missing behind the '-'")->hint =
            "an item of a list begins with '- '";
        return place.line;
    }
    const char *tight = rmx_scan_tight_colon(above_line, above_length);
    if (tight)
        return missing_space(c, tight);
    if (!memchr(item, ':', above_length - (size_t)(item - above_line))) {
        struct rmx_mark place = rmx_mark_at(c->lines, item);
        report(c, place, "missing-colon", "this line has no ':'")->hint = "write `key: value`";
        return place.line;
    }
    struct rmx_mark here = rmx_mark_at(c->lines, first);
    int column = rmx_mark_at(c->lines, item).column;
    report(c, here, "indentation", "this line hangs under a value that is already complete")->hint =
        rmx_arena_printf(c->errors->arena, "let it begin in column %d, as line %d does", column,
                         above);
    return above;
}

static int missing_colon(const struct case_at *c)
{
    size_t length;
    struct rmx_mark mark = c->problem->context_mark;
    const char *line = rmx_line(c->lines, mark.line, &length);
    const char *tight = rmx_scan_tight_colon(line, length), *at = rmx_text_at(c->lines, mark);
    if (tight)
        return missing_space(c, tight);
    if (at[0] == '-') {
        report(c, mark, "missing-space", "a space is missing behind the '-'")->hint =
            "an item of a list begins with '- '";
        return mark.line;
    }
    report(c, mark, "missing-colon", "a ':' is missing behind this")->hint =
        "write `key: value`; a further item of a list begins with '- '";
    return mark.line;
}

static int behind_value(const struct case_at *c, const char *line, const char *at)
{
    struct rmx_mark mark = rmx_mark_at(c->lines, at);
    if (*at == '}' || *at == ']') {
        report(c, mark, "unbalanced", *at == '}' ? "a '}' too many" : "a ']' too many")->hint =
            "delete it, or open a bracket before it";
        return mark.line;
    }
    const char *colon = strstr(line, ": ");
    const char *value =
        colon && colon < at ? colon + strspn(colon, ": ") : rmx_scan_indented(line, at);
    report(c, mark, "needs-quotes", "the value has ended before this")->hint =
        strchr("\"'", *value)
            ? "put the whole value between one pair of quotes; inside '…' an apostrophe is ''"
            : quoted(c, value, rmx_scan_value_length(value, false));
    return mark.line;
}

// The column of the nearest list item above that is indented further; 0: there is none.
static int item_column_above(const struct case_at *c, struct rmx_mark mark)
{
    for (int line = previous_line(c, mark.line); line > 0; line = previous_line(c, line)) {
        size_t length;
        const char *text = rmx_line(c->lines, line, &length);
        int column = (int)strspn(text, " ") + 1;
        if (column <= mark.column)
            return 0;
        if (text[column - 1] == '-' && text[column] == ' ')
            return column;
    }
    return 0;
}

// A block that goes on with something else than it began with.
static int broken_block(const struct case_at *c)
{
    struct rmx_mark mark = c->problem->mark, block = c->problem->context_mark;
    size_t length;
    const char *line = rmx_line(c->lines, mark.line, &length);
    const char *at = rmx_text_at(c->lines, mark);
    if (strspn(line, " ") < (size_t)(at - line))
        return behind_value(c, line, at);
    int item = item_column_above(c, mark);
    if (at[0] == '-' && at[1] == ' ' && item) {
        report(c, mark, "indentation", "this list item begins in another column than the last")
            ->hint = rmx_arena_printf(c->errors->arena, "let it begin in column %d", item);
    } else if (at[0] == '-' && at[1] == ' ') {
        report(c, mark, "indentation", "a list item stands among keys")->hint =
            "a list begins below its key, and the key's own line ends with the ':'";
    } else if (mark.column == block.column) {
        report(c, mark, "indentation", "a key stands among list items")->hint =
            "begin the line with '- ', or indent it to belong to the item above";
    } else {
        report(c, mark, "indentation", "this line lies between two levels")->hint =
            rmx_arena_printf(c->errors->arena,
                             "let it begin in column %d, or exactly where the lines above do",
                             block.column);
    }
    return mark.line;
}

static int no_value(const struct case_at *c)
{
    struct rmx_mark mark = c->problem->mark;
    char sign = *rmx_text_at(c->lines, mark);
    int line = comment_in_value(c);
    if (line)
        return line;
    struct rmx_loose_brackets loose = rmx_scan_loose_brackets(c->lines->source->text);
    if (loose.open && (!sign || !strchr(",}]", sign)))
        return unclosed(c, loose.open);
    if (sign == '}' || sign == ']')
        report(c, mark, "unbalanced", "a closing bracket without an opening one")->hint =
            "delete it, or open a bracket before it";
    else
        report(c, mark, "syntax", "a value is missing before this")->hint = "write `key: value`";
    return mark.line;
}

static int reserved_sign(const struct case_at *c)
{
    return needs_quotes(c, c->problem->context_mark,
                        "YAML keeps this sign at the beginning of a value for itself");
}

static int question(const struct case_at *c)
{
    return needs_quotes(c, c->problem->mark, "a value cannot begin with '? '");
}

static int dash(const struct case_at *c)
{
    return needs_quotes(c, c->problem->mark,
                        "'- ' begins a list item; a minus has no space behind it");
}

static int directive(const struct case_at *c)
{
    report(c, c->problem->context_mark, "syntax", "'%' at the beginning of a line is YAML's own")
        ->hint = "delete this line";
    return c->problem->context_mark.line;
}

static int bad_escape(const struct case_at *c)
{
    report(c, c->problem->mark, "bad-escape", "'\\' means something special in double quotes")
        ->hint = "use single quotes: '…'";
    return c->problem->mark.line;
}

static int report_quote(const struct case_at *c, struct rmx_mark mark)
{
    report(c, mark, "unclosed", "this quote is never closed")->hint = "close it on the same line";
    return mark.line;
}

static int open_quote(const struct case_at *c)
{
    return report_quote(c, c->problem->context_mark);
}

static int text_behind_end(const struct case_at *c)
{
    const char *text = c->lines->source->text;
    struct rmx_loose_brackets loose = rmx_scan_loose_brackets(text);
    if (loose.close)
        return behind_value(c, text, loose.close);
    report(c, c->problem->mark, "unbalanced", "the scene has ended before this")->hint =
        "a closing bracket too many stands before it";
    return c->problem->mark.line;
}

static int anything_else(const struct case_at *c)
{
    report(c, c->problem->mark, "syntax",
           rmx_arena_printf(c->errors->arena, "YAML stops here: %s", c->problem->problem));
    return c->problem->mark.line;
}

// libyaml's words, or a part of them, and who knows what they mean. The first row that fits
// answers.
static const struct {
    const char *context, *problem;
    int (*explain)(const struct case_at *c);
} cases[] = {
    {"", "cannot start any token", bad_sign},
    {"", "tab", bad_sign},
    {"an alias", "", reserved_sign},
    {"an anchor", "", reserved_sign},
    {"a tag", "", reserved_sign},
    {"block scalar", "", reserved_sign},
    {"directive", "", directive},
    {"", "mapping keys are not allowed", question},
    {"", "sequence entries are not allowed", dash},
    {"quoted scalar", "escape", bad_escape},
    {"quoted scalar", "", open_quote},
    {"", "',' or", inside_brackets},
    {"", "mapping values are not allowed", second_colon},
    {"", "could not find expected ':'", missing_colon},
    {"", "expected key", broken_block},
    {"", "'-' indicator", broken_block},
    {"", "node content", no_value},
    {"", "document start", text_behind_end},
    {"", "", anything_else},
};

int rmx_yaml_explain(const struct rmx_lines *lines, const struct rmx_yaml_problem *problem,
                     struct rmx_errors *errors)
{
    struct case_at c = {lines, problem, errors};
    // A quote that was closed by the next one, lines below, explains whatever came of it.
    const char *quote = rmx_scan_long_quote(lines->source->text, rmx_text_at(lines, problem->mark));
    if (quote)
        return report_quote(&c, rmx_mark_at(lines, quote));
    int i = 0;
    while (!strstr(problem->context, cases[i].context) ||
           !strstr(problem->problem, cases[i].problem))
        i++;
    return cases[i].explain(&c);
}
