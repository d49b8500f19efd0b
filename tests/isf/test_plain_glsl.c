// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of shaders without a header: what a file is, what their hosts' names become, that lines
// stay.
#include "isf/format.h"
#include "isf/plain_glsl.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TOY "void mainImage(out vec4 c, in vec2 p) { c = vec4(0); }\n"
#define MAIN "void main() { gl_FragColor = vec4(1); }\n"

static const struct {
    const char *law, *text;
    enum rmx_effect_format format;
} formats[] = {
    {"JSON in a comment is ISF's", "/* {\"INPUTS\": []} */\n" MAIN, RMX_FORMAT_ISF},
    {"whatever it has besides", "/*{}*/\n" TOY MAIN, RMX_FORMAT_ISF},
    {"behind another comment, too", "/* by me */\n/*{}*/" MAIN, RMX_FORMAT_ISF},
    {"a comment that begins with a brace", "/* { is no JSON here, but in a comment */ " TOY,
     RMX_FORMAT_ISF},
    {"mainImage without a header", TOY, RMX_FORMAT_PLAIN_GLSL},
    {"blanks and comments do not matter", "void // a\nmainImage /* b */ (out vec4 c, vec2 p) {}",
     RMX_FORMAT_PLAIN_GLSL},
    {"main that writes a colour", MAIN, RMX_FORMAT_PLAIN_GLSL},
    {"by a name of its own", "out vec4 color;\nvoid main() { color = vec4(1); }",
     RMX_FORMAT_PLAIN_GLSL},
    {"a transition", "vec4 transition(vec2 p) { return vec4(p, 0, 1); }", RMX_FORMAT_GL_TRANSITION},
    {"a material", "/*{}*/ vec4 materialColorForPixel(vec2 p) { return vec4(1); }",
     RMX_FORMAT_MADMAPPER},
    {"one that was made ISF", "/*{}*/ vec4 materialColorForPixel(vec2 p) { return vec4(1); }" MAIN,
     RMX_FORMAT_ISF},
    {"a vertex shader is none", "void main() { gl_Position = vec4(0); }", RMX_FORMAT_NONE},
    {"with a colour, too", "void main() { gl_FragColor = gl_Position = vec4(0); }",
     RMX_FORMAT_NONE},
    {"main that writes nothing", "void main() { }", RMX_FORMAT_NONE},
    {"a library", "float hash(vec2 p) { return mainImage(p); }", RMX_FORMAT_NONE},
    {"a comment declares nothing", "// void mainImage(out vec4 c, vec2 p)\n", RMX_FORMAT_NONE},
    {"an empty file", "", RMX_FORMAT_NONE},
};

static void a_file_is_what_it_declares(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
        if (rmx_effect_format(formats[i].text, strlen(formats[i].text)) != formats[i].format)
            fail_msg("%s", formats[i].law);
}

static struct rmx_effect *read_text(struct rmx_arena *arena, const char *text,
                                    struct rmx_errors *errors)
{
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    *source = (struct rmx_source_text){"test.frag", text, strlen(text)};
    *errors = (struct rmx_errors){.arena = arena};
    enum rmx_effect_format format = rmx_effect_format(text, source->length);
    return rmx_effect_read_format(format, arena, source, "test", "", false, NULL, NULL, errors);
}

