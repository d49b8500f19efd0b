// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/emit_parts.h"

#include <stdio.h>
#include <string.h>

// The templates of the effects that were met, so that an effect used often is rewritten once.
struct rmx_template *rmx_emit_template(struct rmx_emitter *e, const struct rmx_effect *effect)
{
    for (int i = 0; i < e->cache.count; i++)
        if (e->cache.items[i].effect == effect)
            return e->cache.items[i].template;
    struct rmx_template_entry *entry = RMX_PUSH(e->arena, &e->cache.items, &e->cache.count);
    *entry = (struct rmx_template_entry){effect, rmx_template_create(e->arena, effect)};
    return entry->template;
}

// Reserves std140 space for `components` numbers of 4 bytes and returns its offset.
static int reserve(struct rmx_pass *pass, int components)
{
    int size = components * 4;
    int offset = (pass->block_size + size - 1) / size * size;
    pass->block_size = offset + size;
    return offset;
}

void rmx_emit_slot(struct rmx_emitter *e, struct rmx_slot slot, int components)
{
    slot.offset = reserve(e->pass, components);
    *RMX_PUSH(e->arena, &e->pass->slots, &e->pass->slot_count) = slot;
}

static const char *glsl_type(enum rmx_input_type type)
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

void rmx_emit_inputs(struct rmx_emitter *e, int k)
{
    int s = e->pass->steps[k];
    const struct rmx_effect *effect = e->plan->steps[s].effect;
    for (int i = 0; i < effect->input_count; i++) {
        const struct rmx_input *input = &effect->inputs[i];
        const char *type = glsl_type(input->type);
        if (!type)
            continue;
        if (effect->keeps_names)
            rmx_text_printf(&e->block, "    %s %s;\n", type, input->name);
        else
            rmx_text_printf(&e->block, "    %s n%d_%s;\n", type, k, input->name);
        struct rmx_slot slot = {.kind = RMX_SLOT_INPUT, .step = s, .index = i};
        rmx_emit_slot(e, slot, rmx_input_components(input->type));
    }
}

static void declare(struct rmx_emitter *e, const char *declaration, enum rmx_slot_kind kind,
                    int components)
{
    rmx_text_printf(&e->block, "    %s;\n", declaration);
    rmx_emit_slot(e, (struct rmx_slot){.kind = kind}, components);
}

struct usage {
    bool time, timedelta, date, frame;
};

static struct usage usage_of(const struct rmx_plan *plan, const struct rmx_pass *pass)
{
    struct usage usage = {0};
    for (int k = 0; k < pass->step_count; k++) {
        const struct rmx_effect *effect = plan->steps[pass->steps[k]].effect;
        usage.time |= effect->uses_time;
        usage.timedelta |= effect->uses_timedelta;
        usage.date |= effect->uses_date;
        usage.frame |= effect->uses_frame;
    }
    return usage;
}

void rmx_emit_automatic(struct rmx_emitter *e)
{
    struct usage usage = usage_of(e->plan, e->pass);
    declare(e, "vec4 rmx_view", RMX_SLOT_VIEW, 4);
    if (usage.date)
        declare(e, "vec4 DATE", RMX_SLOT_DATE, 4);
    if (e->plan->params.jitter)
        declare(e, "vec2 rmx_jitter", RMX_SLOT_JITTER, 2);
    if (usage.time)
        declare(e, "float TIME", RMX_SLOT_TIME, 1);
    if (usage.timedelta)
        declare(e, "float TIMEDELTA", RMX_SLOT_TIMEDELTA, 1);
    if (usage.frame)
        declare(e, "int FRAMEINDEX", RMX_SLOT_FRAME, 1);
}

// `#line` number S of a file; 0 is the engine's own text.
int rmx_emit_text_number(struct rmx_emitter *e, const struct rmx_source_text *text)
{
    for (int i = 1; i < e->pass->text_count; i++)
        if (e->pass->texts[i] == text)
            return i;
    *RMX_PUSH(e->arena, &e->pass->texts, &e->pass->text_count) = text;
    return e->pass->text_count - 1;
}

static bool is_include(const char *line, size_t length)
{
    const char *hash = memchr(line, '#', length);
    return hash && memmem(hash, length - (size_t)(hash - line), "include", 7);
}

