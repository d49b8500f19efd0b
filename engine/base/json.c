// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"

#include <string.h>

static void add_quoted(struct rmx_text *out, const char *text)
{
    struct rmx_text whole = {0};
    rmx_text_add_utf8(&whole, text);
    rmx_text_add(out, "\"");
    for (const char *c = rmx_text_string(&whole); *c; c++) {
        if (*c == '"' || *c == '\\')
            rmx_text_printf(out, "\\%c", *c);
        else if ((unsigned char)*c < 0x20)
            rmx_text_printf(out, "\\u%04x", *c);
        else
            rmx_text_add_n(out, c, 1);
    }
    rmx_text_add(out, "\"");
    rmx_text_finish(&whole);
}

// The comma, the line and the key that stand before a value.
static void begin(struct rmx_json *json, const char *key)
{
    if (json->is_flat)
        rmx_text_add(json->out, json->has_items ? ", " : "");
    else if (json->depth > 0)
        rmx_text_printf(json->out, "%s\n%*s", json->has_items ? "," : "", 2 * json->depth, "");
    json->has_items = true;
    if (key) {
        add_quoted(json->out, key);
        rmx_text_add(json->out, ": ");
    }
}

void rmx_json_open(struct rmx_json *json, const char *key, char bracket)
{
    begin(json, key);
    rmx_text_add_n(json->out, &bracket, 1);
    json->depth++;
    json->has_items = false;
}

void rmx_json_open_flat(struct rmx_json *json, const char *key)
{
    rmx_json_open(json, key, '[');
    json->is_flat = true;
}

void rmx_json_close(struct rmx_json *json, char bracket)
{
    json->depth--;
    if (json->has_items && !json->is_flat)
        rmx_text_printf(json->out, "\n%*s", 2 * json->depth, "");
    rmx_text_add_n(json->out, &bracket, 1);
    json->has_items = true;
    json->is_flat = false;
}

void rmx_json_text(struct rmx_json *json, const char *key, const char *value)
{
    begin(json, key);
    add_quoted(json->out, value);
}

void rmx_json_null(struct rmx_json *json, const char *key)
{
    begin(json, key);
    rmx_text_add(json->out, "null");
}

void rmx_json_number(struct rmx_json *json, const char *key, double value)
{
    begin(json, key);
    rmx_text_printf(json->out, "%.10g", value);
}

void rmx_json_bool(struct rmx_json *json, const char *key, bool value)
{
    begin(json, key);
    rmx_text_add(json->out, value ? "true" : "false");
}

void rmx_json_words(struct rmx_json *json, const char *key, const char *list)
{
    rmx_json_open_flat(json, key);
    while (*list) {
        char word[32] = "";
        size_t length = strcspn(list, " ");
        memcpy(word, list, length < sizeof word ? length : sizeof word - 1);
        rmx_json_text(json, NULL, word);
        list += length + (list[length] == ' ');
    }
    rmx_json_close(json, ']');
}
