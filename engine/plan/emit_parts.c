// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/emit_parts.h"

#include "glsl/foreign.h"
#include "glsl/words.h"

#include <stdio.h>
#include <string.h>

const struct rmx_step *rmx_emit_step_of(const struct rmx_printer *e, int k)
{
    return &e->plan->steps[e->pass->steps[k]];
}

// The templates of the effects that were met, so that an effect used often is rewritten once.
struct rmx_template *rmx_emit_template(struct rmx_printer *e, const struct rmx_effect *effect)
{
    for (int i = 0; i < e->cache.count; i++)
        if (e->cache.items[i].effect == effect)
            return e->cache.items[i].template;
    struct rmx_template_entry *entry = RMX_PUSH(e->arena, &e->cache.items, &e->cache.count);
    *entry = (struct rmx_template_entry){effect, rmx_template_create(e->arena, effect)};
    return entry->template;
}

char *rmx_emit_take(struct rmx_printer *e)
{
    char *code = rmx_arena_copy_n(e->arena, e->code.data, e->code.length);
    rmx_text_clear(&e->code);
    return code;
}

// `#line` number S of a file; 0 is the engine's own text.
int rmx_emit_text_number(struct rmx_printer *e, const struct rmx_source_text *text)
{
    for (int i = 1; i < e->shaders.text_count; i++)
        if (e->shaders.texts[i] == text)
            return i;
    *RMX_PUSH(e->arena, &e->shaders.texts, &e->shaders.text_count) = text;
    return e->shaders.text_count - 1;
}

static bool is_include(const char *line, size_t length)
{
    const char *hash = memchr(line, '#', length);
    return hash && memmem(hash, length - (size_t)(hash - line), "include", 7);
}

static void emit_without_includes(struct rmx_printer *e, const struct rmx_library *library)
{
    const char *at = library->code ? library->code : library->source->text;
    const char *end = at + (library->code ? strlen(library->code) : library->source->length);
    while (at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t length = (size_t)((newline ? newline : end) - at);
        if (!is_include(at, length))
            rmx_text_add_n(&e->code, at, length);
        rmx_text_add(&e->code, "\n");
        at += length + 1;
    }
}

// What the loops of libraries of others have left, once a shader.
static void emit_rounds(struct rmx_printer *e, const struct rmx_library *library)
{
    if (library->counts_rounds && !e->has_rounds)
        rmx_text_printf(&e->code, "int " RMX_FOREIGN_ROUNDS " = %d;\n", rmx_emit_rounds(e));
    e->has_rounds |= library->counts_rounds;
}

void rmx_emit_library(struct rmx_printer *e, const struct rmx_library *library)
{
    for (int i = 0; i < e->library_count; i++)
        if (e->libraries[i] == library)
            return;
    *RMX_PUSH(e->arena, &e->libraries, &e->library_count) = library;
    for (int i = 0; i < library->library_count; i++)
        rmx_emit_library(e, library->libraries[i]);
    emit_rounds(e, library);
    rmx_text_printf(&e->code, "#line 1 %d\n", rmx_emit_text_number(e, library->source));
    emit_without_includes(e, library);
}

void rmx_emit_numbered(struct rmx_text *out, const char *template, int k)
{
    char number[12];
    snprintf(number, sizeof(number), "%d", k);
    for (const char *at = template; *at;) {
        const char *mark = strchr(at, RMX_TEMPLATE_NUMBER);
        rmx_text_add_n(out, at, mark ? (size_t)(mark - at) : strlen(at));
        if (!mark)
            return;
        rmx_text_add(out, number);
        at = mark + 1;
    }
}

static const char *type_of(enum rmx_input_type type)
{
    switch (type) {
    case RMX_INPUT_FLOAT: return "float";
    case RMX_INPUT_BOOL:
    case RMX_INPUT_EVENT: return "bool";
    case RMX_INPUT_LONG: return "int";
    case RMX_INPUT_POINT2D: return "vec2";
    case RMX_INPUT_COLOR: return "vec4";
    case RMX_INPUT_IMAGE:
    case RMX_INPUT_AUDIO:
    case RMX_INPUT_AUDIO_FFT: break;
    }
    return NULL;
}

// Of an input whose file keeps its names.
static const char *kept_name(const struct rmx_printer *e, const char *name)
{
    struct rmx_token word = {.kind = RMX_TOKEN_NAME, .text = name, .length = (int)strlen(name)};
    return rmx_word_is_newer(&word) ? rmx_arena_printf(e->arena, RMX_PLAIN_PREFIX "%s", name)
                                    : name;
}

static struct rmx_number input_number(const struct rmx_printer *e, const struct rmx_slot *slot)
{
    const struct rmx_effect *effect = e->plan->steps[slot->step].effect;
    const struct rmx_input *input = &effect->inputs[slot->index];
    int k = rmx_pass_number(e->pass, slot->step);
    return (struct rmx_number){type_of(input->type),
                               effect->keeps_names
                                   ? kept_name(e, input->name)
                                   : rmx_arena_printf(e->arena, "n%d_%s", k, input->name)};
}

