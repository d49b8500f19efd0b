// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of which files of others certainly keep opaque pictures opaque.
#include "isf/effect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char header[] =
    "/*{\"ISFVSN\": \"2\", \"INPUTS\": ["
    "{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}, {\"NAME\": \"other\", \"TYPE\": \"image\"},"
    "{\"NAME\": \"ink\", \"TYPE\": \"color\"}, {\"NAME\": \"heard\", \"TYPE\": \"audio\"},"
    "{\"NAME\": \"amount\", \"TYPE\": \"float\", \"MIN\": 0, \"MAX\": 1},"
    "{\"NAME\": \"much\", \"TYPE\": \"float\", \"MIN\": 0, \"MAX\": 2}]}*/\n";

#define C "vec4 c = IMG_THIS_PIXEL(inputImage);"
#define P "isf_FragNormCoord"

// What stands in main, behind `above`.
static const struct {
    const char *law, *above, *main;
    bool is_solid;
} laws[] = {
    {"a read picture", "", "gl_FragColor = IMG_NORM_PIXEL(inputImage, " P " * 2.0);", true},
    {"by all its names", "", "gl_FragColor = texture2D(other, " P ") * texture(other, " P ");",
     true},
    {"a sound is no picture", "", "gl_FragColor = IMG_NORM_PIXEL(heard, " P ");", false},
    {"a buffer of what else", "", "gl_FragColor = texelFetch(inputImage, ivec2(9), 0);", false},
    {"an alpha of 1", "", C "gl_FragColor = vec4(c.rgb * 3.0, 1.0);", true},
    {"of 1, whole", "", C "gl_FragColor = vec4(c.rgb * 3.0, 1);", true},
    {"of less", "", C "gl_FragColor = vec4(c.rgb, 0.99);", false},
    {"the picture's alpha", "", C "gl_FragColor = vec4(1.0 - c.rgb, c.a);", true},
    {"its red is none", "", C "gl_FragColor = vec4(c.rgb, c.r);", false},
    {"by other names", "", C "gl_FragColor = vec4(c.xyz, (c).w);", true},
    {"two components come last", "", C "gl_FragColor = vec4(c.rg, c.ba);", false},
    {"part of its alpha", "", C "gl_FragColor = vec4(c.rgb, c.a * amount);", false},
    {"two alphas", "", C "gl_FragColor = vec4(c.rgb, c.a * ink.a);", true},
    {"the greater of two", "", C "gl_FragColor = vec4(c.rgb, max(c.a, ink.a));", true},
    {"a colour", "", "gl_FragColor = ink;", true},
    {"a colour's shade", "", "gl_FragColor = ink * 0.5;", false},
    {"a sum", "", C "gl_FragColor = c + ink;", false},
    {"a variable that keeps it", "", C "c.rgb *= 2.0; c.r = 0.0; gl_FragColor = c;", true},
    {"one that does not", "", C "c *= 2.0; gl_FragColor = c;", false},
    {"nor by a component", "", C "c.a = amount; gl_FragColor = c;", false},
    {"nor by one of several", "", C "c.gba = vec3(amount); gl_FragColor = c;", false},
    {"nor by its number", "", C "c[3] = amount; gl_FragColor = c;", false},
    {"nor by counting", "", C "c++; gl_FragColor = c;", false},
    {"nor later", "", C "for (int i = 0; i < 2; i++) { gl_FragColor = c; c = vec4(amount); }",
     false},
    {"assigned anew", "", C "c = vec4(c.bgr, c.a); gl_FragColor = c;", true},
    {"from another that does not hold", "",
     C "vec4 d = c; d = d * amount; c = d; gl_FragColor = c;", false},
    {"without a value", "", "vec4 c; gl_FragColor = c;", false},
    {"without one in a list", "", C "vec4 e = c, d; gl_FragColor = d;", false},
    {"another one of the name", "float f(float c) { return c; }", C "gl_FragColor = c;", false},
    {"a local in a colour's place", "", "float ink = amount; gl_FragColor = vec4(ink);", false},
    {"a mix by a share", "", C "gl_FragColor = mix(c, ink, amount);", true},
    {"by more", "", C "gl_FragColor = mix(c, ink, much);", false},
    {"by a step", "", C "gl_FragColor = mix(c, ink, smoothstep(0.2, 0.3, c.r));", true},
    {"by a share that is another", "",
     "float amount = 3.0; " C "gl_FragColor = mix(c, ink, amount);", false},
    {"a mix with nothing", "", C "gl_FragColor = mix(c, vec4(0.0), amount);", false},
    {"a mix of the file's own", "vec4 mix(vec4 a, vec4 b, float c) { return vec4(0.0); }",
     "gl_FragColor = mix(ink, ink, amount);", false},
    {"a choice", "", C "gl_FragColor = c.r > 0.5 ? c : c.g > 0.5 ? ink : vec4(1.0);", true},
    {"of nothing", "", C "gl_FragColor = c.r > 0.5 ? c : vec4(0.0);", false},
    {"a function", "vec4 seen(vec2 p) { return IMG_NORM_PIXEL(inputImage, p); }",
     "gl_FragColor = seen(" P ");", true},
    {"one that may give nothing",
     "vec4 seen(vec2 p) { if (p.x < 0.0) return vec4(0.0); return ink; }",
     "gl_FragColor = seen(" P ");", false},
    {"one that may end without", "vec4 seen(vec2 p) { if (p.x < 0.0) return ink; }",
     "gl_FragColor = seen(" P ");", false},
    {"of two kinds", "vec4 s(vec2 p) { return ink; } vec4 s(float p) { return vec4(0.0); }",
     "gl_FragColor = s(" P ");", false},
    {"one that writes to what it is given", "void f(inout vec4 c) { c.a = 0.0; }",
     C "f(c); gl_FragColor = c;", false},
    {"a global", "vec4 g = vec4(1.0); void f() { g.a = 0.5; }", "f(); gl_FragColor = g;", false},
    {"not written at all", "", C, false},
    {"written in one case", "", C "if (c.r > 0.5) gl_FragColor = c;", false},
    {"in one case of two in braces", "", C "if (c.r > 0.5) { gl_FragColor = c; }", false},
    {"then for certain", "", C "if (c.r > 0.5) { gl_FragColor = c; } gl_FragColor = ink;", true},
    {"behind a way out", "", C "if (c.r > 0.5) return; gl_FragColor = c;", false},
    {"before a way out", "", C "gl_FragColor = c; if (c.r > 0.5) return; gl_FragColor.rgb = c.bgr;",
     true},
    {"made less", "", C "gl_FragColor = c; gl_FragColor.a *= amount;", false},
    {"made less whole", "", C "gl_FragColor = c; gl_FragColor *= amount;", false},
    {"a pixel left out", "", C "if (c.r > 0.5) discard; gl_FragColor = c;", false},
    {"a macro of numbers", "#define PI 3.1416\n", C "gl_FragColor = vec4(c.rgb * PI, c.a);", true},
    {"one given to a function that writes elsewhere", "void f(inout vec2 e) { e = vec2(0.0); }",
     C "vec2 d = c.xy; f(d); gl_FragColor = vec4(d, d.x, c.a);", true},
    {"one that a macro gives to it", "void f(inout vec4 c) { c.a = 0.0; }\n#define F(x) f(x)\n",
     C "F(c); gl_FragColor = c;", false},
    {"a struct beside it", "struct s { vec2 p; };",
     C "s t = s(c.xy); gl_FragColor = vec4(t.p, 0.0, c.a);", true},
    {"a case of a switch", "", C "switch (1) { case 1: gl_FragColor = c; }", false},
    {"a macro of a value", "#define TWICE(x) (2.0 * (x))\n",
     C "gl_FragColor = vec4(TWICE(c.rgb), c.a);", true},
    {"a macro that is a component", "#define w r\n", C "gl_FragColor = vec4(c.rgb, c.w);", false},
    {"a macro that is several", "#define zw xy\n", C "c.zw = vec2(0.5); gl_FragColor = c;", false},
    {"a named output", "out vec4 drawn;", C "drawn = vec4(c.bgr, c.a);", true},
    {"a named output made less", "out vec4 drawn;", C "drawn = vec4(c.bgr, c.a); drawn.a = 0.5;",
     false},
    {"a macro in a variable's place", "#define c d\n",
     C " vec4 e = c; d.a = 0.5; gl_FragColor = c;", false},
    {"in a colour's", "#define ink vec4(0.0)\n", "gl_FragColor = ink;", false},
    {"in a picture's", "#define other heard\n", "gl_FragColor = IMG_THIS_PIXEL(other);", false},
    {"a macro of names", "#define CLEAR c.a = 0.0\n", C "CLEAR; gl_FragColor = c;", false},
    {"another name of a picture", "#define iChannel0 inputImage\n",
     "gl_FragColor = texture(iChannel0, " P ");", true},
};

static const struct rmx_library *no_library(void *data, const char *path)
{
    (void)data;
    (void)path;
    return NULL;
}

static struct rmx_effect *read_text(struct rmx_arena *arena, const char *text)
{
    struct rmx_errors errors = {.arena = arena};
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    *source = (struct rmx_source_text){"test.fs", text, strlen(text)};
    struct rmx_include_finder finder = {.find = no_library};
    return rmx_effect_read(arena, source, "test", "", false, NULL, &finder, &errors);
}

static void laws_of_solid_files(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        const struct rmx_effect *effect =
            read_text(arena, rmx_arena_printf(arena, "%s%s\nvoid main()\n{\n%s\n}\n", header,
                                              laws[i].above, laws[i].main));
        assert_non_null(effect);
        if (effect->keeps_opaque != laws[i].is_solid) {
            print_error("%s: it is %sfound to keep opaque\n", laws[i].law,
                        laws[i].is_solid ? "not " : "");
            faults++;
        }
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(laws_of_solid_files)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
