// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of reading a shader's body: taps along the call graph, global names, initialisers, reasons.
#include "isf/effect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char header[] =
    "/*{\"ISFVSN\": \"2\", \"INPUTS\": ["
    "{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}, {\"NAME\": \"other\", \"TYPE\": \"image\"},"
    "{\"NAME\": \"amount\", \"TYPE\": \"float\", \"MIN\": 0, \"MAX\": 1}]}*/\n";

static const struct rmx_library *no_library(void *data, const char *path)
{
    (void)data;
    static const char text[] = "const float LIB = 1.0;\nfloat lib(float x) { return x * TIME; }\n";
    static const struct rmx_source_text source = {"lib/a.glsl", text, sizeof(text) - 1};
    static struct rmx_library library = {.path = "lib/a.glsl", .source = &source};
    return strcmp(path, "lib/a.glsl") == 0 ? &library : NULL;
}

static struct rmx_effect *read_body(struct rmx_arena *arena, const char *body)
{
    struct rmx_errors errors = {.arena = arena};
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    source->name = "test.fs";
    source->text = rmx_arena_printf(arena, "%s%s", header, body);
    source->length = strlen(source->text);
    struct rmx_include_finder finder = {.find = no_library};
    struct rmx_effect *effect =
        rmx_effect_read(arena, source, "test", "", false, NULL, &finder, &errors);
    for (int i = 0; i < errors.count; i++)
        print_error("%s\n", errors.items[i].message);
    return effect;
}

