// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/plain_glsl.h"

#include "base/place.h"
#include "isf/uniforms.h"

#include <string.h>

enum { MOST_BYTES = 1024 * 1024, CHANNELS = 4 };

// What other hosts give, and what that is here; `@` is the pointer, a point in pixels. "": it is
// here by that name, too. NULL: what was drawn a frame before.
static const struct host_name {
    const char *type, *name, *value;
} host_names[] = {
    {"float", "iTime", "TIME"},
    {"float", "iGlobalTime", "TIME"},
    {"float", "iTimeDelta", "TIMEDELTA"},
    {"int", "iFrame", "FRAMEINDEX"},
    {"float", "iFrame", "float(FRAMEINDEX)"},
    {"float", "iFrameRate", "1.0 / max(TIMEDELTA, 0.001)"},
    {"vec4", "iDate", "DATE - vec4(0.0, 1.0, 0.0, 0.0)"}, // January is 0
    {"float", "iSampleRate", "44100.0"},
    {"vec3", "iResolution", "vec3(RENDERSIZE, 1.0)"},
    {"vec2", "iResolution", "RENDERSIZE"},
    {"vec4", "iMouse", "vec4(@, @.x, -@.y)"}, // held where it was pressed
    {"vec3", "iMouse", "vec3(@, @.x)"},
    {"vec2", "iMouse", "@"},
    {"float", "u_time", "TIME"},
    {"float", "u_delta", "TIMEDELTA"},
    {"int", "u_frame", "FRAMEINDEX"},
    {"float", "u_frame", "float(FRAMEINDEX)"},
    {"vec4", "u_date", "DATE - vec4(0.0, 1.0, 0.0, 0.0)"},
    {"vec2", "u_resolution", "RENDERSIZE"},
    {"vec3", "u_resolution", "vec3(RENDERSIZE, 1.0)"},
    {"vec2", "u_mouse", "@"},
    {"vec4", "u_mouse", "vec4(@, 0.0, 0.0)"},
    {"sampler2D", "u_backbuffer", NULL},
    {"float", "time", "TIME"},
    {"vec2", "resolution", "RENDERSIZE"},
    {"vec3", "resolution", "vec3(RENDERSIZE, 1.0)"},
    {"vec2", "surfaceSize", "vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0)"},
    {"sampler2D", "backbuffer", NULL},
    {"float", "TIME", ""},
    {"vec2", "RENDERSIZE", ""},
};
enum { HOST_NAMES = sizeof(host_names) / sizeof(*host_names) };

struct writer {
    struct rmx_uniforms uniforms; // and varyings
    struct rmx_names known;       // what the text itself declares
    bool is_toy;
    const char *pointer; // its input's name; NULL: not read
    const char *buffer;  // what was drawn before; NULL: not read
    struct rmx_text preamble;
};

static const struct host_name *find_host(const struct rmx_uniform *uniform)
{
    for (int i = 0; i < HOST_NAMES; i++)
        if (rmx_token_is(uniform->name, host_names[i].name) &&
            rmx_token_is(uniform->type, host_names[i].type))
            return &host_names[i];
    return NULL;
}

static bool is_varying(const struct rmx_uniform *uniform)
{
    return !rmx_token_is(uniform->word, "uniform");
}

// glslViewer's size of the picture `u_tex0`: `u_tex0Resolution`.
static int picture_of_size(const struct rmx_uniform *uniform)
{
    static const char ending[] = "Resolution";
    int most = (int)sizeof(ending) - 1, length = uniform->name->length - most;
    bool is = length > 2 && memcmp(uniform->name->text, "u_", 2) == 0 &&
              memcmp(uniform->name->text + length, ending, (size_t)most) == 0;
    return is && rmx_token_is(uniform->type, "vec2") ? length : 0;
}

static bool is_hosts(const struct rmx_uniform *uniform)
{
    if (is_varying(uniform))
        return rmx_token_is(uniform->type, "vec2") || rmx_token_is(uniform->type, "vec3") ||
               rmx_token_is(uniform->type, "vec4");
    return find_host(uniform) || picture_of_size(uniform) ||
           rmx_token_is(uniform->name, "iChannelResolution") ||
           rmx_token_is(uniform->name, "iChannelTime");
}

