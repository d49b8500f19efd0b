// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/hints.h"

#include "base/synonyms.h"
#include "base/text.h"

#include <ctype.h>
#include <string.h>

const char *rmx_hint_of_map(struct rmx_arena *arena, const struct rmx_key_table *table,
                            const char *text)
{
    size_t word = strcspn(text, ": =");
    const char *key = rmx_arena_copy_n(arena, text, word);
    const char *value = text + word + strspn(text + word, ": =");
    if (!text[word] || !*value || rmx_key_find(table, key) < 0)
        return NULL;
    const char *next = strchr(value, ' ');
    bool others = next && strchr(next, ':'); // the line below, which was taken as the text's end
    return rmx_arena_printf(arena, "write `%s: %.*s`%s", key,
                            (int)(others ? next - value : (long)strlen(value)), value,
                            others ? ", each key on a line of its own" : "");
}

const char *rmx_hint_of_blend(struct rmx_arena *arena, const char *key,
                              const struct rmx_node *value, const char *const *names, int count)
{
    const char *meant = rmx_synonym_name(RMX_SYNONYM_LAYER_KEY, key), *text = NULL;
    if (strcmp(key, "blend") != 0 && (!meant || strcmp(meant, "blend") != 0))
        return NULL;
    if (value && value->kind == RMX_NODE_SCALAR)
        text = value->text;
    else if (value && value->kind == RMX_NODE_MAP && value->count)
        text = value->entries[0].key->text;
    const char *synonym = text ? rmx_synonym(RMX_SYNONYM_BLEND, text) : NULL;
    if (synonym)
        return rmx_arena_printf(arena, "it belongs to a layer of its own: %s", synonym);
    const char *name = text ? rmx_nearest(text, names, count) : NULL;
    for (int i = 0; text && i < count; i++)
        name = strcmp(text, names[i]) == 0 ? names[i] : name;
    return name ? rmx_arena_printf(arena,
                                   "it blends two pictures: give the second one a layer of its "
                                   "own with `blend: %s`",
                                   name)
                : NULL;
}

// The first input that the scene gives: a number, or a picture.
static const struct rmx_input *first_input(const struct rmx_effect *effect, bool is_picture)
{
    for (int i = 0; i < effect->input_count; i++) {
        const struct rmx_input *input = &effect->inputs[i];
        if (i != effect->main_image && (input->type == RMX_INPUT_IMAGE) == is_picture &&
            !rmx_input_is_sound(input->type))
            return input;
    }
    return NULL;
}

static bool looks_like_number(const char *text)
{
    return isdigit((unsigned char)*text) || strchr("-+.(", *text);
}

static const char *key_of(const struct rmx_effect *effect, const struct rmx_input *input)
{
    return rmx_effect_key(effect, (int)(input - effect->inputs));
}

const char *rmx_hint_of_parameters(struct rmx_arena *arena, const struct rmx_effect *effect,
                                   const char *name, const char *text)
{
    size_t word = strcspn(text, "=");
    if (text[word] && rmx_effect_input(effect, rmx_arena_copy_n(arena, text, word)) >= 0)
        return rmx_arena_printf(arena, "write `%s: {%.*s: %s}`", name, (int)word, text,
                                text + word + 1);
    const struct rmx_input *number = first_input(effect, false);
    const struct rmx_input *picture = first_input(effect, true);
    if (picture && (!number || !looks_like_number(text)))
        number = picture;
    return number
               ? rmx_arena_printf(arena, "write `%s: {%s: %s}`", name, key_of(effect, number), text)
               : NULL;
}

const char *rmx_hint_of_step(struct rmx_arena *arena, const char *text)
{
    size_t word = strcspn(text, " ,({");
    const char *rest = text + word + strspn(text + word, " ");
    if (text[0] == '-')
        return "a space is missing behind the '-'";
    if (*rest == '{')
        return rmx_arena_printf(arena, "write `%.*s: %s`", (int)word, text, rest);
    if (*rest == '(' && strstr(rest, ") "))
        return "write a list, each with its parameters by name: [blur: {radius: 4 px}, invert]";
    if (*rest == '(')
        return rmx_arena_printf(arena, "write `%.*s: {…}`: a parameter has its name", (int)word,
                                text);
    if (strchr(text, ','))
        return rmx_arena_printf(arena, "write a list: [%s]", text);
    return NULL;
}

// "pick(…)", "mix(…)".
static bool is_call(const char *text)
{
    size_t word = strspn(text, "abcdefghijklmnopqrstuvwxyz_");
    return word && text[word] == '(' && text[strlen(text) - 1] == ')';
}

static const char *with_slashes(struct rmx_arena *arena, const char *text)
{
    char *path = rmx_arena_copy(arena, text);
    for (char *at = path; (at = strchr(at, '\\'));)
        *at = '/';
    return path;
}

const char *rmx_hint_of_path(struct rmx_arena *arena, const char *text)
{
    if (strncmp(text, "file://", 7) == 0)
        return rmx_arena_printf(arena, "write the path alone: %s", text + 7);
    if (strstr(text, "://"))
        return "addresses on the network are not read: save the file beside the scene";
    if (text[0] == '~')
        return "'~' is not your home folder here: write the whole path";
    if (strncmp(text, "url(", 4) == 0)
        return rmx_arena_printf(arena, "write the path alone: %.*s", (int)strcspn(text + 4, ")"),
                                text + 4);
    if (is_call(text))
        return "a picture is a name or a file; for one that changes give each a layer with an "
               "`opacity:`, such as pick(beat, 1, 0)";
    if (strchr(text, '\\'))
        return rmx_arena_printf(arena, "folders are separated by '/': %s",
                                with_slashes(arena, text));
    return NULL;
}
