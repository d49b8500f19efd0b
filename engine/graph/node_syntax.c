// SPDX-License-Identifier: GPL-3.0-or-later
// From libyaml's complaint, which names what its scanner missed, to what the artist meant.
#include "graph/node_parts.h"

#include <ctype.h>
#include <string.h>

struct case_at {
    const struct rmx_lines *lines;
    const struct rmx_yaml_problem *problem;
    struct rmx_errors *errors;
};

static bool says(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

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

// A value as the artist typed it: up to the comma or bracket inside brackets, else to the line's
// end; without a comment and trailing spaces.
static int value_length(const char *at, bool in_flow)
{
    size_t length = strcspn(at, in_flow ? ",]}\n" : "\n");
    for (size_t i = 1; i < length; i++)
        if (at[i] == '#' && at[i - 1] == ' ') {
            length = i;
            break;
        }
    while (length && isspace((unsigned char)at[length - 1]))
        length--;
    return (int)length;
}

// The value at an address, whose own quotes are of the other kind.
static char *quoted(const struct case_at *c, const char *at, int length)
{
    bool has_double = memchr(at, '"', (size_t)length) != NULL;
    const char *quote = has_double ? "'" : "\"";
    return rmx_arena_printf(c->errors->arena, "put quotes around it: %s%.*s%s", quote, length, at,
                            quote);
}

// Is the address inside {…} or […] on its own line?
static bool in_brackets(const struct case_at *c, struct rmx_mark mark)
{
    size_t length;
    const char *line = rmx_line(c->lines, mark.line, &length);
    int open = 0;
    for (const char *at = line, *end = rmx_text_at(c->lines, mark); at < end; at++)
        open += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
    return open > 0;
}

static int needs_quotes(const struct case_at *c, struct rmx_mark mark, const char *message)
{
    const char *at = rmx_text_at(c->lines, mark);
    report(c, mark, "needs-quotes", message)->hint =
        quoted(c, at, value_length(at, in_brackets(c, mark)));
    return mark.line;
}

static int bad_sign(const struct case_at *c, struct rmx_mark mark)
{
    char sign = *rmx_text_at(c->lines, mark);
    if (sign == '\t') {
        report(c, mark, "tab", "a tab stands where YAML wants spaces")->hint =
            "indent with spaces only";
        return mark.line;
    }
    return needs_quotes(c, mark,
                        rmx_arena_printf(c->errors->arena, "a value cannot begin with '%c'", sign));
}

static bool has_ternary(const char *at, const char *end)
{
    for (; at + 2 < end; at++)
        if (at[0] == ' ' && at[1] == '?' && at[2] == ' ')
            return true;
    return false;
}

static int ternary(const struct case_at *c, struct rmx_mark mark)
{
    report(c, mark, "ternary", "expressions have no `condition ? a : b`")->hint =
        "write \"mix(b, a, condition)\", in quotes";
    return mark.line;
}

// The bracket that closes an opening one, rightly or wrongly; NULL: none does.
static const char *closing_bracket(const char *at)
{
    int depth = 0;
    char quote = '\0';
    for (const char *open = at; *at; at++) {
        if (quote) {
            quote = *at == quote ? '\0' : quote;
        } else if ((*at == '"' || *at == '\'') && strchr(" {[,:", at > open ? at[-1] : ' ')) {
            quote = *at;
        } else if (*at == '#' && at > open && isspace((unsigned char)at[-1])) {
            at += strcspn(at, "\n");
            if (!*at)
                break;
        } else if (*at == '{' || *at == '[') {
            depth++;
        } else if ((*at == '}' || *at == ']') && --depth == 0) {
            return at;
        }
    }
    return NULL;
}

static const char *indented(const char *line, const char *end)
{
    while (line < end && (*line == ' ' || (*line == '-' && line + 1 < end && line[1] == ' ')))
        line++;
    return line;
}

static int previous_line(const struct case_at *c, int line)
{
    size_t length;
    for (line--; line > 0; line--) {
        const char *text = rmx_line(c->lines, line, &length);
        const char *first = indented(text, text + length);
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
            return in_brackets(c, rmx_mark_at(c->lines, at)) &&
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
        ->hint = quoted(c, comment, value_length(comment, true));
    return place.line;
}

// Brackets of a whole text without a partner.
struct loose_brackets {
    const char *open;  // the innermost that is never closed; NULL
    const char *close; // the first that was never opened; NULL
};

static struct loose_brackets find_loose_brackets(const char *text)
{
    enum { DEEPEST = 32 };
    const char *open[DEEPEST];
    int depth = 0;
    char quote = '\0';
    for (const char *at = text; *at; at++) {
        char before = at > text ? at[-1] : ' ';
        if (quote)
            quote = *at == quote ? '\0' : quote;
        else if ((*at == '"' || *at == '\'') && strchr(" \n{[,", before))
            quote = *at;
        else if (*at == '#' && isspace((unsigned char)before))
            at += strcspn(at, "\n") - 1;
        else if ((*at == '{' || *at == '[') && depth < DEEPEST)
            open[depth++] = at;
        else if ((*at == '}' || *at == ']') && --depth < 0)
            return (struct loose_brackets){.close = at};
    }
    return (struct loose_brackets){.open = depth > 0 ? open[depth - 1] : NULL};
}

static int missing_comma(const struct case_at *c, const char *at)
{
    const char *text = c->lines->source->text;
    while (at > text && (isalnum((unsigned char)at[-1]) || strchr("_-", at[-1])))
        at--;
    struct rmx_mark mark = rmx_mark_at(c->lines, at);
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
    if (*at == ':' && has_ternary(open, at))
        return ternary(c, rmx_mark_at(c->lines, strstr(open, " ? ") + 1));
    const char *closing = closing_bracket(open);
    bool right = closing && (*open == '{') == (*closing == '}');
    if (*open != '{' && *open != '[')
        right = true; // --chain's own brackets
    if (!right)
        return unclosed(c, open);
    if (*at == ':')
        return missing_comma(c, at);
    if (*at == '"' || *at == '\'' || *at == '{' || *at == '[')
        return missing_comma(c, at);
    struct loose_brackets loose = find_loose_brackets(c->lines->source->text);
    if (loose.open)
        return unclosed(c, loose.open);
    report(c, mark, "missing-comma", "a comma or a closing bracket is missing before this")->hint =
        "inside brackets, commas stand between the parts: {a: 1, b: 2}";
    return mark.line;
}

// "size:1920x1080": a word, a colon, and no space behind it. NULL where there is none such.
static const char *tight_colon(const char *line, size_t length)
{
    const char *end = line + length, *at = indented(line, end);
    while (at < end && (isalnum((unsigned char)*at) || *at == '_'))
        at++;
    bool tight = at < end && *at == ':' && at + 1 < end && !isspace((unsigned char)at[1]);
    return tight ? at : NULL;
}

static int missing_space(const struct case_at *c, const char *colon)
{
    struct rmx_mark mark = rmx_mark_at(c->lines, colon);
    report(c, mark, "missing-space", "a space is missing behind this ':'")->hint =
        "write `key: value`";
    return mark.line;
}

// `title: Benjamin: the aura`, or a map that begins on its key's line.
static int two_in_one_line(const struct case_at *c, const char *value)
{
    struct rmx_mark place = rmx_mark_at(c->lines, value);
    int length = value_length(value, in_brackets(c, place));
    struct rmx_error *error =
        report(c, c->problem->mark, "needs-quotes", "a second ': ' in one line");
    error->hint = quoted(c, value, length);
    size_t word = strcspn(value, ": ");
    if (value[word] == ':')
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
    const char *colon = rmx_text_at(c->lines, mark), *first = indented(line, line + length);
    if (has_ternary(line, colon))
        return ternary(c, rmx_mark_at(c->lines, strstr(line, " ? ") + 1));
    const char *earlier = strstr(first, ": ");
    if (earlier && earlier < colon)
        return two_in_one_line(c, earlier + strspn(earlier, ": "));
    int above = previous_line(c, mark.line);
    size_t above_length;
    const char *above_line = rmx_line(c->lines, above, &above_length);
    const char *tight = tight_colon(above_line, above_length);
    if (tight)
        return missing_space(c, tight);
    const char *above_first = indented(above_line, above_line + above_length);
    if (!memchr(above_first, ':', above_length - (size_t)(above_first - above_line))) {
        struct rmx_mark place = rmx_mark_at(c->lines, above_first);
        report(c, place, "missing-colon", "this line has no ':'")->hint = "write `key: value`";
        return place.line;
    }
    struct rmx_mark here = rmx_mark_at(c->lines, first);
    int column = rmx_mark_at(c->lines, above_first).column;
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
    const char *tight = tight_colon(line, length), *at = rmx_text_at(c->lines, mark);
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
    const char *value = colon && colon < at ? colon + strspn(colon, ": ") : indented(line, at);
    report(c, mark, "needs-quotes", "the value has ended before this")->hint =
        strchr("\"'", *value)
            ? "put the whole value between one pair of quotes; inside '…' an apostrophe is ''"
            : quoted(c, value, value_length(value, false));
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
    struct loose_brackets loose = find_loose_brackets(c->lines->source->text);
    if (loose.open && (!sign || !strchr(",}]", sign)))
        return unclosed(c, loose.open);
    if (sign == '}' || sign == ']')
        report(c, mark, "unbalanced", "a closing bracket without an opening one")->hint =
            "delete it, or open a bracket before it";
    else
        report(c, mark, "syntax", "a value is missing before this")->hint = "write `key: value`";
    return mark.line;
}

int rmx_yaml_explain(const struct rmx_lines *lines, const struct rmx_yaml_problem *problem,
                     struct rmx_errors *errors)
{
    struct case_at c = {lines, problem, errors};
    const char *context = problem->context, *what = problem->problem;
    if (says(what, "cannot start any token") || says(what, "tab"))
        return bad_sign(&c, problem->mark);
    if (says(context, "an alias") || says(context, "an anchor") || says(context, "a tag") ||
        says(context, "block scalar"))
        return needs_quotes(&c, problem->context_mark,
                            "YAML keeps this sign at the beginning of a value for itself");
    if (says(context, "directive")) {
        report(&c, problem->context_mark, "syntax", "'%' at the beginning of a line is YAML's own")
            ->hint = "delete this line";
        return problem->context_mark.line;
    }
    if (says(what, "mapping keys are not allowed"))
        return needs_quotes(&c, problem->mark, "a value cannot begin with '? '");
    if (says(what, "sequence entries are not allowed"))
        return needs_quotes(&c, problem->mark,
                            "'- ' begins a list item; a minus has no space behind it");
    if (says(context, "quoted scalar") && says(what, "escape")) {
        report(&c, problem->mark, "bad-escape", "'\\' means something special in double quotes")
            ->hint = "use single quotes: '…'";
        return problem->mark.line;
    }
    if (says(context, "quoted scalar")) {
        report(&c, problem->context_mark, "unclosed", "this quote is never closed")->hint =
            "close it on the same line";
        return problem->context_mark.line;
    }
    if (says(what, "',' or"))
        return inside_brackets(&c);
    if (says(what, "mapping values are not allowed"))
        return second_colon(&c);
    if (says(what, "could not find expected ':'"))
        return missing_colon(&c);
    if (says(what, "expected key") || says(what, "'-' indicator"))
        return broken_block(&c);
    if (says(what, "node content"))
        return no_value(&c);
    struct loose_brackets loose = find_loose_brackets(lines->source->text);
    if (says(what, "document start") && loose.close)
        return behind_value(&c, lines->source->text, loose.close);
    if (says(what, "document start")) {
        report(&c, problem->mark, "unbalanced", "the scene has ended before this")->hint =
            "a closing bracket too many stands before it";
        return problem->mark.line;
    }
    report(&c, problem->mark, "syntax",
           rmx_arena_printf(errors->arena, "YAML stops here: %s", what));
    return problem->mark.line;
}
