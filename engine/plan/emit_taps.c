// SPDX-License-Identifier: GPL-3.0-or-later
// The functions by which a step reads its pictures: textures, or steps of the same pass.
#include "plan/emit_parts.h"

#include <string.h>

// A picture of this sample was drawn off its place; frames before are left undisturbed.
static bool is_jittered(const struct rmx_plan *plan, const struct rmx_step *source, bool past)
{
    return plan->params.jitter && source && source->effect && !past && !source->width &&
           !source->height;
}

static bool is_premultiplied(const struct rmx_step *step)
{
    return step->fragments && step->fragments->way != RMX_FRAGMENTS_GATHER;
}

// The function that makes a texture's colour straight; "" where it is. A picture that is made
// smaller has its bars in its alpha.
static const char *straightener(const struct rmx_printer *e, int k, const struct rmx_step *source,
                                int from)
{
    const struct rmx_step *reader = rmx_emit_step_of(e, k);
    if (reader->shrinks_once && reader->fit == RMX_FIT_CONTAIN)
        return "rmx_straight";
    bool is_file = source && source->source >= 0 && !source->effect;
    // A picture of fragments is premultiplied, and so may a source's be.
    int drawn = source && source->past_of >= 0 ? source->past_of : from;
    if (is_file)
        return e->plan->params.sources[source->source].has_alpha ? "rmx_straight" : "rmx_opaque";
    return source && is_premultiplied(&e->plan->steps[drawn]) ? "rmx_straight" : "";
}

// A buffer of floats holds what an effect's passes tell each other, which may be anything; one of
// ours that is the effect's picture holds that.
static bool is_data(const struct rmx_step *step)
{
    bool is_picture = step->effect->is_ours && step->isf_pass == step->effect->pass_count - 1;
    return step->is_float && !is_picture;
}

// Stored pictures have straight alpha. Between their texels colours are weighed by it, unless there
// is no transparency.
static bool is_weighed(const struct rmx_printer *e, const struct rmx_pass_texture *texture,
                       bool is_buffer)
{
    const struct rmx_step *step = texture->step < 0 ? NULL : &e->plan->steps[texture->step];
    if (step && step->past_of >= 0)
        step = &e->plan->steps[step->past_of];
    return step && step->effect && !is_premultiplied(step) && !step->is_opaque &&
           !(is_buffer && is_data(step));
}

// A call around what is shown and can be moved, as it is read; else nothing.
struct mover {
    const char *open, *close;
};

static struct mover mover_of(const struct rmx_printer *e, int from)
{
    int tap = from >= 0 && e->plan->params.ledger ? e->plan->steps[from].tap : 0;
    return tap ? (struct mover){rmx_arena_printf(e->arena, "rmx_move(%d, ", tap), ")"}
               : (struct mover){"", ""};
}

// Where a texture is read for the point `p`. A coordinate of others that is no number reads the
// edge of its axis, as what lies below 0 does.
static const char *point_of(const struct rmx_printer *e, int k, bool jitters)
{
    if (rmx_emit_step_of(e, k)->effect->is_ours || e->plan->params.leaves_open)
        return jitters ? "p - rmx_jitter" : "p";
    return jitters ? "max(p - rmx_jitter, 0.0)" : "max(p, 0.0)";
}

// The picture at a point, as its filter has it, straight.
static void emit_read(struct rmx_printer *e, int k, const char *name, int t, const char *function,
                      void (*read)(struct rmx_text *, int, const char *))
{
    int from = e->pass->textures[t].step;
    const struct rmx_step *source = from < 0 ? NULL : &e->plan->steps[from];
    bool jitters = is_jittered(e->plan, source, e->pass->textures[t].past);
    struct mover mover = mover_of(e, from);
    rmx_text_printf(&e->code, "vec4 r%d_%s_%s(vec2 p) { return %s%s(", k, function, name,
                    mover.open, straightener(e, k, source, from));
    read(&e->code, t, point_of(e, k, jitters));
    rmx_text_printf(&e->code, ")%s; }\n", mover.close);
}

// Whether a step's own point is the middle of one of the texture's pixels.
static bool is_aligned(const struct rmx_printer *e, int k, int t)
{
    int from = e->pass->textures[t].step;
    const struct rmx_step *source = from < 0 ? NULL : &e->plan->steps[from];
    bool jitters = is_jittered(e->plan, source, e->pass->textures[t].past);
    return e->in_place[k] && source && !source->width && !source->height && !source->array &&
           !jitters;
}