// Taps are written `count`, then h (only here), l (in a loop), i (irregular); a comma, the other
// image's.
static const struct {
    const char *law, *body, *taps;
} tap_laws[] = {
    {"no tap", "void main() { gl_FragColor = vec4(amount); }", "0,0"},
    {"a tap is a tap", "void main() { gl_FragColor = IMG_NORM_PIXEL(inputImage, vec2(0.5)); }",
     "1,0"},
    {"pixels count as well", "void main() { gl_FragColor = IMG_PIXEL(other, vec2(3, 4)); }", "0,1"},
    {"texture and its old name are taps",
     "void main() { gl_FragColor = texture(inputImage, vec2(0)) + texture2D(inputImage, vec2(0)); "
     "}",
     "2,0"},
    {"the own point has three names",
     "void main() { gl_FragColor = IMG_THIS_PIXEL(inputImage) + IMG_THIS_NORM_PIXEL(inputImage) + "
     "IMG_NORM_THIS_PIXEL(inputImage); }",
     "3h,0"},
    {"the own point may be spelled out",
     "void main() { gl_FragColor = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord) + "
     "texture(inputImage, isf_FragNormCoord); }",
     "2h,0"},
    {"the own point in pixels is another one",
     "void main() { gl_FragColor = IMG_PIXEL(inputImage, isf_FragNormCoord); }", "1,0"},
    {"a moved own point is elsewhere",
     "void main() { gl_FragColor = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord + 0.1); }", "1,0"},
    {"here and elsewhere is elsewhere",
     "void main() { gl_FragColor = IMG_THIS_PIXEL(inputImage) + IMG_NORM_PIXEL(inputImage, "
     "vec2(0)); }",
     "2,0"},
    {"sizes are no taps",
     "void main() { gl_FragColor = vec4(IMG_SIZE(inputImage), textureSize(inputImage, 0)); }",
     "0,0"},
    {"white space and comments may stand anywhere",
     "void main() { gl_FragColor = IMG_NORM_PIXEL /*a*/ (\n // b\n inputImage /*c*/ , vec2(0)); }",
     "1,0"},
    {"arguments nest and hold commas",
     "void main() { gl_FragColor = IMG_NORM_PIXEL(inputImage, IMG_NORM_PIXEL(other, "
     "mix(vec2(0, 1), vec2(1), 0.5)).xy); }",
     "1,1"},
    {"a comment holds no taps", "void main() { /* IMG_THIS_PIXEL(inputImage) */ }", "0,0"},
    {"a helper called twice counts twice",
     "vec4 f(vec2 p) { return IMG_NORM_PIXEL(inputImage, p) + IMG_NORM_PIXEL(inputImage, -p); }\n"
     "void main() { gl_FragColor = f(vec2(0)) + f(vec2(1)); }",
     "4,0"},
    {"helpers multiply through helpers",
     "vec4 f(vec2 p) { return IMG_NORM_PIXEL(inputImage, p) * 2.0; }\n"
     "vec4 g(vec2 p) { return f(p) + f(-p) + f(p.yx); }\n"
     "void main() { gl_FragColor = g(vec2(0)) + g(vec2(1)); }",
     "6,0"},
    {"a helper that nobody calls costs nothing",
     "vec4 f(vec2 p) { return IMG_NORM_PIXEL(inputImage, p); }\nvoid main() { }", "0,0"},
    {"a helper may be declared first and defined last",
     "vec4 f(vec2 p);\nvoid main() { gl_FragColor = f(vec2(0)); }\n"
     "vec4 f(vec2 p) { return IMG_NORM_PIXEL(inputImage, p); }",
     "1,0"},
    {"overloads are told apart by their number of arguments",
     "vec4 f(vec2 p) { return IMG_NORM_PIXEL(inputImage, p); }\n"
     "vec4 f(vec2 p, float a) { return f(p) + f(p * a) + f(p / a); }\n"
     "void main() { gl_FragColor = f(vec2(0), 2.0); }",
     "3,0"},
    {"overloads of one number count as the dearest",
     "vec4 f(vec2 p) { return IMG_NORM_PIXEL(inputImage, p) + IMG_NORM_PIXEL(inputImage, p); }\n"
     "vec4 f(float x) { return f(vec2(x)); }\n"
     "void main() { gl_FragColor = f(1.0); }",
     "2,0"},
    {"an overload that calls another does not call itself",
     "vec4 f(float x) { return IMG_THIS_PIXEL(inputImage) + f(vec2(x)); }\n"
     "vec4 f(vec2 p) { return p.xyxy; }\n"
     "void main() { gl_FragColor = f(1.0); }",
     "1h,0"},
    {"a member of the name of a helper is no call",
     "struct S { float f; };\nfloat f() { return IMG_THIS_PIXEL(inputImage).r; }\n"
     "void main() { S s; gl_FragColor = vec4(s.f); }",
     "0,0"},
    {"a macro counts as its replacement",
     "#define F(p) (IMG_NORM_PIXEL(inputImage, p) + IMG_NORM_PIXEL(inputImage, p * 2.0))\n"
     "void main() { gl_FragColor = F(vec2(0)) + F(vec2(1)); }",
     "4,0"},
    {"a macro without parentheses counts where it stands",
     "#define HERE IMG_THIS_PIXEL(inputImage)\nvoid main() { gl_FragColor = HERE + HERE; }",
     "2h,0"},
    {"a macro goes on over continued lines",
     "#define F(p) \\\n  IMG_NORM_PIXEL(inputImage, \\\n p)\nvoid main() { gl_FragColor = "
     "F(vec2(0)); }",
     "1,0"},
    {"a macro's name without its parentheses is no call",
     "#define F(p) IMG_NORM_PIXEL(inputImage, p)\nvoid main() { float F; gl_FragColor = vec4(F); }",
     "0,0"},
    {"a for loop",
     "void main() { for (int i = 0; i < 5; i++) gl_FragColor += "
     "IMG_NORM_PIXEL(inputImage, vec2(i)); }",
     "1l,0"},
    {"a loop that says that it runs up to four times is so many taps",
     "void main() { for (int i = 0; i < 3; i++) gl_FragColor += "
     "IMG_NORM_PIXEL(inputImage, vec2(i)); gl_FragColor += IMG_THIS_PIXEL(inputImage); }",
     "4,0"},
    {"a call in such a loop, too",
     "vec4 f() { return IMG_THIS_PIXEL(inputImage); }\nvoid main() { for (int k = 0; k < 2; k++) { "
     "if (k > 0) break; gl_FragColor += f(); } }",
     "2h,0"},
    {"a loop over the sides of an outline is two taps",
     "int edge_sides(float own) { return own < 1.0 ? 2 : 1; }\nvoid main() { int i = 0; do { "
     "gl_FragColor += IMG_THIS_PIXEL(inputImage); } while (++i < edge_sides(amount)); gl_FragColor "
     "+= IMG_THIS_PIXEL(other); }",
     "2h,1h"},
    {"a loop over the sides of a seam is one tap",
     "int seam_sides(float own) { return own < 1.0 ? 2 : 1; }\nvoid main() { int i = 0; do { "
     "gl_FragColor += IMG_THIS_PIXEL(inputImage); } while (++i < seam_sides(amount)); }",
     "1h,0"},
    {"one that begins or goes on otherwise is a loop",
     "void main() { for (int i = 1; i < 3; i++) gl_FragColor += IMG_THIS_PIXEL(inputImage); for "
     "(int k = 0; k < 3; k += 2) gl_FragColor += IMG_THIS_PIXEL(other); }",
     "1hl,1hl"},
    {"one in another is a loop",
     "void main() { for (int i = 0; i < 2; i++) for (int k = 0; k < 2; k++) gl_FragColor += "
     "IMG_THIS_PIXEL(inputImage); }",
     "2hl,0"},
    {"after a loop is not in it",
     "void main() { for (int i = 0; i < 3; i++) { int k = i; } gl_FragColor = "
     "IMG_THIS_PIXEL(inputImage); }",
     "1h,0"},
    {"after a loop of one statement is not in it",
     "void main() { for (;;) if (true) { break; } else { } gl_FragColor = "
     "IMG_THIS_PIXEL(inputImage); }",
     "1h,0"},
    {"a while loop's condition is in it",
     "void main() { while (IMG_THIS_PIXEL(inputImage).r > 0.5) { } }", "1hl,0"},
    {"a do loop is one up to its condition",
     "void main() { do { } while (IMG_THIS_PIXEL(inputImage).r > 0.5); "
     "gl_FragColor = IMG_THIS_PIXEL(other); }",
     "1hl,1h"},
    {"an else branch of a loop's if is in the loop",
     "void main() { for (;;) if (amount > 0.5) break; else gl_FragColor = "
     "IMG_THIS_PIXEL(inputImage); }",
     "1hl,0"},
    {"a call in a loop puts its taps there",
     "vec4 f() { return IMG_THIS_PIXEL(inputImage); }\nvoid main() { for (;;) { gl_FragColor += "
     "f(); } }",
     "1hl,0"},
    {"a loop in a helper is a loop",
     "vec4 f() { for (;;) return IMG_THIS_PIXEL(inputImage); }\nvoid main() { gl_FragColor = f(); "
     "}",
     "1hl,0"},
    {"a loop that a macro hides is a loop",
     "#define EACH(n) for (int i = 0; i < n; i++)\nvoid main() { EACH(4) { gl_FragColor += "
     "IMG_THIS_PIXEL(inputImage); } }",
     "1hl,0"},
    {"a macro that hides a loop may stand in another",
     "#define EACH for (int i = 0; i < 9; i++)\n#define ALL EACH\nvoid main() { ALL gl_FragColor "
     "+= IMG_THIS_PIXEL(inputImage); }",
     "1hl,0"},
    {"both sides of an if count",
     "void main() { if (amount > 0.5) gl_FragColor = IMG_THIS_PIXEL(inputImage); else gl_FragColor "
     "= IMG_THIS_PIXEL(inputImage); }",
     "2h,0"},
    {"an initialiser of a global counts",
     "vec4 c = IMG_THIS_PIXEL(inputImage);\nvoid main() { gl_FragColor = c; }", "1h,0"},
    {"taps stop at a thousand",
     "vec4 a() { return IMG_THIS_PIXEL(inputImage) + IMG_THIS_PIXEL(inputImage); }\n"
     "vec4 b() { return a() + a() + a() + a() + a() + a() + a() + a() + a() + a(); }\n"
     "vec4 c() { return b() + b() + b() + b() + b() + b() + b() + b() + b() + b(); }\n"
     "void main() { gl_FragColor = c() + c() + c() + c() + c() + c() + c() + c() + c(); }",
     "1000h,0"},
    {"helpers that call each other end",
     "float a();\nfloat b() { return a() + IMG_THIS_PIXEL(inputImage).r; }\n"
     "float a() { return b(); }\nvoid main() { gl_FragColor = vec4(a()); }",
     "1h,0"},
    {"a level of detail is irregular",
     "void main() { gl_FragColor = textureLod(inputImage, vec2(0), 0.0); }", "0i,0"},
    {"a bias is irregular", "void main() { gl_FragColor = texture(inputImage, vec2(0), 1.0); }",
     "0i,0"},
    {"a sampler given to a function is irregular",
     "vec4 f(sampler2D s) { return texture(s, vec2(0)); }\nvoid main() { gl_FragColor = "
     "f(other); }",
     "0,0i"},
    {"a picture's other name is the picture",
     "#define tex inputImage\nvoid main() { gl_FragColor = IMG_THIS_PIXEL(tex); }", "1h,0"},
    {"unless it is another picture's, too",
     "#define tex inputImage\n#undef tex\n#define tex other\nvoid main() { gl_FragColor = "
     "IMG_THIS_PIXEL(tex); }",
     "0i,0i"},
    {"a branch that is left out holds no taps",
     "#define FINE 0\nvoid main() {\n#if FINE > 0\nfor (;;)\n#else\n{}\n#endif\n"
     "gl_FragColor = IMG_THIS_PIXEL(inputImage); }",
     "1h,0"},
    {"where only the driver knows, each branch counts",
     "void main() {\n#ifdef GL_ARB_shader_bit_encoding\ngl_FragColor = "
     "IMG_THIS_PIXEL(inputImage);\n#else\ngl_FragColor = IMG_THIS_PIXEL(inputImage);\n#endif\n}",
     "2h,0"},
    {"irregular use counts where nobody calls it",
     "vec4 f() { return texelFetch(inputImage, ivec2(0), 0); }\nvoid main() { }", "0i,0"},
    {"the texture's own uniforms are no taps",
     "void main() { gl_FragColor = vec4(_inputImage_imgSize, 0, 1); }", "0,0"},
    {"a member of the image's name is nothing",
     "struct S { float x; };\nvoid main() { S s; gl_FragColor = vec4(s.other); }", "0,0"},
};