static struct rmx_number clock_number(const struct rmx_printer *e, const struct rmx_slot *slot)
{
    const struct rmx_effect *effect = e->plan->steps[slot->step].effect;
    const char *name = effect->clocks[slot->index].name;
    int k = rmx_pass_number(e->pass, slot->step);
    return (struct rmx_number){"float", effect->keeps_names
                                            ? kept_name(e, name)
                                            : rmx_arena_printf(e->arena, "n%d_%s", k, name)};
}

static int texture_of_picture(const struct rmx_pass *pass, const struct rmx_slot *slot)
{
    int t = 0;
    while (pass->textures[t].picture_offset != slot->offset)
        t++;
    return t;
}

struct rmx_number rmx_emit_number(const struct rmx_printer *e, const struct rmx_slot *slot)
{
    static const struct rmx_number automatic[] = {
        [RMX_SLOT_VIEW] = {"vec4", "rmx_view"},        [RMX_SLOT_DATE] = {"vec4", "DATE"},
        [RMX_SLOT_JITTER] = {"vec2", "rmx_jitter"},    [RMX_SLOT_TIME] = {"float", "TIME"},
        [RMX_SLOT_TIMEDELTA] = {"float", "TIMEDELTA"}, [RMX_SLOT_FRAME] = {"int", "FRAMEINDEX"},
        [RMX_SLOT_GRID] = {"ivec4", "rmx_grid"},       [RMX_SLOT_MOMENTS] = {"vec4", "rmx_moments"},
        [RMX_SLOT_MOVED] = {"int", "rmx_moved_tap"},   [RMX_SLOT_PLACE] = {"vec4", "rmx_layer_at"},
    };
    switch (slot->kind) {
    case RMX_SLOT_INPUT: return input_number(e, slot);
    case RMX_SLOT_CLOCK: return clock_number(e, slot);
    case RMX_SLOT_LEVEL:
        return (struct rmx_number){"float", rmx_arena_printf(e->arena, "rmx_level%d", slot->index)};
    case RMX_SLOT_PICTURE:
        return (struct rmx_number){
            "int", rmx_arena_printf(e->arena, "rmx_picture%d", texture_of_picture(e->pass, slot))};
    case RMX_SLOT_CAMERA:
        return (struct rmx_number){"vec4", rmx_arena_printf(e->arena, "rmx_camera%d", slot->index)};
    case RMX_SLOT_VIEW:
    case RMX_SLOT_JITTER:
    case RMX_SLOT_TIME:
    case RMX_SLOT_TIMEDELTA:
    case RMX_SLOT_DATE:
    case RMX_SLOT_FRAME:
    case RMX_SLOT_GRID:
    case RMX_SLOT_PLACE:
    case RMX_SLOT_MOVED:
    case RMX_SLOT_MOMENTS: break;
    }
    return automatic[slot->kind];
}

void rmx_emit_numbers(const struct rmx_printer *e, struct rmx_text *out)
{
    for (int i = 0; i < e->pass->slot_count; i++) {
        struct rmx_number number = rmx_emit_number(e, &e->pass->slots[i]);
        e->dialect->number(out, number.type, number.name);
    }
}

static const char snap_helper[] = "vec2 rmx_snap(vec2 p, vec2 size) { return (clamp(floor(p * "
                                  "size), vec2(0.0), size - 1.0) + 0.5) / size; }\n";
static const char straight_helper[] =
    "vec4 rmx_straight(vec4 c) { return c.a > 0.0 ? vec4(c.rgb / c.a, c.a) : vec4(0.0); }\n"
    "vec4 rmx_opaque(vec4 c) { return vec4(c.rgb, 1.0); }\n"; // what is known needs no blending
static const char clean_helper[] = "vec4 rmx_clean_clamp(vec4 c, float low, float high)\n"
                                   "{ return clamp(mix(c, vec4(0.0), isnan(c)), low, high); }\n";

const char *rmx_emit_engine_text(const struct rmx_printer *e, const char *name)
{
    return rmx_catalog_engine_text(e->plan->params.catalog, name);
}

static const char *light_define(const struct rmx_printer *e) // lib/light.glsl reads it
{
    return e->plan->scene->encoded_light ? "#define REMONTAGE_ENCODED_LIGHT\n" : "";
}

const char *rmx_emit_defines(const struct rmx_printer *e)
{
    return rmx_arena_printf(e->arena, "%s%s", light_define(e), e->dialect->helpers);
}

void rmx_emit_head(const struct rmx_printer *e, const char *stage, struct rmx_text *out)
{
    rmx_text_printf(out, "%s%s%s", e->dialect->version, light_define(e), stage);
    if (e->flat) {
        rmx_emit_flat_inputs(e, out);
    } else {
        rmx_text_add(out, e->dialect->block_open);
        rmx_emit_numbers(e, out);
        rmx_text_add(out, e->dialect->block_close);
    }
    for (int t = 0; t < e->pass->texture_count - e->pass->layer_count; t++)
        e->dialect->texture(out, t);
    rmx_text_add(out, e->dialect->helpers);
    rmx_text_add(out, straight_helper);
    if (e->weighs)
        rmx_text_add(out, rmx_emit_engine_text(e, e->dialect->weigher));
    if (e->plan->params.snap)
        rmx_text_add(out, snap_helper);
    if (e->plan->params.guard_nan)
        rmx_text_add(out, clean_helper);
}