// `inputs`: names and types; `part`: what the written text has; `not`: what it has not.
static const struct {
    const char *law, *text, *inputs, *part, *not ;
} names[] = {
    {"what is not read is not there", TOY, "", "mainImage", "TIME"},
    {"iTime", "#define T iTime\n" TOY "float f() { return T; }", "", "float iTime = TIME;", NULL},
    {"a member is no name", TOY "float f(vec4 v) { return v.iTime; }", "", NULL, "TIME"},
    {"a declared one, once", "uniform float iTime; uniform float iTime;" TOY, "",
     "*/float iTime = TIME;  void", "uniform"},
    {"the file's own iTime is its own", "#define iTime 1.0\n" TOY "float f() { return iTime; }", "",
     NULL, "= TIME"},
    {"a global of that name, too", "float iTime;\n" TOY "float f() { return iTime; }", "", NULL,
     "= TIME"},
    {"iResolution of another type", "uniform vec2 iResolution;\n" MAIN, "",
     "vec2 iResolution = RENDERSIZE;", "vec3"},
    {"channels in order",
     TOY "vec4 f(vec2 p) { return texture(iChannel2, p) + texture(iChannel0, "
         "p); }",
     "iChannel0 image, iChannel2 image", NULL, "iChannel1"},
    {"a declared channel", "uniform sampler2D iChannel1;\n" TOY, "iChannel1 image", NULL,
     "uniform"},
    {"a channel by another name is the file's own",
     "#define iChannel0 photo\nuniform sampler2D "
     "photo;\n" TOY,
     "photo image", NULL, NULL},
    {"the pointer", TOY "vec2 f() { return iMouse.xy; }", "mouse point2D",
     "vec4 iMouse = vec4((mouse * RENDERSIZE), ", NULL},
    {"the pointer's name is free", TOY "vec2 f(vec2 mouse) { return iMouse.xy + mouse; }",
     "pointer point2D", "(pointer * RENDERSIZE)", NULL},
    {"The Book of Shaders", "uniform float u_time;\nuniform vec2 u_resolution, u_mouse;\n" MAIN,
     "mouse point2D", "vec2 u_resolution = RENDERSIZE; vec2 u_mouse = (mouse * RENDERSIZE); ",
     NULL},
    {"undeclared it is the file's own", MAIN "float f(float u_time) { return u_time; }", "", NULL,
     "TIME"},
    {"glslViewer's pictures", "uniform sampler2D u_tex0; uniform vec2 u_tex0Resolution;\n" MAIN,
     "u_tex0 image", "vec2 u_tex0Resolution = IMG_SIZE(u_tex0); ", NULL},
    {"GLSL Sandbox", "uniform float time; uniform vec2 mouse; uniform vec2 resolution;\n" MAIN,
     "mouse point2D", "float time = TIME; vec2 resolution = RENDERSIZE; ", NULL},
    {"what was drawn before", "uniform sampler2D backbuffer;\n" MAIN, "",
     "\"PASSES\":[{\"TARGET\":\"backbuffer\",\"PERSISTENT\":true}]", "uniform"},
    {"what a vertex shader hands on", "varying highp vec2 v_texcoord;\n" MAIN, "",
     "vec2 v_texcoord = isf_FragNormCoord; ", "varying"},
    {"by its newer word", "in vec2 uv;\n" MAIN "float f(in vec2 p, in vec2 q) { return p.x; }", "",
     "vec2 uv = isf_FragNormCoord; ", NULL},
    {"with a layout",
     "layout(location = 0) in vec2 uv; layout(location = 1) uniform float a;\n" MAIN, "a float",
     "vec2 uv = isf_FragNormCoord; ", "layout"},
    {"own uniforms are parameters", "uniform float a; // = 0.25\nuniform bool b;\n" MAIN,
     "a float, b bool", "\"DEFAULT\":0.25", "uniform"},
    {"with initialisers, in one line", "uniform float a = 0.75, b = 0.5;\n" MAIN,
     "a float, b float", "\"DEFAULT\":0.75", "uniform"},
    {"what cannot be one stays", "uniform mat4 m;\n" MAIN, "", "uniform mat4 m;", NULL},
};

static const char *print_inputs(struct rmx_arena *arena, const struct rmx_effect *effect)
{
    const char *text = "";
    for (int i = 0; i < effect->input_count; i++)
        text = rmx_arena_printf(arena, "%s%s%s %s", text, *text ? ", " : "", effect->inputs[i].name,
                                rmx_input_type_name(effect->inputs[i].type));
    return text;
}