// A source that is shrunk by less than a half. The engine's own steps include lib/light.glsl.
static bool is_averaged(const struct rmx_printer *e, int k, int t)
{
    return rmx_emit_step_of(e, k)->value_source == RMX_VALUES_FIT &&
           e->pass->textures[t].shrinks_little && !e->plan->scene->encoded_light;
}

// A division by alpha, and a mean of light, may go a last bit beyond 1.
static bool is_bounded_texture(const struct rmx_printer *e, int k, int t)
{
    int from = e->pass->textures[t].step;
    const struct rmx_step *source = from < 0 ? NULL : &e->plan->steps[from];
    bool divides = strcmp(straightener(e, k, source, from), "rmx_straight") == 0;
    bool is_any = source && (source->is_float || source->sound);
    return !divides && !is_any && !is_weighed(e, &e->pass->textures[t], false) &&
           !is_averaged(e, k, t);
}

bool rmx_emit_reads_bounded(const struct rmx_printer *e, int k)
{
    const struct rmx_step *step = rmx_emit_step_of(e, k);
    const struct rmx_effect *effect = step->effect;
    for (int i = 0; i < effect->input_count; i++) {
        int t = step->textures[i], from = step->inputs[i];
        bool is_fused = t < 0 && from >= 0; // numbers have neither
        if ((t >= 0 && !is_bounded_texture(e, k, t)) ||
            (is_fused && (e->plan->steps[from].fragments || e->plan->steps[from].is_float)))
            return false;
    }
    for (int i = 0; i < effect->buffer_count + effect->import_count; i++)
        if (!is_bounded_texture(e, k, step->textures[effect->input_count + i]))
            return false;
    return true;
}

// Of the pass's texture `t`. How it is read at the own point: "read", or "middle".
static const char *emit_texture_taps(struct rmx_printer *e, int k, const char *name, int t,
                                     bool is_buffer)
{
    struct rmx_text *code = &e->code;
    bool weighs = is_weighed(e, &e->pass->textures[t], is_buffer);
    rmx_text_printf(code, "#define r%d_sampler_%s %s%d\n", k, name, e->dialect->texture_name, t);
    rmx_text_printf(code, "vec2 r%d_size_%s() { return ", k, name);
    e->dialect->size(code, t);
    rmx_text_add(code, "; }\n");
    bool averages = !weighs && is_averaged(e, k, t);
    if (averages && !e->averages)
        rmx_text_add(code, rmx_emit_engine_text(e, e->dialect->averager));
    e->averages |= averages;
    emit_read(e, k, name, t, "read",
              weighs     ? e->dialect->weigh
              : averages ? e->dialect->average
                         : e->dialect->read);
    e->weighs |= weighs;
    // The sampler clamps to the edge by itself.
    rmx_text_printf(code, "vec4 r%d_tap_%s(vec2 p) { return r%d_read_%s(%s); }\n", k, name, k, name,
                    e->plan->params.snap
                        ? rmx_arena_printf(e->arena, "rmx_snap(p, r%d_size_%s())", k, name)
                        : "p");
    if (!weighs || !is_aligned(e, k, t))
        return "read";
    emit_read(e, k, name, t, "middle", e->dialect->read);
    return "middle";
}

static void emit_fused_taps(struct rmx_printer *e, int k, const char *name, int from)
{
    int u = rmx_pass_number(e->pass, from);
    rmx_text_printf(&e->code, "vec2 r%d_size_%s() { return rmx_view.xy; }\n", k, name);
    struct mover mover = mover_of(e, from);
    rmx_text_printf(&e->code, "vec4 r%d_read_%s(vec2 p) { return %sr%d_image(p)%s; }\n", k, name,
                    mover.open, u, mover.close);
    rmx_text_printf(
        &e->code, "vec4 r%d_tap_%s(vec2 p) { return %sr%d_image(%s(p, rmx_view.xy))%s; }\n", k,
        name, mover.open, u, e->plan->params.snap ? "rmx_snap" : "rmx_clamp", mover.close);
}

