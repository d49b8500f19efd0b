// SPDX-License-Identifier: GPL-3.0-or-later
// The one walk over a scene: each place where a picture or an effect may be named, exactly once.
#include "scene/keys.h"
#include "scene/visit.h"
#include "support/scene_bench.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const char *part_name(enum rmx_part part)
{
    switch (part) {
    case RMX_PART_LAYER: return "layer";
    case RMX_PART_MASK: return "mask";
    case RMX_PART_FROM: return "from";
    case RMX_PART_GENERATE: return "generate";
    case RMX_PART_FRAGMENTS: return "fragments";
    case RMX_PART_CUT: return "cut";
    case RMX_PART_ARRANGE: return "arrange";
    case RMX_PART_CHAIN: return "chain";
    case RMX_PART_BLEND: return "blend";
    case RMX_PART_FINISH: return "finish";
    case RMX_PART_SOURCE: return "source";
    }
    return "";
}

struct listing {
    const struct rmx_scene *scene;
    struct rmx_text text;
};

static const char *picture_name(const struct rmx_scene *scene,
                                const struct rmx_picture_ref *picture)
{
    switch (picture->kind) {
    case RMX_PICTURE_SOURCE: return scene->sources[picture->index].name;
    case RMX_PICTURE_LAYER: return scene->layers[picture->index].name;
    case RMX_PICTURE_BELOW: return "below";
    case RMX_PICTURE_PAST: return picture->index == RMX_FINISH ? "finish.past" : "past";
    case RMX_PICTURE_NONE:
    case RMX_PICTURE_INPUT: break;
    }
    return "nothing";
}

static void add_owner(struct rmx_text *text, enum rmx_part part, int layer, int source)
{
    rmx_text_printf(text, "%s%s", text->length ? ", " : "", part_name(part));
    if (layer >= 0)
        rmx_text_printf(text, " %d", layer);
    if (source >= 0)
        rmx_text_printf(text, " #%d", source);
}

static void add_picture(void *data, const struct rmx_picture_at *at)
{
    struct listing *listing = data;
    add_owner(&listing->text, at->part, at->layer, at->source);
    if (at->instance)
        rmx_text_printf(&listing->text, " %s.%s", at->instance->effect->name,
                        at->instance->effect->inputs[at->input].name);
    rmx_text_printf(&listing->text, " %s", picture_name(listing->scene, at->picture));
}

static void add_instance(void *data, const struct rmx_instance_at *at)
{
    struct listing *listing = data;
    add_owner(&listing->text, at->part, at->layer, at->source);
    rmx_text_printf(&listing->text, " %s", at->instances[at->index].effect->name);
}

#define P "sources: {p: asset:coffee.jpg, q: asset:retina.jpg}\n"

static const struct {
    const char *law, *scene, *pictures, *instances;
} laws[] = {
    {"a layer's picture", P "layers: [picture: p]", "layer 0 p", "blend 0 normal"},
    {"a layer's mask", P "layers: [{picture: p, mask: q}]", "layer 0 p, mask 0 q",
     "blend 0 normal"},
    {"a hidden layer's, too", P "layers: [{picture: p, mask: p, visible: false}]",
     "layer 0 p, mask 0 p", "blend 0 normal"},
    {"a chain's own picture is none that is named", P "layers: [{picture: p, chain: [invert]}]",
     "layer 0 p", "chain 0 invert, blend 0 normal"},
    {"further inputs of a chain's steps", P "layers: [{picture: p, chain: [dissolve: {to: q}]}]",
     "layer 0 p, chain 0 dissolve.endImage q", "chain 0 dissolve, blend 0 normal"},
    {"each step of a chain",
     P "layers: [{picture: p, chain: [dissolve: {to: q}, dissolve: {to: p}]}]",
     "layer 0 p, chain 0 dissolve.endImage q, chain 0 dissolve.endImage p",
     "chain 0 dissolve, chain 0 dissolve, blend 0 normal"},
    {"an input that is its step's own picture by default",
     P "layers: [{picture: p, chain: [displace: {map: below}]}]",
     "layer 0 p, chain 0 displace.map below", "chain 0 displace, blend 0 normal"},
    {"a generator", P "layers: [generate: checker]", "", "generate 0 checker, blend 0 normal"},
    {"what is cut, and what cut and arrange look at",
     P "layers: [fragments: {from: [p, q], cut: {figure: {mask: q}}, "
       "arrange: {mosaic: {target: p}}}]",
     "from 0 p, from 0 q, cut 0 figure.maskImage q, arrange 0 mosaic.targetImage p",
     "fragments 0 fragments, cut 0 figure, arrange 0 mosaic, blend 0 normal"},
    {"each arrange", P "layers: [fragments: {from: p, arrange: [in_place, mosaic: {target: q}]}]",
     "from 0 p, arrange 0 mosaic.targetImage q",
     "fragments 0 fragments, cut 0 grid, arrange 0 in_place, arrange 0 mosaic, blend 0 normal"},
    {"layers by name and by what they were",
     P "layers: [{name: a, picture: p}, {picture: a, mask: a.past}]",
     "layer 0 p, layer 1 a, mask 1 past", "blend 0 normal, blend 1 normal"},
    {"the finish", P "layers: [picture: p]\nfinish: [dissolve: {to: finish.past}]",
     "layer 0 p, finish dissolve.endImage finish.past", "blend 0 normal, finish dissolve"},
    {"a source's generator", "sources: {g: {generate: checker}}\nlayers: [picture: g]", "layer 0 g",
     "blend 0 normal, source #0 checker"},
};

static bool is_equal(struct listing *listing, const char *law, const char *expected)
{
    bool equal = strcmp(rmx_text_string(&listing->text), expected) == 0;
    if (!equal)
        print_error("%s: %s\n", law, rmx_text_string(&listing->text));
    rmx_text_finish(&listing->text);
    return equal;
}

static void each_place_is_visited_once(void **state)
{
    int faults = 0;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        const struct rmx_scene *scene = scene_bench_read(*state, laws[i].scene, NULL);
        if (!scene)
            fail_msg("%s\n%s", laws[i].law, scene_bench_dump(*state, NULL));
        struct listing pictures = {scene, {0}}, instances = {scene, {0}};
        rmx_scene_visit_pictures(scene, add_picture, &pictures);
        rmx_scene_visit_instances(scene, add_instance, &instances);
        faults += !is_equal(&pictures, laws[i].law, laws[i].pictures);
        faults += !is_equal(&instances, laws[i].law, laws[i].instances);
    }
    assert_int_equal(faults, 0);
}

static void each_kind_of_source_has_its_key(void **state)
{
    (void)state;
    for (int i = 0; i < RMX_SOURCE_KINDS; i++) {
        const char *name = rmx_source_kind_name((enum rmx_source_kind)i);
        if (!*name || rmx_key_find(&rmx_source_keys, name) < 0)
            fail_msg("no source can say that it is of kind %d, '%s'", i, name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_place_is_visited_once),
        cmocka_unit_test(each_kind_of_source_has_its_key),
    };
    return cmocka_run_group_tests(tests, scene_bench_set_up, scene_bench_tear_down);
}