static const char *print_taps(struct rmx_arena *arena, const struct rmx_effect *effect)
{
    const char *text[2];
    for (int i = 0; i < 2; i++) {
        const struct rmx_taps *taps = &effect->taps[i];
        text[i] = rmx_arena_printf(arena, "%d%s%s%s", taps->count, taps->only_here ? "h" : "",
                                   taps->in_loop ? "l" : "", taps->irregular ? "i" : "");
    }
    return rmx_arena_printf(arena, "%s,%s", text[0], text[1]);
}

static void taps_are_counted_along_the_calls(void **data)
{
    (void)data;
    int faults = 0;
    for (size_t i = 0; i < sizeof(tap_laws) / sizeof(*tap_laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        const struct rmx_effect *effect = read_body(arena, tap_laws[i].body);
        const char *taps = effect ? print_taps(arena, effect) : "an error";
        if (strcmp(taps, tap_laws[i].taps) != 0) {
            print_error("%s: counted %s, not %s\n", tap_laws[i].law, taps, tap_laws[i].taps);
            faults++;
        }
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
}

// Globals stand without the three inputs, which always come first.
static const struct {
    const char *law, *body, *globals;
} global_laws[] = {
    {"functions, variables, constants, structs and macros",
     "#define PI 3.14\nstruct S { float a; };\nconst float k = 2.0;\nfloat v;\nfloat f(float x) { "
     "float local; return x; }\nvoid main() { }",
     "PI S k v f main"},
    {"several variables of one declaration", "float a = 1.0, b[2], c;\nvoid main() { }",
     "a b c main"},
    {"variables of a struct's declaration", "struct S { float x; } s, t;\nvoid main() { }",
     "S s t main"},
    {"a struct without a name", "struct { float x; } s;\nvoid main() { }", "s main"},
    {"a name declared twice stands once", "float f();\nfloat f() { return 1.0; }\nvoid main() { }",
     "f main"},
    {"a macro within a function is global", "void main() {\n#define Q 1\n}", "Q main"},
    {"a branch that is left out declares nothing",
     "#if __VERSION__ < 130\nfloat a() { return 1.0; }\n#else\nfloat b() { return 2.0; }\n#endif\n"
     "void main() { }",
     "b main"},
    {"parameters and locals are not global",
     "float f(float p) { int q; return p; }\nvoid main() { }", "f main"},
    {"precision lines declare nothing",
     "#ifdef GL_ES\nprecision highp float;\n#endif\nvoid main() { }", "main"},
    {"array types",
     "float[2] a = float[2](1.0, 2.0);\nvec3[] f() { return vec3[](vec3(0)); }\n"
     "void main() { }",
     "a f main"},
    {"qualifiers are no types", "const highp float a = 1.0;\nvoid main() { }", "a main"},
    {"commas of a call separate no variables", "vec2 a = vec2(1.0, 2.0), b;\nvoid main() { }",
     "a b main"},
    {"a stray semicolon does no harm", ";;float a;;\nvoid main() { };", "a main"},
};

static void globals_are_found(void **data)
{
    (void)data;
    int faults = 0;
    for (size_t i = 0; i < sizeof(global_laws) / sizeof(*global_laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        const struct rmx_effect *effect = read_body(arena, global_laws[i].body);
        assert_non_null(effect);
        const char *globals = "";
        for (int k = 3; k < effect->global_count; k++)
            globals =
                rmx_arena_printf(arena, "%s%s%s", globals, *globals ? " " : "", effect->globals[k]);
        if (strcmp(globals, global_laws[i].globals) != 0 || effect->own_pass_reason) {
            print_error("%s: found %s (%s)\n", global_laws[i].law, globals,
                        effect->own_pass_reason ? effect->own_pass_reason : "no trouble");
            faults++;
        }
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
}

// `name=first token..last token` and a bang where the initialiser stays.
static const struct {
    const char *law, *body, *inits;
} init_laws[] = {
    {"a variable is set anew", "float a = 1.0;\nvoid main() { }", "a=1.0..1.0"},
    {"a variable without a value is not", "float a;\nvoid main() { }", ""},
    {"a constant stays", "const float a = 1.0 * 2.0;\nvoid main() { }", "a=1.0..2.0!"},
    {"a constant of constants stays",
     "#define P 3.14\n#define Q(x) (x * P)\nconst float a = 2.0;\nconst vec2 b = vec2(sin(a), "
     "Q(a)).yx;\nvoid main() { }",
     "a=2.0..2.0! b=vec2..yx!"},
    {"a constant of a variable does not", "float a = 1.0;\nconst float b = a;\nvoid main() { }",
     "a=1.0..1.0 b=a..a"},
    {"a constant of an input does not", "const float b = amount;\nvoid main() { }",
     "b=amount..amount"},
    {"a constant of the time does not", "#define T TIME\nconst float b = T;\nvoid main() { }",
     "b=T..T"},
    {"a constant of a function does not",
     "float f() { return 1.0; }\nconst float b = f();\nvoid main() { }", "b=f..)"},
    {"a constant of a library's constant stays",
     "#include \"lib/a.glsl\"\nconst float b = LIB;\nvoid main() { }", "b=LIB..LIB!"},
    {"a constant of a library's function does not",
     "#include \"lib/a.glsl\"\nconst float b = lib(1.0);\nvoid main() { }", "b=lib..)"},
    {"each variable of a declaration has its own",
     "vec2 a = vec2(1, 2), b, c = a;\nvoid main() { }", "a=vec2..) c=a..a"},
};

static void initialisers_are_found(void **data)
{
    (void)data;
    int faults = 0;
    for (size_t i = 0; i < sizeof(init_laws) / sizeof(*init_laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        const struct rmx_effect *effect = read_body(arena, init_laws[i].body);
        assert_non_null(effect);
        const char *inits = "";
        for (int k = 0; k < effect->init_count; k++) {
            const struct rmx_global_init *init = &effect->inits[k];
            const struct rmx_token *items = effect->tokens.items;
            const struct rmx_token *first = &items[init->first_token];
            const struct rmx_token *last = &items[init->last_token];
            assert_true(rmx_token_is(&items[init->declaration_last], ";"));
            inits = rmx_arena_printf(arena, "%s%s%s=%.*s..%.*s%s", inits, k ? " " : "", init->name,
                                     first->length, first->text, last->length, last->text,
                                     init->is_const ? "!" : "");
        }
        if (strcmp(inits, init_laws[i].inits) != 0) {
            print_error("%s: found %s\n", init_laws[i].law, inits);
            faults++;
        }
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
}

static const struct {
    const char *body, *reason;
} reason_laws[] = {
    {"float mix(float a) { return a; }\nvoid main() { }", "overloads the built-in function 'mix'"},
    {"vec4 texture(vec2 p) { return p.xyxy; }\nvoid main() { }",
     "overloads the built-in function 'texture'"},
    {"void main() { gl_FragColor = vec4(dFdx(amount)); }", "uses derivatives"},
    {"#define W fwidth(amount)\nvoid main() { gl_FragColor = vec4(W); }", "uses derivatives"},
    {"void main() { if (amount > 0.5) discard; }", "discards pixels"},
    {"void main() { gl_FragDepth = 0.5; }", "writes a depth"},
    {"void main() { gl_FragData[1] = vec4(0); }", "writes to gl_FragData"},
    {"#extension GL_ARB_gpu_shader5 : enable\nvoid main() { }", NULL},
    {"#version 120\nvoid main() { }", NULL},
    {"out vec4 color;\nvoid main() { color = vec4(1); }", NULL},
    {"out vec2 color;\nvoid main() { }", "declares 'out' variables"},
    {"out vec4 a;\nout vec4 b;\nvoid main() { }", "declares 'out' variables"},
    {"struct S { float amount; };\n#define OF(s, m) s.m\nvoid main() { }",
     "names a member by a macro's parameter"},
    {"#ifdef GL_ARB_gpu_shader5\nfloat a;\n#endif\nvoid main() { }",
     "has an #if that only the driver can decide"},
    {"#if 1 +\nfloat a;\n#endif\nvoid main() { }", "has an #if that only the driver can decide"},
    {"uniform float v;\nvoid main() { }", "declares 'uniform' variables"},
    {"uniform float u;\nvoid main() { }", "declares 'uniform' variables"},
    {"#define GLUE(a, b) a##b\nvoid main() { }", "glues names together with '##'"},
    {"#define BEGIN {\nvoid main() BEGIN }", "hides a bracket in a macro"},
    {"#define texture2D texture\nvoid main() { }", "redefines a name of the host"},
    {"float a[] = float[](amount);\nvoid main() { }", "has a global array without a size"},
    {"float a[2] = {amount, 1.0};\nvoid main() { }",
     "fills a global variable from a list in braces"},
    {"#ifdef A\nvoid main() {\n#else\nvoid main() {\n#endif\n}", NULL},
    {"#ifdef GL_ARB_a\nvoid main() {\n#else\nvoid main() {\n#endif\n}",
     "opens a bracket in one preprocessor branch and closes it in another"},
    {"MAKE(a)\nvoid main() { }", "has a declaration that cannot be followed ('MAKE')"},
    {"float mixed(float a) { return a; }\nvoid main() { vec3 v; v.discard; }", NULL},
    {"#define saturate(x) clamp(x, 0.0, 1.0)\nvoid main() { }", NULL},
    {"void main() { if (amount > 0.5) return; }", NULL},
    {"const float a[] = float[](1.0, 2.0);\nvoid main() { }", NULL},
};

static void what_cannot_be_fused_says_why(void **data)
{
    (void)data;
    int faults = 0;
    for (size_t i = 0; i < sizeof(reason_laws) / sizeof(*reason_laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        const struct rmx_effect *effect = read_body(arena, reason_laws[i].body);
        assert_non_null(effect);
        const char *reason = effect->own_pass_reason ? effect->own_pass_reason : "none";
        if (strcmp(reason, reason_laws[i].reason ? reason_laws[i].reason : "none") != 0) {
            print_error("%s: the reason is: %s\n", reason_laws[i].body, reason);
            faults++;
        }
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
}

static void the_host_s_uniforms_are_noted(void **data)
{
    (void)data;
    struct rmx_arena *arena = rmx_arena_create();
    const struct rmx_effect *effect =
        read_body(arena, "void main() { gl_FragColor = vec4(TIME, DATE.x, s.FRAMEINDEX, 1); }");
    assert_true(effect->uses_time && effect->uses_date);
    assert_false(effect->uses_frame || effect->uses_timedelta);
    effect = read_body(arena, "#include \"lib/a.glsl\"\nvoid main() { }");
    assert_true(effect->uses_time);
    assert_int_equal(effect->library_count, 1);
    assert_int_equal(effect->body_line, 1);
    rmx_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(taps_are_counted_along_the_calls),
        cmocka_unit_test(globals_are_found),
        cmocka_unit_test(initialisers_are_found),
        cmocka_unit_test(what_cannot_be_fused_says_why),
        cmocka_unit_test(the_host_s_uniforms_are_noted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
