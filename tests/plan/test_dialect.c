// SPDX-License-Identifier: GPL-3.0-or-later
// A pass printed for another host has that host's words alone: all that differs between hosts goes
// through the dialect.
#include "plan/dialect.h"
#include "plan/emit.h"
#include "support/planning.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

// A made-up host without blocks, bindings and texture functions that name a level.
static void host_number(struct rmx_text *out, const char *type, const char *name)
{
    rmx_text_printf(out, "HOST_NUMBER(%s, %s)\n", type, name);
}

static void host_texture(struct rmx_text *out, int unit)
{
    rmx_text_printf(out, "HOST_TEXTURE(%d)\n", unit);
}

static void host_size(struct rmx_text *out, int unit)
{
    rmx_text_printf(out, "HOST_SIZE(%d)", unit);
}

static void host_read(struct rmx_text *out, int unit, const char *point)
{
    rmx_text_printf(out, "HOST_READ(%d, %s)", unit, point);
}

static void host_fetch(struct rmx_text *out, int unit, const char *point)
{
    rmx_text_printf(out, "HOST_FETCH(%d, %s)", unit, point);
}

static void host_weigh(struct rmx_text *out, int unit, const char *point)
{
    rmx_text_printf(out, "HOST_WEIGH(%d, %s)", unit, point);
}

static const struct rmx_dialect host = {
    .version = "HOST_VERSION\n",
    .block_open = "HOST_OPEN\n",
    .block_close = "HOST_CLOSE\n",
    .number = host_number,
    .texture_name = "host_texture",
    .texture = host_texture,
    .size = host_size,
    .read = host_read,
    .fetch = host_fetch,
    .weigh = host_weigh,
    .weigher = "mips/kernel.glsl",
    .result = "HOST_RESULT\n",
    .point = "HOST_POINT",
    .helpers = "HOST_HELPERS\n",
};

#define PICTURES "sources: {a: {image: asset:coffee.jpg}, b: {image: asset:retina.jpg}}\n"

// `words`: that the host's shader holds in one of the passes.
static const struct {
    const char *law, *scene, *words[3];
} laws[] = {
    {"a picture and its numbers",
     PICTURES "layers: [{picture: a, chain: [kaleidoscope, hue]}]",
     {"HOST_TEXTURE(0)", "HOST_READ(0, p)", "HOST_NUMBER(float, n"}},
    {"two pictures",
     PICTURES "layers: [{picture: a}, {picture: b, opacity: 0.5, blend: screen}]",
     {"HOST_TEXTURE(1)", "HOST_READ(1, p)", "HOST_SIZE("}},
    {"a stored picture, read at many points",
     PICTURES "layers: [{picture: a, chain: [blur]}]",
     {"HOST_READ(0, p)", "HOST_SIZE(", "HOST_POINT"}},
    {"a stored picture with transparency",
     PICTURES "layers: [{picture: a, mask: b, chain: [{hue: {}, store: true}]},\n"
              "         {generate: {shape: {background: [0, 0, 0, 0]}}, chain: [blur]}]",
     {"HOST_WEIGH(", "halving_weight(", "HOST_READ("}},
    {"fragments as drawn, read as they lie",
     PICTURES "layers: [{fragments: {from: [a], cut: voronoi, arrange: scatter}}]",
     {"HOST_FETCH(", "HOST_POINT", "HOST_RESULT"}},
};

static const char *const desktop[] = {"#version",    "layout(",      "textureLod(",
                                      "texelFetch(", "textureSize(", "rmx_texture"};

static bool is_in(const struct rmx_plan *plan, const char *const *glsl, const char *word)
{
    for (int p = 0; p < plan->pass_count; p++)
        if (glsl[p] && strstr(glsl[p], word))
            return true;
    return false;
}

static void a_host_gets_its_own_words(void **state)
{
    struct planning *planning = *state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        const struct rmx_plan *plan = planning_plan(planning, laws[i].scene);
        const char **glsl = RMX_NEW(planning->arena, const char *, plan->pass_count);
        struct rmx_printer *printer = rmx_printer_create(planning->arena, plan, &host);
        for (int p = 0; p < plan->pass_count; p++)
            if (!plan->passes[p].fragments) // these are drawn from tables, which are desktop's own
                glsl[p] = rmx_printer_pass(printer, &plan->passes[p], NULL).fragment;
        rmx_printer_finish(printer);
        print_message("%s\n", laws[i].law);
        for (int w = 0; w < 3; w++)
            if (!is_in(plan, glsl, laws[i].words[w]))
                fail_msg("%s: nothing holds '%s'", laws[i].law, laws[i].words[w]);
        for (size_t w = 0; w < sizeof(desktop) / sizeof(*desktop); w++)
            if (is_in(plan, glsl, desktop[w]))
                fail_msg("%s: the host's shader holds '%s'", laws[i].law, desktop[w]);
    }
}

static int setup(void **state)
{
    static struct planning planning;
    *state = &planning;
    if (planning_begin(&planning) != 0)
        return -1;
    planning_open(&planning);
    return 0;
}

static int teardown(void **state)
{
    return planning_end(*state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_host_gets_its_own_words)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
