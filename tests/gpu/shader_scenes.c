// SPDX-License-Identifier: GPL-3.0-or-later
#include "gpu/shader_scenes.h"

#include "base/file.h"
#include "catalog/catalog.h"
#include "support/chains.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>

// What the scenes show, and what a second picture is.
#define HEAD                                                                                       \
    "sources: {first: asset:coffee.jpg, second: asset:chelsea-the-cat.jpg,\n"                      \
    "          moving: {generate: {noise: {phase: time}}}}\nlayers:\n"
#define COUNT(array) (sizeof(array) / sizeof(*(array)))

enum { WIDTH = 64, HEIGHT = 36 };

static const struct {
    const char *name;
    struct bench_scene_params params;
} variants[] = {
    {"fused", {0}},
    {"--no-fuse", {.no_fuse = true}},
    {"--snap", {.snap = true}},
    {"16 bits", {.depth = 16}},
    {"32 bits", {.depth = 32}},
    {"--samples", {.samples = 4}},
    {"the ledger's", {.ledger = true}},
};

static void visit_text(shader_scene_visit *visit, const char *label, const char *text,
                       struct bench_scene_params params)
{
    params.text = text;
    params.width = WIDTH;
    params.height = HEIGHT;
    params.until = RMX_LOAD_RENDERER;
    visit(label, &params);
}

void shader_scenes_all(shader_scene_visit *visit, bool with_variants)
{
    glob_t found;
    if (glob(bench_path("scenes/*.yaml"), 0, NULL, &found) != 0)
        bench_fail("no scenes");
    for (size_t i = 0; i < found.gl_pathc; i++)
        for (size_t k = 0; k < (with_variants ? COUNT(variants) : 1); k++) {
            char label[256];
            struct bench_scene_params params = variants[k].params;
            snprintf(label, sizeof(label), "%s, %s", rmx_path_file(found.gl_pathv[i]),
                     variants[k].name);
            params.path = found.gl_pathv[i];
            visit_text(visit, label, NULL, params);
        }
    globfree(&found);
}

// An effect by name; each picture that it needs beyond the chain's is the second one.
static void add_step(struct rmx_text *out, const char *name, const struct rmx_effect *effect)
{
    const char *comma = "";
    rmx_text_printf(out, "%s: {", name);
    for (int i = 0; i < effect->input_count; i++) {
        const struct rmx_input *input = &effect->inputs[i];
        bool is_chains = i == effect->main_image && effect->role != RMX_ROLE_CUT &&
                         effect->role != RMX_ROLE_ARRANGE;
        if (input->type != RMX_INPUT_IMAGE || is_chains || input->image_default)
            continue;
        rmx_text_printf(out, "%s%s: second", comma, i == effect->to_image ? "to" : input->name);
        comma = ", ";
    }
    rmx_text_add(out, "}");
}

// A file's effect; ends the program where it has mistakes.
static const struct rmx_effect *read_effect(struct rmx_catalog *catalog, struct rmx_arena *arena,
                                            const char *path)
{
    struct rmx_errors errors = {.arena = arena};
    const struct rmx_effect *effect = rmx_catalog_load(catalog, path, &errors);
    if (!effect)
        bench_fail("%s cannot be read", path);
    return effect;
}

static void write_scene(struct rmx_text *out, const struct rmx_effect *effect, bool between)
{
    rmx_text_add(out, HEAD);
    rmx_text_add(out, effect->role == RMX_ROLE_GENERATOR ? "  - generate: {"
                      : between                          ? "  - {picture: first, chain: [invert, {"
                                                         : "  - {picture: first, chain: [{");
    add_step(out, effect->name, effect);
    rmx_text_add(out, effect->role == RMX_ROLE_GENERATOR ? "}\n"
                      : between                          ? "}, contrast]}\n"
                                                         : "}]}\n");
}

static void visit_files(shader_scene_visit *visit, const char *pattern, const char *effects)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_catalog *catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    glob_t found;
    if (glob(pattern, GLOB_BRACE, NULL, &found) != 0)
        bench_fail("no files %s", pattern);
    for (size_t i = 0; i < found.gl_pathc; i++)
        for (int between = 0; between < 2; between++) {
            const struct rmx_effect *effect = read_effect(catalog, arena, found.gl_pathv[i]);
            struct rmx_errors errors = {.arena = arena};
            bool is_step = rmx_catalog_find(catalog, effect->name, &errors, NULL) == effect;
            if ((between && effect->role == RMX_ROLE_GENERATOR) || (!effects && !is_step))
                continue; // `hue` is another step, and a blend
            struct rmx_text text = {0};
            write_scene(&text, effect, between);
            visit_text(visit, found.gl_pathv[i], rmx_text_string(&text),
                       (struct bench_scene_params){.effects = effects});
            rmx_text_finish(&text);
        }
    globfree(&found);
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
}

static void visit_blend(shader_scene_visit *visit, const char *name)
{
    char text[512];
    snprintf(text, sizeof(text),
             HEAD "  - picture: first\n  - {picture: second, blend: %s, opacity: 0.5}\n", name);
    visit_text(visit, name, text, (struct bench_scene_params){.effects = bench_path("tests/isf")});
}

static void visit_blends(shader_scene_visit *visit)
{
    struct rmx_arena *arena = rmx_arena_create();
    glob_t found;
    if (glob(bench_path("shaders/blend/*.fs"), 0, NULL, &found) != 0)
        bench_fail("no blends");
    for (size_t i = 0; i < found.gl_pathc; i++)
        visit_blend(visit, rmx_path_stem(arena, found.gl_pathv[i]));
    globfree(&found);
    rmx_arena_destroy(arena);
}

