// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of rewriting an effect so that it can stand many times in one shader. '@' stands for the
// step's number.
#include "plan/template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char header[] = "/*{\"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"},"
                             "{\"NAME\": \"amount\", \"TYPE\": \"float\"}]}*/\n";

static const struct {
    const char *law, *body, *rewritten, *assign;
} laws[] = {
    {"inputs and main are prefixed, the colour is the engine's",
     "void main() { gl_FragColor = vec4(amount); }",
     "void n@_main() { r@_color = vec4(n@_amount); }", ""},
    {"a tap becomes a call",
     "void main() { gl_FragColor = IMG_NORM_PIXEL(inputImage, vec2(0.5)); }",
     "void n@_main() { r@_color = r@_tap_inputImage( vec2(0.5)); }", ""},
    {"so does plain texture()", "void main() { gl_FragColor = texture(inputImage, vec2(amount)); }",
     "void n@_main() { r@_color = r@_tap_inputImage( vec2(n@_amount)); }", ""},
    {"a tap in pixels", "void main() { gl_FragColor = IMG_PIXEL( inputImage, vec2(1.0)); }",
     "void n@_main() { r@_color = r@_pixel_inputImage( vec2(1.0)); }", ""},
    {"the own point has a call of its own",
     "void main() { gl_FragColor = IMG_THIS_PIXEL(inputImage); }",
     "void n@_main() { r@_color = r@_here_inputImage(); }", ""},
    {"however it is written",
     "void main() { gl_FragColor = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord); }",
     "void n@_main() { r@_color = r@_here_inputImage(); }", ""},
    {"but not where it is only the beginning",
     "void main() { gl_FragColor = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord * 2.0); }",
     "void n@_main() { r@_color = r@_tap_inputImage( r@_coord * 2.0); }", ""},
    {"sizes",
     "void main() { gl_FragColor = vec4(IMG_SIZE(inputImage), vec2(textureSize(inputImage, 0))); }",
     "void n@_main() { r@_color = vec4(r@_size_inputImage(), vec2(r@_texels_inputImage( 0))); }",
     ""},
    {"taps nest",
     "void main() { gl_FragColor = IMG_NORM_PIXEL(inputImage, IMG_NORM_PIXEL(inputImage, "
     "vec2(0.1)).xy); }",
     "void n@_main() { r@_color = r@_tap_inputImage( r@_tap_inputImage( vec2(0.1)).xy); }", ""},
    {"swizzles keep their names", "float r; void main() { gl_FragColor.r = vec4(r).r; }",
     "float n@_r; void n@_main() { r@_color.r = vec4(n@_r).r; }", "    n@_r = float(0);\n"},
    {"members of a struct keep theirs",
     "struct Ray { vec2 amount; float far; }; void main() { Ray a; a.amount = vec2(amount); }",
     "struct n@_Ray { vec2 amount; float far; }; void n@_main() { n@_Ray a=n@_Ray(vec2(0),0.0); "
     "a.amount = vec2(n@_amount); }",
     ""},
    {"an initialised global is given its value anew",
     "float half_of = amount * 0.5;\nvoid main() { half_of += 1.0; }",
     "float n@_half_of ;\nvoid n@_main() { n@_half_of += 1.0; }",
     "    n@_half_of = n@_amount * 0.5;\n"},
    {"a true constant stays", "const float two = 2.0; void main() { gl_FragColor = vec4(two); }",
     "const float n@_two = 2.0; void n@_main() { r@_color = vec4(n@_two); }", ""},
    {"a constant that varies is none",
     "const vec2 two = vec2(amount), one = vec2(1.0); void main() { gl_FragColor = two.xyxy; }",
     " vec2 n@_two , n@_one = vec2(1.0); void n@_main() { r@_color = n@_two.xyxy; }",
     "    n@_two = vec2(n@_amount);\n"},
    {"a tap with a bias keeps its sampler",
     "void main() { gl_FragColor = texture(inputImage, vec2(0.1), amount); }",
     "void n@_main() { r@_color = texture(r@_sampler_inputImage, vec2(0.1), n@_amount); }", ""},
    {"a member may have an image's name",
     "struct S { vec4 inputImage; }; void main() { S s; gl_FragColor = s.inputImage; }",
     "struct n@_S { vec4 inputImage; }; void n@_main() { n@_S s=n@_S(vec4(0)); r@_color = "
     "s.inputImage; }",
     ""},
    {"an image's own uniforms",
     "void main() { gl_FragColor = vec4(_inputImage_imgSize, 0, 1) + _inputImage_imgRect; if "
     "(_inputImage_flip) { } }",
     "void n@_main() { r@_color = vec4(r@_size_inputImage(), 0, 1) + vec4(0.0, 0.0, 1.0, 1.0); if "
     "(false) { } }",
     ""},
    {"macros are names too",
     "#define TWICE(x) ((x) * 2.0)\nvoid main() { gl_FragColor = vec4(TWICE(amount)); }",
     "#define n@_TWICE(x) ((x) * 2.0)\nvoid n@_main() { r@_color = vec4(n@_TWICE(n@_amount)); }",
     ""},
    {"a macro's parameter keeps its name within the macro",
     "#define ADD(amount, b) (amount + b.x)\nvoid main() { gl_FragColor = ADD(vec4(0), amount); }",
     "#define n@_ADD(amount, b) (amount + b.x)\nvoid n@_main() { r@_color = n@_ADD(vec4(0), "
     "n@_amount); }",
     ""},
    {"a macro that goes on over lines does so afterwards",
     "#define AT(p) IMG_NORM_PIXEL( \\\n inputImage, \\\n (p)) /* a \n b */\nvoid main() {}",
     "#define n@_AT(p) r@_tap_inputImage(\\\n \\\n (p)) \\\n\nvoid n@_main() {}", ""},
    {"words that are newer than the file are names",
     "float half = amount;\nvoid main() { float sample = half; gl_FragColor = vec4(sample); }",
     "float n@_half ;\nvoid n@_main() { float w_sample = n@_half; r@_color = vec4(w_sample); }",
     "    n@_half = n@_amount;\n"},
    {"where they are used as words they are", "flat in vec2 p;\nvoid main() { }",
     " vec2 n@_p;\nvoid n@_main() { }", "    n@_p = vec2(0);\n"},
    {"members, too", "struct S { float filter; }; void main() { S s; s.filter = 1.0; }",
     "struct n@_S { float w_filter; }; void n@_main() { n@_S s=n@_S(0.0); s.w_filter = 1.0; }", ""},
    {"what the host declares may be declared again",
     "uniform float TIME; uniform vec2 _inputImage_imgSize;\nuniform sampler2D inputImage;\nvoid "
     "main() { }",
     "  \n \nvoid n@_main() { }", ""},
    {"a varying that nothing fills is a variable", "varying vec2 a, b[2];\nvoid main() { }",
     " vec2 n@_a, n@_b[2];\nvoid n@_main() { }", "    n@_a = vec2(0);\n"},
    {"the point is none", "varying vec2 vv_FragNormCoord;\nvoid main() { }",
     " \nvoid n@_main() { }", ""},
    {"the first of many colours is the colour", "void main() { gl_FragData[0] = vec4(1); }",
     "void n@_main() { r@_color  = vec4(1); }", ""},
    {"a bias goes", "void main() { gl_FragColor = IMG_PIXEL(inputImage, vec2(1, 2), amount); }",
     "void n@_main() { r@_color = r@_pixel_inputImage( vec2(1, 2) ); }", ""},
    {"precision goes", "precision highp float;\nvoid main() { precision lowp int; }",
     " \nvoid n@_main() {  }", ""},
    {"a rectangle's texture is read in pixels",
     "void main() { gl_FragColor = texture2DRect(inputImage, vec2(1)); }",
     "void n@_main() { r@_color = r@_pixel_inputImage( vec2(1)); }", ""},
    {"a macro is not expanded within itself",
     "#define pow(a, b) pow(abs(a), b)\nvoid main() { gl_FragColor = pow(vec4(amount), vec4(2)); }",
     "#define n@_pow(a, b) pow(abs(a), b)\nvoid n@_main() { r@_color = n@_pow(vec4(n@_amount), "
     "vec4(2)); }",
     ""},
    {"nor is one of a name of the host",
     "#define TIME (TIME * 0.5)\nvoid main() { gl_FragColor = vec4(TIME); }",
     "#define n@_TIME (TIME * 0.5)\nvoid n@_main() { r@_color = vec4(n@_TIME); }", ""},
    {"nor of one that the engine keeps elsewhere",
     "#define gl_FragCoord (gl_FragCoord * 2.0)\n#define isf_FragNormCoord "
     "fract(isf_FragNormCoord)\nvoid main() { gl_FragColor = gl_FragCoord + "
     "IMG_NORM_PIXEL(inputImage, isf_FragNormCoord); }",
     "#define n@_gl_FragCoord (r@_fragcoord * 2.0)\n#define n@_isf_FragNormCoord "
     "fract(r@_coord)\nvoid n@_main() { r@_color = n@_gl_FragCoord + "
     "r@_tap_inputImage( n@_isf_FragNormCoord); }",
     ""},
    {"above its line it is none",
     "float a() { return sin(1.0); }\n#define sin(x) sin(2.0 * (x))\nvoid main() { a(); sin(2.0); "
     "}",
     "float n@_a() { return sin(1.0); }\n#define n@_sin(x) sin(2.0 * (x))\nvoid n@_main() { "
     "n@_a(); n@_sin(2.0); }",
     ""},
    {"a variable's macro is gone where it is given its value",
     "float q = 2.0;\n#define q (q * 0.2)\nvoid main() { gl_FragColor = vec4(q); }",
     "float n@_q ;\n#define n@_q (n@_q * 0.2)\nvoid n@_main() { r@_color = vec4(n@_q); }",
     "#undef n@_q\n    n@_q = 2.0;\n"},
    {"a picture's other name is the picture",
     "#define iChannel0 inputImage\nvoid main() { gl_FragColor = texture(iChannel0, vec2(0)); }",
     "#define n@_iChannel0 r@_sampler_inputImage\nvoid n@_main() { r@_color = "
     "r@_tap_inputImage( vec2(0)); }",
     ""},
    {"a branch that is left out is gone, its lines stay",
     "#if defined(GL_ES) || __VERSION__ < 130\nfloat a = 1.0;\n#else\nfloat b;\n#endif\n"
     "void main() {}",
     " \n \n \nfloat n@_b;\n \nvoid n@_main() {}", "    n@_b = float(0);\n"},
    {"the colour may have a name of its own", "out vec4 c;\nvoid main() { c = vec4(amount); }",
     "void n@_main() { r@_color = vec4(n@_amount); }", ""},
    {"where tokens do not tell names apart, they stay",
     "#define G(a) amount##a\nfloat amount1 = 2.0;\nvoid main() { gl_FragColor = vec4(G(1)); }",
     "#define G(a) amount##a\nfloat amount1 = 2.0;\nvoid n@_main() { r@_color = vec4(G(1)); }", ""},
    {"#version and #extension are the engine's",
     "#version 120\n#extension GL_EXT_x : enable\nvoid main() {}", "void n@_main() {}", ""},
    {"a loop of others is counted", "void main() { while (amount > 0.5) ; }",
     "void n@_main() { while (r@_left-- > 0 && (n@_amount > 0.5)) ; }", ""},
    {"one without a condition, too", "void main() { for (;;) ; }",
     "void n@_main() { for (;r@_left-- > 0;) ; }", ""},
    {"of several the one that finds no round left is told",
     "void main() { for (int i = 0; i < int(amount); i++) ; while (amount > 0.5) ; do ; while "
     "(true); for (;;) ; }",
     "void n@_main() { for (int i = 0; (r@_left-- > 0 || r@_end(0)) && (i < int(n@_amount)); i++) "
     "; "
     "while ((r@_left-- > 0 || r@_end(1)) && (n@_amount > 0.5)) ; do ; while ((r@_left-- > 0 || "
     "r@_end(2)) && (true)); for (;(r@_left-- > 0 || r@_end(3));) ; }",
     ""},
    {"those in macros, too",
     "#define EACH(n) for (int i = 0; i < n; i++)\nvoid main() { EACH(3) ; }",
     "#define n@_EACH(n) for (int i = 0; r@_left-- > 0 && (i < n); i++)\nvoid n@_main() { "
     "n@_EACH(3) ; }",
     ""},
    {"comments go, lines stay", "// one\n/* two\n three */\nvoid main() {}",
     " \n \n\nvoid n@_main() {}", ""},
    {"pixel coordinates are those of the step", "void main() { gl_FragColor = gl_FragCoord; }",
     "void n@_main() { r@_color = r@_fragcoord; }", ""},
};

static void check_text(const char *law, const char *found, const char *wanted)
{
    for (size_t i = 0;; i++) {
        char a = found[i] == RMX_TEMPLATE_NUMBER ? '@' : found[i];
        if (a != wanted[i])
            fail_msg("%s: at %zu: wanted '%s', found '%s'", law, i, wanted, found);
        if (!a)
            return;
    }
}

static void test_laws(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors = {.arena = arena};
        char *text = rmx_arena_printf(arena, "%s%s", header, laws[i].body);
        struct rmx_source_text source = {"test.fs", text, strlen(text)};
        struct rmx_effect *effect =
            rmx_effect_read(arena, &source, "test", "", false, NULL, NULL, &errors);
        if (!effect)
            fail_msg("%s: %s", laws[i].law, errors.count ? errors.items[0].message : "no effect");
        struct rmx_template *template = rmx_template_create(arena, effect);
        const char *body = template->body;
        check_text(laws[i].law, body + strspn(body, "\n"), laws[i].rewritten);
        check_text(laws[i].law, template->assign, laws[i].assign);
        rmx_arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_laws)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
