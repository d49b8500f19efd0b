// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/json.h"

#include <stdbool.h>
#include <string.h>

enum { DEEPEST = 1000 }; // cJSON's own bound

struct scan {
    const char *at, *end;
    const char *wanted; // set where something is wrong at `at`
};

static bool fail(struct scan *scan, const char *wanted)
{
    scan->wanted = wanted;
    return false;
}

static void skip_space(struct scan *scan)
{
    while (scan->at < scan->end && (unsigned char)*scan->at <= ' ')
        scan->at++;
}

static bool stands(const struct scan *scan, char c)
{
    return scan->at < scan->end && *scan->at == c;
}

static bool scan_text(struct scan *scan, const char *wanted)
{
    if (!stands(scan, '"'))
        return fail(scan, wanted);
    const char *at = scan->at + 1;
    while (at < scan->end && *at != '"')
        at += *at == '\\' ? 2 : 1;
    if (at >= scan->end)
        return fail(scan, "a double quote at the end of this text");
    scan->at = at + 1;
    return true;
}

static bool scan_word(struct scan *scan)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        size_t length = strlen(words[i]);
        if ((size_t)(scan->end - scan->at) >= length && !memcmp(scan->at, words[i], length)) {
            scan->at += length;
            return true;
        }
    }
    const char *from = scan->at;
    while (scan->at < scan->end && *scan->at && strchr("+-.0123456789eE", *scan->at))
        scan->at++;
    return scan->at > from || fail(scan, "a value: a number, a text in double quotes, true, false, "
                                         "null, a list or an object");
}

static bool scan_value(struct scan *scan, int depth);

static bool scan_member(struct scan *scan, bool is_object, int depth)
{
    if (is_object) {
        if (!scan_text(scan, "a name in double quotes"))
            return false;
        skip_space(scan);
        if (!stands(scan, ':'))
            return fail(scan, "a colon after the name");
        scan->at++;
    }
    return scan_value(scan, depth + 1);
}

static bool scan_members(struct scan *scan, int depth)
{
    bool is_object = *scan->at == '{';
    char close = is_object ? '}' : ']';
    const char *comma = NULL;
    for (scan->at++;;) {
        skip_space(scan);
        if (stands(scan, close) && comma) {
            scan->at = comma;
            return fail(scan, "no comma after the last entry");
        }
        if (!stands(scan, close) && !scan_member(scan, is_object, depth))
            return false;
        skip_space(scan);
        if (stands(scan, close)) {
            scan->at++;
            return true;
        }
        if (!stands(scan, ','))
            return fail(scan, is_object ? "a comma or a '}'" : "a comma or a ']'");
        comma = scan->at++;
    }
}

static bool scan_value(struct scan *scan, int depth)
{
    skip_space(scan);
    if (depth > DEEPEST)
        return fail(scan, "fewer lists in each other");
    if (stands(scan, '{') || stands(scan, '['))
        return scan_members(scan, depth);
    return stands(scan, '"') ? scan_text(scan, "") : scan_word(scan);
}

const char *rmx_json_fault(const char *json, const char *end, const char **wanted)
{
    struct scan scan = {.at = json, .end = end};
    if (scan_value(&scan, 1)) {
        skip_space(&scan);
        if (scan.at == end)
            return NULL;
        scan.wanted = "nothing behind the last '}'";
    }
    *wanted = scan.wanted;
    return scan.at;
}