static const struct rmx_uniform *find_uniform(const struct writer *w, const char *name)
{
    for (int i = 0; i < w->uniforms.count; i++)
        if (rmx_token_is(w->uniforms.items[i].name, name))
            return &w->uniforms.items[i];
    return NULL;
}

static bool is_said(const struct writer *w, const char *name)
{
    const struct rmx_tokens *tokens = &w->uniforms.tokens;
    for (int i = 0; i < tokens->count; i++)
        if (rmx_token_is(&tokens->items[i], name) && !rmx_token_at_is(tokens, i - 1, "."))
            return true;
    return false;
}

// A name of Shadertoy's that the text reads and does not declare.
static bool is_toys(const struct writer *w, const char *name)
{
    return rmx_names_get(&w->known, name, strlen(name)) < 0 && !find_uniform(w, name) &&
           is_said(w, name);
}

static void find_known(struct writer *w)
{
    struct rmx_arena *arena = w->uniforms.arena;
    struct rmx_text text = {0};
    rmx_uniforms_write(&w->uniforms, "", &text);
    const char *copy = rmx_arena_copy_n(arena, text.data ? text.data : "", text.length);
    struct rmx_tokens tokens = rmx_lex(arena, copy, text.length);
    rmx_text_finish(&text);
    struct rmx_code code = rmx_code_make(arena, &tokens);
    struct rmx_macros macros = rmx_macros_find(arena, &tokens);
    w->known = code.too_deep ? (struct rmx_names){.arena = arena}
                             : rmx_declarations_find(arena, &code, &macros, NULL).known;
}

// A name that the text does not use.
static const char *name_pointer(const struct writer *w)
{
    static const char *const names[] = {"mouse", "pointer", "mouse_at", "pointer_at"};
    size_t i = 0;
    while (i < sizeof(names) / sizeof(*names) - 1 && is_said(w, names[i]))
        i++;
    return names[i];
}

static void declare(struct writer *w, const char *type, const struct rmx_token *name,
                    const char *value)
{
    rmx_text_printf(&w->preamble, "%s %.*s = ", type, name->length, name->text);
    for (const char *c = value; *c; c++) {
        if (*c != '@') {
            rmx_text_add_n(&w->preamble, c, 1);
            continue;
        }
        if (!w->pointer)
            w->pointer = name_pointer(w);
        rmx_text_printf(&w->preamble, "(%s * RENDERSIZE)", w->pointer);
    }
    rmx_text_add(&w->preamble, "; ");
}

// What a vertex shader of a plain rectangle hands on.
static void declare_varying(struct writer *w, const struct rmx_uniform *uniform)
{
    const char *name =
        rmx_arena_copy_n(w->uniforms.arena, uniform->name->text, (size_t)uniform->name->length);
    if (strcmp(name, "surfacePosition") == 0)
        declare(w, "vec2", uniform->name,
                "(isf_FragNormCoord - 0.5) * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0)");
    else if (rmx_token_is(uniform->type, "vec2"))
        declare(w, "vec2", uniform->name, "isf_FragNormCoord");
    else if (rmx_token_is(uniform->type, "vec3"))
        declare(w, "vec3", uniform->name,
                strcasestr(name, "normal") ? "vec3(0.0, 0.0, 1.0)"
                                           : "vec3(isf_FragNormCoord * 2.0 - 1.0, 0.0)");
    else
        declare(w, "vec4", uniform->name,
                strcasestr(name, "colo") ? "vec4(1.0)" : "vec4(isf_FragNormCoord, 0.0, 1.0)");
}

static void declare_uniform(struct writer *w, const struct rmx_uniform *uniform)
{
    struct rmx_arena *arena = w->uniforms.arena;
    const struct rmx_token *name = uniform->name;
    const struct host_name *host = find_host(uniform);
    int picture = host ? 0 : picture_of_size(uniform);
    if (picture) {
        const char *word = rmx_arena_copy_n(arena, name->text, (size_t)picture);
        const struct rmx_uniform *of = find_uniform(w, word);
        bool is_picture = of && rmx_token_is(of->type, "sampler2D");
        declare(w, "vec2", name,
                is_picture ? rmx_arena_printf(arena, "IMG_SIZE(%s)", word) : "RENDERSIZE");
    } else if (host && !host->value) {
        w->buffer = rmx_arena_copy_n(arena, name->text, (size_t)name->length);
    } else if (host && *host->value) {
        declare(w, host->type, name, host->value);
    }
}