static const char *const layers[] = {
    "  - {picture: first, fit: contain}\n",
    "  - {picture: first, fit: stretch}\n",
    "  - {picture: first, fit: tile}\n",
    "  - {picture: first, mask: {picture: second, invert: true}}\n",
    "  - {picture: first, place: {x: 0.3, scale: 0.5, angle: time * 9}}\n",
    "  - {name: a, picture: first, chain: [feedback: {}]}\n"
    "  - {picture: a.past, blend: plus, opacity: 0.5}\n",
    "  - {picture: first}\nbackground: none\n",
};

void shader_scenes_effects(shader_scene_visit *visit)
{
    static const char folders[] =
        "shaders/{colour,display,fragment,generate,geometry,neighbourhood,print,recombine,time,"
        "transition,blend}/*.fs";
    visit_files(visit, bench_path(folders), NULL);
    visit_blends(visit);
    for (size_t i = 0; i < COUNT(layers); i++) {
        char text[512];
        snprintf(text, sizeof(text), HEAD "%s", layers[i]);
        visit_text(visit, layers[i], text, (struct bench_scene_params){0});
    }
}

void shader_scenes_foreign(shader_scene_visit *visit)
{
    static const char *const folders[][2] = {
        {"tests/isf", "{,foreign/,open/,runaway/}*.fs"},
        {"tests/isf/brought", "*.{fs,frag,glsl}"},
        {"tests/isf/pictured", "*.fs"},
        {"tests/scene", "*.fs"},
        {"tests/fuzz/corpus/gl_transition", "*.glsl"},
    };
    for (size_t i = 0; i < COUNT(folders); i++) {
        char pattern[256];
        snprintf(pattern, sizeof(pattern), "%s/%s", folders[i][0], folders[i][1]);
        visit_files(visit, bench_path(pattern), bench_path(folders[i][0]));
    }
    visit_blend(visit, "third");
}

// Of a `fragments:` block beside its pictures, cut and arrange.
static const char *const keys[] = {
    ", border: {width: 2 px}",
    ", shadow: {blur: 0.01}",
    ", torn: 0.4",
    ", depth: 0.5",
    ", torn: 0.4, border: {width: 2 px}, shadow: {blur: 0.01}, depth: 0.5",
    ", moments: 8",
};

// And of its layer, behind the block.
#define PLACE "    place: {scale: 0.5, angle: 9}\n"

struct block {
    struct rmx_catalog *catalog;
    struct rmx_arena *arena;
    glob_t cuts, arranges;
};

static void visit_block(shader_scene_visit *visit, struct block *block, const char *cut,
                        const char *arrange, const char *rest, const char *place, bool no_fuse)
{
    struct rmx_text text = {0};
    rmx_text_add(&text, HEAD "  - fragments: {from: [first, second, moving], cut: {");
    const struct rmx_effect *effect = read_effect(block->catalog, block->arena, cut);
    add_step(&text, effect->name, effect);
    rmx_text_add(&text, "}, arrange: [{");
    effect = read_effect(block->catalog, block->arena, arrange);
    add_step(&text, effect->name, effect);
    rmx_text_printf(&text, "}]%s}\n%s", rest, place);
    visit_text(visit, rmx_text_string(&text), rmx_text_string(&text),
               (struct bench_scene_params){.no_fuse = no_fuse});
    rmx_text_finish(&text);
}

static void visit_cut(shader_scene_visit *visit, struct block *block, const char *cut)
{
    const char *scatter = bench_path("shaders/arrange/scatter.fs");
    const char *in_place = bench_path("shaders/arrange/in_place.fs");
    for (size_t i = 0; i < block->arranges.gl_pathc; i++)
        visit_block(visit, block, cut, block->arranges.gl_pathv[i], "", "", false);
    visit_block(visit, block, cut, scatter, "", PLACE, false);
    for (size_t k = 0; k < COUNT(keys); k++) {
        visit_block(visit, block, cut, scatter, keys[k], "", false);
        visit_block(visit, block, cut, scatter, keys[k], PLACE, false);
        visit_block(visit, block, cut, in_place, keys[k], "", false);
        visit_block(visit, block, cut, in_place, keys[k], "", true);
    }
}

void shader_scenes_fragments(shader_scene_visit *visit)
{
    struct block block = {.catalog = rmx_catalog_create(&(struct rmx_catalog_params){0}),
                          .arena = rmx_arena_create()};
    if (glob(bench_path("shaders/cut/*.fs"), 0, NULL, &block.cuts) != 0 ||
        glob(bench_path("shaders/arrange/*.fs"), 0, NULL, &block.arranges) != 0)
        bench_fail("no cuts and arranges");
    for (size_t i = 0; i < block.cuts.gl_pathc; i++)
        visit_cut(visit, &block, block.cuts.gl_pathv[i]);
    globfree(&block.cuts);
    globfree(&block.arranges);
    rmx_catalog_destroy(block.catalog);
    rmx_arena_destroy(block.arena);
}

void shader_scenes_chains(shader_scene_visit *visit, int count)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_catalog *catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    for (int i = 1; i <= count; i++) {
        struct bench_scene_params params = {.chain = chains_random(arena, catalog, (uint32_t)i)};
        char *label = rmx_arena_printf(arena, "chain %d: %s", i, params.chain);
        params.path = bench_path("assets/coffee.jpg");
        visit_text(visit, label, NULL, params);
    }
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
}