static void emit_without_includes(struct rmx_emitter *e, const struct rmx_source_text *source)
{
    const char *at = source->text, *end = at + source->length;
    while (at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t length = (size_t)((newline ? newline : end) - at);
        if (!is_include(at, length))
            rmx_text_add_n(&e->code, at, length);
        rmx_text_add(&e->code, "\n");
        at += length + 1;
    }
}

void rmx_emit_library(struct rmx_emitter *e, const struct rmx_library *library)
{
    for (int i = 0; i < e->library_count; i++)
        if (e->libraries[i] == library)
            return;
    *RMX_PUSH(e->arena, &e->libraries, &e->library_count) = library;
    for (int i = 0; i < library->library_count; i++)
        rmx_emit_library(e, library->libraries[i]);
    rmx_text_printf(&e->code, "#line 1 %d\n", rmx_emit_text_number(e, library->source));
    emit_without_includes(e, library->source);
}

static int number_in_pass(const struct rmx_pass *pass, int step)
{
    for (int k = 0; k < pass->step_count; k++)
        if (pass->steps[k] == step)
            return k;
    return -1;
}

// Sources are read at a level for each place that reads them; a stored picture needs one sampler a
// pass.
static int texture_number(struct rmx_emitter *e, int k, int step, bool past)
{
    struct rmx_pass *pass = e->pass;
    bool is_stored = step < 0 || e->plan->steps[step].effect;
    if (is_stored)
        for (int i = 0; i < pass->texture_count; i++)
            if (pass->textures[i].step == step && pass->textures[i].past == past)
                return i;
    int number = pass->texture_count;
    struct rmx_pass_texture *texture = RMX_PUSH(e->arena, &pass->textures, &pass->texture_count);
    texture->step = step;
    texture->past = past;
    texture->reader = is_stored ? -1 : pass->steps[k];
    rmx_text_printf(&e->block, "    float rmx_level%d;\n", number);
    rmx_emit_slot(e, (struct rmx_slot){.kind = RMX_SLOT_LEVEL, .index = number}, 1);
    pass->textures[number].level_offset = pass->slots[pass->slot_count - 1].offset;
    int source = step < 0 ? -1 : e->plan->steps[step].source;
    if (!is_stored && source >= 0 && e->plan->scene->sources[source].kind == RMX_SOURCE_FOLDER) {
        rmx_text_printf(&e->block, "    int rmx_picture%d;\n", number);
        rmx_emit_slot(e, (struct rmx_slot){.kind = RMX_SLOT_PICTURE, .index = source}, 1);
        pass->textures[number].picture_offset = pass->slots[pass->slot_count - 1].offset;
    }
    return number;
}

// A picture of this sample was drawn off its place; frames before are left undisturbed.
static bool is_jittered(const struct rmx_plan *plan, const struct rmx_step *source, bool past)
{
    return plan->params.jitter && source && source->effect && !past && !source->width &&
           !source->height;
}

// The functions by which step `k` reads one picture that is a texture; step -1 is transparent
// black.
static bool is_premultiplied(const struct rmx_step *step)
{
    return step->fragments && step->fragments->way != RMX_FRAGMENTS_GATHER;
}

static void emit_texture_taps(struct rmx_emitter *e, int k, const char *name, int from, bool past)
{
    int t = texture_number(e, k, from, past);
    const struct rmx_step *source = from < 0 ? NULL : &e->plan->steps[from];
    bool is_stored = source && source->effect;
    bool is_file = source && source->source >= 0 && !is_stored;
    bool has_alpha = is_file && e->plan->params.sources[source->source].has_alpha;
    // A picture of fragments is premultiplied, and so may a source's be.
    int drawn = source && source->past_of >= 0 ? source->past_of : from;
    bool divides = is_file ? has_alpha : source && is_premultiplied(&e->plan->steps[drawn]);
    rmx_text_printf(&e->code, "#define r%d_sampler_%s rmx_texture%d\n", k, name, t);
    rmx_text_printf(&e->code,
                    "vec2 r%d_size_%s() { return vec2(textureSize(rmx_texture%d, 0)); }\n", k, name,
                    t);
    rmx_text_printf(
        &e->code,
        "vec4 r%d_read_%s(vec2 p) { return %s(textureLod(rmx_texture%d, p%s, rmx_level%d)); }\n", k,
        name,
        divides   ? "rmx_straight"
        : is_file ? "rmx_opaque"
                  : "",
        t, is_jittered(e->plan, source, past) ? " - rmx_jitter" : "", t);
    // The sampler clamps to the edge by itself.
    rmx_text_printf(
        &e->code, "vec4 r%d_tap_%s(vec2 p) { return r%d_read_%s(%s); }\n", k, name, k, name,
        e->plan->params.snap ? rmx_arena_printf(e->arena, "rmx_snap(p, r%d_size_%s())", k, name)
                             : "p");
}

