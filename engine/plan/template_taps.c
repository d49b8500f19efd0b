// SPDX-License-Identifier: GPL-3.0-or-later
// How an effect's reads of pictures are rewritten: as calls of functions that the pass gives it.
#include "plan/template_parts.h"

bool rmx_template_is_picture(const struct rmx_template_writer *w, const struct rmx_token *token)
{
    return rmx_template_find(&w->pictures, token) >= 0;
}

void rmx_template_keep_newlines(struct rmx_template_writer *w, int from, int to)
{
    for (int i = from; i < to; i++) {
        const struct rmx_token *token = rmx_template_token(w, i);
        for (int c = 0; token && c < token->length; c++)
            if (token->text[c] == '\n')
                rmx_text_add(w->out, token->in_directive ? "\\\n" : "\n");
    }
}

void rmx_template_add_name(struct rmx_template_writer *w, const char *family, const char *what,
                           const struct rmx_token *name)
{
    rmx_text_printf(w->out, "%s%c_%s%.*s", family, RMX_TEMPLATE_NUMBER, what, name->length,
                    name->text);
}

// The picture that a name stands for, a macro's name among them; NULL: none.
static const struct rmx_token *find_image(const struct rmx_template_writer *w,
                                          const struct rmx_token *token, struct rmx_token *room)
{
    if (!token || rmx_own_macros_parameter(&w->macros, token))
        return NULL;
    int alias = rmx_template_find(&w->aliases, token);
    if (alias >= 0) {
        *room = *token;
        room->text = w->effect->aliases[alias].image;
        room->length = (int)strlen(room->text);
        return room;
    }
    return rmx_template_is_picture(w, token) ? token : NULL;
}

// How a call that reads an image is written here. `takes_point`: more arguments follow the image.
static const struct tap {
    const char *call, *becomes;
    bool takes_point;
} taps[] = {
    {"IMG_NORM_PIXEL", "tap_", true},
    {"IMG_PIXEL", "pixel_", true},
    {"texture", "tap_", true},
    {"texture2D", "tap_", true},
    {"IMG_THIS_PIXEL", "here_", false},
    {"IMG_THIS_NORM_PIXEL", "here_", false},
    {"IMG_NORM_THIS_PIXEL", "here_", false},
    {"IMG_SIZE", "size_", false},
    {"textureSize", "texels_", true},
};

static const struct tap *find_tap(const struct rmx_token *token)
{
    for (size_t i = 0; i < sizeof(taps) / sizeof(*taps); i++)
        if (rmx_template_equals(token, taps[i].call))
            return &taps[i];
    return NULL;
}

// Whether the parentheses that open at token `i` hold exactly two arguments.
static bool has_two_arguments(const struct rmx_template_writer *w, int i)
{
    int depth = 0, commas = 0;
    bool in_directive = rmx_template_token(w, i)->in_directive; // it ends with its line
    for (; rmx_template_token(w, i) && rmx_template_token(w, i)->in_directive >= in_directive;
         i++) {
        depth += rmx_template_is_at(w, i, "(") || rmx_template_is_at(w, i, "[");
        depth -= rmx_template_is_at(w, i, ")") || rmx_template_is_at(w, i, "]");
        commas += depth == 1 && rmx_template_is_at(w, i, ",");
        if (!depth)
            break;
    }
    return commas == 1;
}

static bool is_own_point(const struct rmx_template_writer *w, int i, int *end)
{
    i = rmx_template_skip_blank(w, i);
    if ((!rmx_template_is_at(w, i, "isf_FragNormCoord") &&
         !rmx_template_is_at(w, i, "vv_FragNormCoord")) ||
        rmx_own_macros_meant(&w->macros, i))
        return false;
    i = rmx_template_skip_blank(w, i + 1);
    *end = i + 1;
    return rmx_template_is_at(w, i, ")");
}

static bool is_cube(const struct rmx_template_writer *w, const struct rmx_token *token)
{
    return rmx_template_find(&w->cubes, token) >= 0;
}

// texture(CUBE, ...) at token `i`; as rmx_template_write_tap.
static int write_cube(struct rmx_template_writer *w, int i)
{
    int open = rmx_template_skip_blank(w, i + 1), name = rmx_template_skip_blank(w, open + 1),
        comma = rmx_template_skip_blank(w, name + 1);
    bool reads = rmx_template_is_at(w, i, "texture") || rmx_template_is_at(w, i, "textureLod");
    if (!reads || !rmx_template_is_at(w, open, "(") || !is_cube(w, rmx_template_token(w, name)) ||
        !rmx_template_is_at(w, comma, ","))
        return i;
    rmx_template_add_name(w, "r", "cube_", rmx_template_token(w, name));
    rmx_text_add(w->out, "(");
    rmx_template_keep_newlines(w, i, comma);
    return comma + 1;
}

static int write_picture(struct rmx_template_writer *w, int i)
{
    const struct tap *tap = find_tap(rmx_template_token(w, i));
    int open = rmx_template_skip_blank(w, i + 1);
    if (!tap || !rmx_template_is_at(w, open, "("))
        return i;
    int name = rmx_template_skip_blank(w, open + 1);
    struct rmx_token room;
    const struct rmx_token *image = find_image(w, rmx_template_token(w, name), &room);
    if (!image)
        return i;
    int end = rmx_template_skip_blank(w, name + 1);
    if (!rmx_template_is_at(w, end, tap->takes_point ? "," : ")"))
        return i;
    if (tap->takes_point && !has_two_arguments(w, open))
        return i; // texture() with a bias needs the sampler
    const char *becomes = tap->becomes;
    int own_end;
    if (strcmp(becomes, "tap_") == 0 && is_own_point(w, end + 1, &own_end)) {
        becomes = "here_";
        end = own_end - 1;
    }
    rmx_template_add_name(w, "r", becomes, image);
    rmx_text_add(w->out, rmx_template_is_at(w, end, ")") ? "()" : "(");
    rmx_template_keep_newlines(w, i, end);
    return end + 1;
}

int rmx_template_write_tap(struct rmx_template_writer *w, int i)
{
    int next = write_cube(w, i);
    return next == i ? write_picture(w, i) : next;
}

bool rmx_template_write_companion(struct rmx_template_writer *w, const struct rmx_token *token)
{
    static const struct {
        const char *ending, *value;
    } companions[] = {
        {"_imgSize", NULL}, {"_imgRect", "vec4(0.0, 0.0, 1.0, 1.0)"}, {"_flip", "false"}};
    for (size_t k = 0; token->text[0] == '_' && k < sizeof(companions) / sizeof(*companions); k++) {
        int length = (int)strlen(companions[k].ending), rest = token->length - length;
        if (rest < 2 || strncmp(token->text + rest, companions[k].ending, (size_t)length) != 0)
            continue;
        struct rmx_token name = *token;
        name.text++;
        name.length = rest - 1;
        if (!rmx_template_is_picture(w, &name))
            return false;
        if (companions[k].value) {
            rmx_text_add(w->out, companions[k].value);
        } else {
            rmx_template_add_name(w, "r", "size_", &name);
            rmx_text_add(w->out, "()");
        }
        return true;
    }
    return false;
}