// Each name once: those that the text declares, and Shadertoy's own.
static void declare_names(struct writer *w)
{
    for (int i = 0; i < w->uniforms.count; i++) {
        const struct rmx_uniform *uniform = &w->uniforms.items[i];
        const char *name =
            rmx_arena_copy_n(w->uniforms.arena, uniform->name->text, (size_t)uniform->name->length);
        if (uniform->kind || find_uniform(w, name) != uniform)
            continue;
        if (is_varying(uniform))
            declare_varying(w, uniform);
        else
            declare_uniform(w, uniform);
    }
    for (int i = 0; i < HOST_NAMES; i++) {
        const char *name = host_names[i].name;
        const struct rmx_token word = {.text = name, .length = (int)strlen(name)};
        bool is_first = i == 0 || strcmp(name, host_names[i - 1].name) != 0;
        if (*name == 'i' && is_first && is_toys(w, name))
            declare(w, host_names[i].type, &word, host_names[i].value);
    }
}

static const char *channel_name(struct rmx_arena *arena, int channel)
{
    return rmx_arena_printf(arena, "iChannel%d", channel);
}

// Channels are read by number: those that are no pictures have the size of this one.
static void declare_channels(struct writer *w)
{
    struct rmx_arena *arena = w->uniforms.arena;
    const struct rmx_uniform *declared = find_uniform(w, "iChannelResolution");
    if (declared || is_toys(w, "iChannelResolution")) {
        rmx_text_add(&w->preamble, "vec3 iChannelResolution[4] = vec3[4](");
        for (int i = 0; i < CHANNELS; i++) {
            const char *name = channel_name(arena, i);
            bool is_picture = find_uniform(w, name) || is_toys(w, name);
            rmx_text_printf(&w->preamble, "%svec3(%s, 1.0)", i ? ", " : "",
                            is_picture ? rmx_arena_printf(arena, "IMG_SIZE(%s)", name)
                                       : "RENDERSIZE");
        }
        rmx_text_add(&w->preamble, "); ");
    }
    if (find_uniform(w, "iChannelTime") || is_toys(w, "iChannelTime"))
        rmx_text_add(&w->preamble, "float iChannelTime[4] = float[4](TIME, TIME, TIME, TIME); ");
}

static void add_pointer(const struct writer *w, cJSON *inputs)
{
    if (!w->pointer)
        return;
    // Shadertoy's is at nothing until it is pressed.
    double at = is_said(w, "iMouse") ? 0.0 : 0.5;
    cJSON *input = rmx_input_add(inputs, w->pointer, "point2D");
    cJSON_AddItemToObject(input, "DEFAULT", cJSON_CreateDoubleArray((double[]){at, at}, 2));
    cJSON_AddItemToObject(input, "MIN", cJSON_CreateDoubleArray((double[]){0.0, 0.0}, 2));
    cJSON_AddItemToObject(input, "MAX", cJSON_CreateDoubleArray((double[]){1.0, 1.0}, 2));
}

static void add_buffer(const struct writer *w, cJSON *root)
{
    if (!w->buffer)
        return;
    cJSON *pass = cJSON_CreateObject();
    cJSON_AddItemToArray(cJSON_AddArrayToObject(root, "PASSES"), pass);
    cJSON_AddStringToObject(pass, "TARGET", w->buffer);
    cJSON_AddBoolToObject(pass, "PERSISTENT", true);
}

static const char *write_header(const struct writer *w)
{
    struct rmx_arena *arena = w->uniforms.arena;
    cJSON *root = cJSON_CreateObject();
    cJSON_AddStringToObject(root, "ISFVSN", "2");
    cJSON_AddStringToObject(root, "DESCRIPTION",
                            w->is_toy ? "a shader of Shadertoy" : "a shader of plain GLSL");
    cJSON_AddStringToObject(root, "CREDIT", rmx_said_after(arena, &w->uniforms.tokens, "author:"));
    cJSON *inputs = cJSON_AddArrayToObject(root, "INPUTS");
    for (int i = 0; i < CHANNELS; i++)
        if (is_toys(w, channel_name(arena, i)))
            rmx_input_add(inputs, channel_name(arena, i), "image");
    rmx_uniforms_add(&w->uniforms, inputs);
    add_pointer(w, inputs);
    add_buffer(w, root);
    const char *text = rmx_header_print(arena, root);
    cJSON_Delete(root);
    return text;
}