static void emit_fused_taps(struct rmx_emitter *e, int k, const char *name, int from)
{
    int u = number_in_pass(e->pass, from);
    rmx_text_printf(&e->code, "vec2 r%d_size_%s() { return rmx_view.xy; }\n", k, name);
    rmx_text_printf(&e->code, "vec4 r%d_read_%s(vec2 p) { return r%d_image(p); }\n", k, name, u);
    rmx_text_printf(&e->code, "vec4 r%d_tap_%s(vec2 p) { return r%d_image(%s(p, rmx_view.xy)); }\n",
                    k, name, u, e->plan->params.snap ? "rmx_snap" : "rmx_clamp");
}

// Fragments that nobody bends are read as they lie: there is nothing to filter.
static bool is_fetched(const struct rmx_emitter *e, int k, int input, int from)
{
    const struct rmx_step *step = &e->plan->steps[e->pass->steps[k]];
    return e->in_place[k] && step->effect->taps[input].only_here && from >= 0 &&
           is_premultiplied(&e->plan->steps[from]) && !e->plan->params.jitter;
}

static const char *emit_fetch(struct rmx_emitter *e, int k, const char *name, int from)
{
    rmx_text_printf(&e->code,
                    "vec4 r%d_fetch_%s(vec2 p) { return rmx_straight(texelFetch(rmx_texture%d, "
                    "ivec2(p * r%d_size_%s()), 0)); }\n",
                    k, name, texture_number(e, k, from, false), k, name);
    return "fetch";
}

// What every picture has, however it is read. `here`: how at the own point, which is a pixel's
// middle where the picture has the canvas's size: "read", else "tap"; "fetch".
static void emit_common_taps(struct rmx_emitter *e, int k, const char *name, const char *here)
{
    rmx_text_printf(&e->code,
                    "vec4 r%d_pixel_%s(vec2 p) { return r%d_tap_%s(p / r%d_size_%s()); }\n"
                    "vec4 r%d_here_%s() { return r%d_%s_%s(r%d_coord); }\n"
                    "ivec2 r%d_texels_%s(int level) { return ivec2(r%d_size_%s()); }\n",
                    k, name, k, name, k, name, k, name, k, here, name, k, k, name, k, name);
}