// Fragments that are read at the pixel's own point only: there is nothing to filter.
static bool is_fetched(const struct rmx_printer *e, int k, int input, int t)
{
    const struct rmx_pass_texture *texture = &e->pass->textures[t];
    return !texture->past && e->in_place[k] &&
           rmx_emit_step_of(e, k)->effect->taps[input].only_here && texture->step >= 0 &&
           is_premultiplied(&e->plan->steps[texture->step]) && !e->plan->params.jitter;
}

static const char *emit_fetch(struct rmx_printer *e, int k, const char *name, int t)
{
    rmx_text_printf(&e->code, "vec4 r%d_fetch_%s(vec2 p) { return rmx_straight(", k, name);
    e->dialect->fetch(&e->code, t, rmx_arena_printf(e->arena, "ivec2(p * r%d_size_%s())", k, name));
    rmx_text_add(&e->code, "); }\n");
    return "fetch";
}

// What every picture has, however it is read. `here`: how at the own point, which is a pixel's
// middle where the picture has the canvas's size: "read", else "tap"; "middle", "fetch".
static void emit_common_taps(struct rmx_printer *e, int k, const char *name, const char *here)
{
    rmx_text_printf(&e->code,
                    "vec4 r%d_pixel_%s(vec2 p) { return r%d_tap_%s(p / r%d_size_%s()); }\n"
                    "vec4 r%d_here_%s() { return r%d_%s_%s(r%d_coord); }\n"
                    "ivec2 r%d_texels_%s(int level) { return ivec2(r%d_size_%s()); }\n",
                    k, name, k, name, k, name, k, name, k, here, name, k, k, name, k, name);
}

static void emit_input_taps(struct rmx_printer *e, int k, int i)
{
    const struct rmx_step *step = rmx_emit_step_of(e, k);
    const struct rmx_input *input = &step->effect->inputs[i];
    int t = step->textures[i];
    const char *here = "read";
    if (t >= 0)
        here = emit_texture_taps(e, k, input->name, t, false);
    else
        emit_fused_taps(e, k, input->name, step->inputs[i]);
    if (input->type != RMX_INPUT_IMAGE)
        here = "tap";
    if (t >= 0 && is_fetched(e, k, i, t))
        here = emit_fetch(e, k, input->name, t);
    emit_common_taps(e, k, input->name, here);
}

// Which face a direction meets, and where, says lib/cube.glsl. A bias or level is not used.
static void emit_cube(struct rmx_printer *e, int k, const struct rmx_effect *effect,
                      const struct rmx_cube *cube)
{
    rmx_text_printf(&e->code, "vec4 r%d_cube_%s(vec3 d)\n{\n    vec3 p = rmx_cube_point(d);\n", k,
                    cube->name);
    for (int f = 0; f < RMX_CUBE_FACES - 1; f++)
        rmx_text_printf(&e->code, "    if (p.z == %d.0)\n        return r%d_tap_%s(p.xy);\n", f, k,
                        effect->imports[cube->first + f].name);
    rmx_text_printf(&e->code, "    return r%d_tap_%s(p.xy);\n}\n", k,
                    effect->imports[cube->first + RMX_CUBE_FACES - 1].name);
    rmx_text_printf(&e->code, "vec4 r%d_cube_%s(vec3 d, float level) { return r%d_cube_%s(d); }\n",
                    k, cube->name, k, cube->name);
}

void rmx_emit_taps(struct rmx_printer *e, int k)
{
    const struct rmx_step *step = rmx_emit_step_of(e, k);
    const struct rmx_effect *effect = step->effect;
    for (int i = 0; i < effect->input_count; i++)
        if (rmx_input_is_picture(effect->inputs[i].type))
            emit_input_taps(e, k, i);
    const int *texture = step->textures + effect->input_count;
    for (int i = 0; i < effect->buffer_count; i++) {
        const char *here = emit_texture_taps(e, k, effect->buffers[i], *texture++, true);
        emit_common_taps(e, k, effect->buffers[i], here);
    }
    for (int i = 0; i < effect->import_count; i++) {
        emit_texture_taps(e, k, effect->imports[i].name, *texture++, false);
        emit_common_taps(e, k, effect->imports[i].name, "tap");
    }
    for (int i = 0; i < effect->cube_count; i++)
        emit_cube(e, k, effect, &effect->cubes[i]);
}