static bool is_toy(const struct rmx_tokens *tokens)
{
    static const char *const toy[] = {"void", "mainImage", "(", NULL};
    static const char *const plain[] = {"void", "main", "(", NULL};
    bool has_toy = false, has_main = false;
    for (int i = 0; i < tokens->count; i++) {
        has_toy |= rmx_tokens_are(tokens, i, toy);
        has_main |= rmx_tokens_are(tokens, i, plain);
    }
    return has_toy && !has_main;
}

struct rmx_source_text *rmx_plain_glsl_isf(struct rmx_arena *arena,
                                           const struct rmx_source_text *source)
{
    static const char *const words[] = {"uniform", "varying", "in", NULL};
    struct writer *w = RMX_NEW(arena, struct writer, 1);
    w->uniforms = (struct rmx_uniforms){.arena = arena,
                                        .tokens = rmx_lex(arena, source->text, source->length),
                                        .words = words,
                                        .is_hosts = is_hosts};
    w->is_toy = is_toy(&w->uniforms.tokens);
    rmx_uniforms_find(&w->uniforms);
    find_known(w);
    declare_names(w);
    declare_channels(w);
    struct rmx_text out = {0};
    rmx_text_printf(&out, "/*%s*/", write_header(w));
    rmx_uniforms_write(&w->uniforms, rmx_text_string(&w->preamble), &out);
    rmx_text_finish(&w->preamble);
    // Shadertoy's screen has no transparency.
    rmx_text_add(&out, w->is_toy ? "\nvoid main() { vec4 toy = vec4(0.0, 0.0, 0.0, 1.0); "
                                   "mainImage(toy, gl_FragCoord.xy); "
                                   "gl_FragColor = vec4(toy.rgb, 1.0); }\n"
                                 : "\n");
    return rmx_source_rewritten(arena, source, &out);
}

// glslViewer compiles one file many times, once for each buffer: `#ifdef BUFFER_0`.
static const struct rmx_token *find_buffers(const struct rmx_tokens *tokens)
{
    static const char *const words[] = {"BUFFER_", "DOUBLE_BUFFER_", "CONVOLUTION_PYRAMID_"};
    for (int i = 0; i < tokens->count; i++) {
        const struct rmx_token *token = &tokens->items[i];
        for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++) {
            int length = (int)strlen(words[k]);
            if (token->in_directive && token->kind == RMX_TOKEN_NAME && token->length > length &&
                memcmp(token->text, words[k], (size_t)length) == 0 &&
                strchr("0123456789", token->text[length]))
                return token;
        }
    }
    return NULL;
}

static bool has_buffers(const struct rmx_source_text *source, struct rmx_errors *errors)
{
    struct rmx_arena *scratch = rmx_arena_create();
    struct rmx_tokens tokens = rmx_lex(scratch, source->text, source->length);
    const struct rmx_token *word = find_buffers(&tokens);
    if (word)
        rmx_errors_add(errors, rmx_place(source, word->text, (size_t)word->length), "isf-buffers",
                       "this shader of glslViewer draws its buffers (%.*s) by being "
                       "compiled for each, which is not done here",
                       word->length, word->text)
            ->hint = "as ISF, a buffer is a TARGET of PASSES, and PASSINDEX says which is drawn";
    rmx_arena_destroy(scratch);
    return word != NULL;
}

struct rmx_effect *rmx_plain_glsl_read(struct rmx_arena *arena,
                                       const struct rmx_source_text *source, const char *name,
                                       const char *folder, bool is_ours,
                                       const struct rmx_include_finder *finder,
                                       struct rmx_errors *errors)
{
    if (source->length <= MOST_BYTES && has_buffers(source, errors))
        return NULL;
    const struct rmx_source_text *isf =
        source->length <= MOST_BYTES ? rmx_plain_glsl_isf(arena, source) : source;
    struct rmx_effect *effect =
        rmx_effect_read(arena, isf, name, folder, is_ours, NULL, finder, errors);
    for (int i = 0; effect && i < effect->input_count; i++)
        effect->inputs[i].has_range = false;
    return effect;
}