void rmx_emit_taps(struct rmx_emitter *e, int k)
{
    const struct rmx_step *step = &e->plan->steps[e->pass->steps[k]];
    const struct rmx_effect *effect = step->effect;
    for (int i = 0; i < effect->input_count; i++) {
        const char *name = effect->inputs[i].name;
        struct rmx_buffer_source from = rmx_plan_reading(e->plan, step->inputs[i]);
        if (!rmx_input_is_picture(effect->inputs[i].type))
            continue;
        if (from.step >= 0 && !from.past && number_in_pass(e->pass, from.step) >= 0)
            emit_fused_taps(e, k, name, from.step);
        else
            emit_texture_taps(e, k, name, from.step, from.past);
        const char *here = effect->inputs[i].type == RMX_INPUT_IMAGE ? "read" : "tap";
        if (!from.past && is_fetched(e, k, i, from.step))
            here = emit_fetch(e, k, name, from.step);
        emit_common_taps(e, k, name, here);
    }
    for (int i = 0; i < effect->buffer_count; i++) {
        struct rmx_buffer_source from = {.step = -1};
        if (step->buffers)
            from = step->buffers[i];
        emit_texture_taps(e, k, effect->buffers[i], from.step, from.past);
        emit_common_taps(e, k, effect->buffers[i], "read");
    }
    for (int i = 0; i < effect->import_count; i++) {
        emit_texture_taps(e, k, effect->imports[i].name, step->imports[i], false);
        emit_common_taps(e, k, effect->imports[i].name, "tap");
    }
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

static void emit_image(struct rmx_emitter *e, int k, const struct rmx_template *template)
{
    const struct rmx_step *step = &e->plan->steps[e->pass->steps[k]];
    rmx_text_printf(&e->code, "\n#line 1 0\nvec4 r%d_image(vec2 p)\n{\n    r%d_coord = p;\n", k, k);
    if (template->uses_fragcoord)
        rmx_text_printf(&e->code, "    r%d_fragcoord = vec4(%s, gl_FragCoord.zw);\n", k,
                        step->effect->vertex ? "gl_FragCoord.xy + rmx_view.zw" : "p * rmx_view.xy");
    if (template->counts_rounds)
        rmx_text_printf(&e->code, "    r%d_left = %d;\n", k, RMX_MOST_ROUNDS);
    rmx_emit_numbered(&e->code, template->assign, k);
    rmx_text_printf(&e->code, "    r%d_color = vec4(0.0);\n    n%d_main();\n", k, k);
    if (step->instance && step->instance->ignore_alpha)
        rmx_text_printf(&e->code, "    r%d_color.a = 1.0;\n", k);
    if (step->is_float)
        rmx_text_printf(&e->code, "    return r%d_color;\n}\n", k);
    else
        rmx_text_printf(&e->code, "    return %s(r%d_color, 0.0, 1.0);\n}\n",
                        e->plan->params.guard_nan ? "rmx_clean_clamp" : "clamp", k);
}

static void emit_step(struct rmx_emitter *e, int k)
{
    const struct rmx_step *step = &e->plan->steps[e->pass->steps[k]];
    const struct rmx_effect *effect = step->effect;
    const struct rmx_template *template = rmx_emit_template(e, effect);
    for (int i = 0; i < effect->library_count; i++)
        rmx_emit_library(e, effect->libraries[i]);
    rmx_text_printf(&e->code, "#line 1 0\n// %s\nvec2 r%d_coord;\nvec4 r%d_color;\n", effect->name,
                    k, k);
    if (template->uses_fragcoord)
        rmx_text_printf(&e->code, "vec4 r%d_fragcoord;\n", k);
    if (template->counts_rounds)
        rmx_text_printf(&e->code, "int r%d_left;\n", k);
    if (template->uses_passindex)
        rmx_text_printf(&e->code, "const int r%d_passindex = %d;\n", k, step->isf_pass);
    size_t taps = e->code.length;
    rmx_emit_taps(e, k);
    if (effect->vertex)
        e->vertex_taps = rmx_arena_copy_n(e->arena, e->code.data + taps, e->code.length - taps);
    rmx_text_printf(&e->code, "#line %d %d\n", effect->body_line,
                    rmx_emit_text_number(e, effect->source));
    rmx_emit_numbered(&e->code, template->body, k);
    emit_image(e, k, template);
}

static const char version[] = "#version 450 core\n";
#define RESULT "layout(location = 0) out vec4 rmx_result;\n"
static const char result[] = RESULT;
// Beside a vertex shader of the effect's own.
static const char result_and_point[] = RESULT "in vec2 rmx_point;\n#define varying in\n";

static const char helpers[] =
    "#define RENDERSIZE rmx_view.xy\n"
    "#define IMG_NORM_PIXEL(s, c) texture(s, (c))\n"
    "#define IMG_PIXEL(s, c) texture(s, (c) / vec2(textureSize(s, 0)))\n"
    "#define IMG_SIZE(s) vec2(textureSize(s, 0))\n"
    "#define texture2D texture\n"
    "vec2 rmx_clamp(vec2 p, vec2 size) { return clamp(p, 0.5 / size, 1.0 - 0.5 / size); }\n";

static const char snap_helper[] = "vec2 rmx_snap(vec2 p, vec2 size) { return (clamp(floor(p * "
                                  "size), vec2(0.0), size - 1.0) + 0.5) / size; }\n";
static const char straight_helper[] =
    "vec4 rmx_straight(vec4 c) { return c.a > 0.0 ? vec4(c.rgb / c.a, c.a) : vec4(0.0); }\n"
    "vec4 rmx_opaque(vec4 c) { return vec4(c.rgb, 1.0); }\n"; // what is known needs no blending
static const char clean_helper[] = "vec4 rmx_clean_clamp(vec4 c, float low, float high)\n"
                                   "{ return clamp(mix(c, vec4(0.0), isnan(c)), low, high); }\n";

void rmx_emit_head(const struct rmx_emitter *e, const char *stage, struct rmx_text *out)
{
    rmx_text_printf(out, "%s%s", version, stage);
    rmx_text_printf(out, "layout(std140, binding = 0) uniform Pass {\n%s};\n", e->block.data);
    for (int t = 0; t < e->pass->texture_count; t++)
        rmx_text_printf(out, "layout(binding = %d) uniform sampler2D rmx_texture%d;\n", t, t);
    rmx_text_add(out, helpers);
    rmx_text_add(out, straight_helper);
    if (e->plan->params.snap)
        rmx_text_add(out, snap_helper);
    if (e->plan->params.guard_nan)
        rmx_text_add(out, clean_helper);
}

static char *joined(struct rmx_emitter *e)
{
    struct rmx_text out = {0};
    bool has_point = e->plan->steps[e->pass->root].effect->vertex;
    rmx_emit_head(e, has_point ? result_and_point : result, &out);
    rmx_text_add(&out, rmx_text_string(&e->code));
    rmx_text_printf(&out, "void main()\n{\n    rmx_result = r%d_image(%s);\n}\n",
                    e->pass->step_count - 1,
                    has_point ? "rmx_point" : "(gl_FragCoord.xy + rmx_view.zw) / rmx_view.xy");
    char *glsl = rmx_arena_copy_n(e->arena, out.data, out.length);
    rmx_text_finish(&out);
    return glsl;
}

static bool is_of_fragments(const struct rmx_emitter *e, int k)
{
    const struct rmx_step *step = &e->plan->steps[e->pass->steps[k]];
    return step->is_fragment_stage || step->fragments;
}

// Which steps are drawn at the pixel's own point only: the last one, and what is read there by
// such.
static void find_in_place(struct rmx_emitter *e)
{
    const struct rmx_pass *pass = e->pass;
    e->in_place = RMX_NEW(e->arena, bool, pass->step_count);
    for (int k = 0; k < pass->step_count; k++)
        e->in_place[k] = !pass->sized && !e->plan->steps[pass->root].effect->vertex;
    for (int k = pass->step_count - 1; k >= 0; k--) {
        const struct rmx_step *step = &e->plan->steps[pass->steps[k]];
        for (int i = 0; i < step->effect->input_count; i++) {
            int of = step->inputs[i] < 0 ? -1 : number_in_pass(pass, step->inputs[i]);
            if (of >= 0 && rmx_input_is_picture(step->effect->inputs[i].type))
                e->in_place[of] &= e->in_place[k] && step->effect->taps[i].only_here;
        }
    }
}

static void emit_pass(struct rmx_emitter *e, struct rmx_pass *pass)
{
    e->pass = pass;
    e->library_count = 0;
    rmx_text_clear(&e->block);
    rmx_text_clear(&e->code);
    *RMX_PUSH(e->arena, &pass->texts, &pass->text_count) = NULL; // 0: the engine's own lines
    find_in_place(e);
    rmx_emit_automatic(e);
    struct rmx_emit_fragments *fragments = rmx_emit_fragments_begin(e);
    for (int k = 0; k < pass->step_count; k++)
        if (!is_of_fragments(e, k))
            rmx_emit_inputs(e, k);
    for (int k = 0; k < pass->step_count; k++) {
        if (fragments && k == fragments->k)
            rmx_emit_fragments_image(fragments);
        if (!is_of_fragments(e, k))
            emit_step(e, k);
    }
    pass->glsl = joined(e);
    if (fragments)
        rmx_emit_fragments_end(fragments);
    if (e->plan->steps[pass->root].effect->vertex)
        pass->vertex = rmx_emit_vertex(e);
}

void rmx_plan_emit(struct rmx_arena *arena, struct rmx_plan *plan)
{
    struct rmx_emitter e = {.arena = arena, .plan = plan};
    for (int p = 0; p < plan->pass_count; p++)
        emit_pass(&e, &plan->passes[p]);
    rmx_text_finish(&e.block);
    rmx_text_finish(&e.code);
}