static void hosts_names_are_given(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const struct rmx_effect *effect = read_text(arena, names[i].text, &errors);
        if (!effect || errors.count)
            fail_msg("%s: %s", names[i].law, errors.items[0].message);
        const char *inputs = print_inputs(arena, effect), *text = effect->source->text;
        if (strcmp(inputs, names[i].inputs) != 0 ||
            (names[i].part && !strstr(text, names[i].part)) ||
            (names[i].not &&strstr(strstr(text, "*/"), names[i].not )))
            fail_msg("%s: '%s' in %s", names[i].law, inputs, text);
        rmx_arena_destroy(arena);
    }
}

// Each text has the word HERE once, in the line that must hold it afterwards.
static const struct {
    const char *law, *text;
} lines[] = {
    {"no line moves", "uniform float u_time;\n" MAIN "float HERE;\n"},
    {"a directive first", "#define T iTime\n\n" TOY "float f() { return T; } float HERE;\n"},
    {"a declaration over lines", "uniform\n vec2\n mouse,\n resolution;\n" MAIN "float HERE;\n"},
    {"in an #if", "#ifdef GL_ES\nuniform float time;\n#endif\n" MAIN "float HERE;\n"},
};

static int line_of(const char *text, const char *word)
{
    int line = 1;
    for (const char *c = text; c < strstr(text, word); c++)
        line += *c == '\n';
    return line;
}

static void lines_stay(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_source_text source = {"test.frag", lines[i].text, strlen(lines[i].text)};
        const char *text = rmx_plain_glsl_isf(arena, &source)->text;
        if (line_of(text, "HERE") != line_of(lines[i].text, "HERE"))
            fail_msg("%s: %s", lines[i].law, text);
        rmx_arena_destroy(arena);
    }
}

#define MATERIAL "vec4 materialColorForPixel(vec2 p) { return vec4(p, 0, 1); }\n"

static const struct {
    const char *law, *text, *error; // "": none
} materials[] = {
    {"a material of inputs alone is a generator", "/*{\"INPUTS\": []}*/\n" MATERIAL, ""},
    {"numbers that MadMapper makes",
     "/*{\"GENERATORS\": [{\"NAME\": \"t\", \"TYPE\": \"time_base\"}]}*/\n" MATERIAL, "GENERATORS"},
    {"files of MadMapper", "/*{}*/\n#include \"MadCommon.glsl\"\n" MATERIAL, "own files"},
    {"an effect on surfaces", "/*{}*/ vec4 fxColorForPixel(vec2 p) { return vec4(1); }",
     "surfaces"},
};

static void buffers_of_their_own_are_named(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors;
    assert_null(
        read_text(arena, "#if defined(BUFFER_0)\n" MAIN "#else\n" MAIN "#endif\n", &errors));
    assert_int_equal(errors.count, 1);
    assert_string_equal(errors.items[0].id, "isf-buffers");
    assert_int_equal(errors.items[0].span.column, 13);
    assert_non_null(read_text(arena, "#define BUFFER_SIZE 2\n" MAIN, &errors));
    rmx_arena_destroy(arena);
}

static void materials_are_drawn_or_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(materials) / sizeof(*materials); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const struct rmx_effect *effect = read_text(arena, materials[i].text, &errors);
        bool drawn = effect && effect->role == RMX_ROLE_GENERATOR && !errors.count;
        bool named = errors.count == 1 && strcmp(errors.items[0].id, "isf-madmapper") == 0 &&
                     strstr(errors.items[0].message, materials[i].error);
        if (*materials[i].error ? !named : !drawn)
            fail_msg("%s: %s", materials[i].law, errors.count ? errors.items[0].message : "");
        rmx_arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_what_it_declares),
        cmocka_unit_test(hosts_names_are_given),
        cmocka_unit_test(lines_stay),
        cmocka_unit_test(buffers_of_their_own_are_named),
        cmocka_unit_test(materials_are_drawn_or_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
