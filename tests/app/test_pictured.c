// SPDX-License-Identifier: GPL-3.0-or-later
// Files of others whose pictures are no chain's stand as generators: a scene names the pictures, or
// they are transparent.
#include "support/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define FOLDER REMONTAGE_ROOT "/tests/isf/pictured"
#define HEAD                                                                                       \
    "background: none\nsources:\n  a: asset:coffee.jpg\n"                                          \
    "  b: {image: asset:retina.jpg, fit: contain}\n"

// Each row is two scenes that draw the same, and what the first one warns of.
static const struct {
    const char *law, *one, *other, *warning;
} same[] = {
    {"a layer names a generator's pictures",
     HEAD "layers: [generate: {pair: {photo: a, paper: b, line: 0.3}}]\n",
     HEAD "layers: [{picture: a, chain: {pair: {paper: b, line: 0.3}}}]\n", NULL},
    {"so does a source",
     HEAD "  c: {generate: {pair: {photo: a, paper: b}}}\nlayers: [picture: c]\n",
     HEAD "layers: [{picture: a, chain: {pair: {paper: b}}}]\n", NULL},
    {"one source may read another that is generated",
     HEAD "  d: {generate: {pair: {photo: c, paper: c}}}\n"
          "  c: {generate: {pair: {photo: a, paper: a}}}\nlayers: [picture: d]\n",
     HEAD "layers: [picture: a]\n", NULL},
    {"and so may a picture within",
     HEAD "layers: [generate: {pair: {photo: a, paper: {generate: {"
          "pair: {photo: b, paper: b}}}}}]\n",
     HEAD "layers: [{picture: a, chain: {pair: {paper: b}}}]\n", NULL},
    {"a layer's generator reads what lies below",
     HEAD "layers: [picture: b, generate: {pair: {photo: a, paper: below}}]\n",
     HEAD "layers: [picture: b, {picture: a, chain: {pair: {paper: b}}}]\n", NULL},
    {"the frame before", HEAD "layers: [generate: {pair: {photo: a, paper: finish.past}}]\n",
     HEAD "layers: [{picture: a, chain: {pair: {paper: finish.past}}}]\n", NULL},
    {"one that is left out is transparent", HEAD "layers: [generate: {pair: {photo: a}}]\n",
     HEAD "layers: [{picture: a, chain: {pair: {}}}]\n",
     "'pair' reads a picture 'paper', which is not given: it is transparent"},
    {"the first one, too", HEAD "layers: [generate: {pair: {paper: a}}]\n",
     HEAD
     "layers: [generate: {pair: {paper: a, photo: {generate: {solid: {color: \"#0000\"}}}}}]\n",
     "'pair' reads a picture 'photo', which is not given: it is transparent"},
    {"passes read them", HEAD "layers: [generate: {passed_on: {photo: a}}]\n",
     HEAD "layers: [{picture: a, chain: passed_on}]\n", NULL},
};

static struct stage_params scene(const char *text)
{
    return (struct stage_params){.text = text, .effects = FOLDER, .depth = 32, .frame = 2};
}

static void a_generator_reads_what_the_scene_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
        struct stage_params one = scene(same[i].one), other = scene(same[i].other);
        struct rmx_generation *generation = stage_load(&one);
        const struct rmx_errors *errors = &generation->errors;
        const char *warning = errors->count ? errors->items[0].message : "";
        if (strcmp(warning, same[i].warning ? same[i].warning : "") != 0)
            fail_msg("%s: %s", same[i].law, warning);
        rmx_generation_destroy(generation);
        struct stage_picture a = stage_render(&one), b = stage_render(&other);
        struct stage_difference d = stage_compare(&a, &b);
        stage_finish(&a);
        stage_finish(&b);
        if (d.largest > 1e-4)
            fail_msg("%s: by %g at %d,%d", same[i].law, d.largest, d.x, d.y);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_generator_reads_what_the_scene_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
