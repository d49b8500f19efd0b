// SPDX-License-Identifier: GPL-3.0-or-later
// What a stranger's files and a full disk get: one clear error, the right exit code, nothing
// written.
#include "media/image.h"
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <vips/vips.h>

#include <cmocka.h>

// 900 million pixels of nothing, in a few hundred kilobytes.
static void write_bomb(const char *name)
{
    VipsImage *black;
    if (vips_black(&black, 30000, 30000, NULL) ||
        vips_pngsave(black, test_cli_path(name), "bitdepth", 1, NULL))
        fail_msg("%s", vips_error_buffer());
    g_object_unref(black);
}

static void write_scene(const char *name, const char *picture, const char *chain)
{
    char text[512];
    snprintf(text, sizeof(text), "size: 32x24\nlayers:\n  - picture: %s\n    chain: [%s]\n",
             picture, chain);
    test_cli_text(name, text);
}

static int begin(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_picture("fine.png", 320, 240);
    test_cli_picture("fine.jpg", 320, 240);
    test_cli_run("head -c 2000 fine.png >short.png; head -c 2000 fine.jpg >short.jpg; : >empty.png;"
                 "echo 'not a picture' >text.png; cp fine.png renamed.jpg; mkdir folder.png;"
                 "mkfifo pipe.png; mkdir -p below sub mine; cp fine.png below");
    write_bomb("bomb.png");
    test_cli_text("header.fs", "/*{\n  \"INPUTS\": [\n    {\"NAME\": \"a\" \"TYPE\": \"float\"}\n"
                               "  ]\n}*/\nvoid main() { gl_FragColor = vec4(1); }\n");
    test_cli_text("shader.fs", "/*{\n  \"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": "
                               "\"image\"}]\n}*/\nvoid main()\n{\n    vec4 c = "
                               "IMG_THIS_PIXEL(inputImage);\n    gl_FragColor = nonsense(c);\n}\n");
    test_cli_text("mine/imports.fs", "/*{\n  \"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": "
                                     "\"image\"}],\n  \"IMPORTED\": {\"a\": {\"PATH\": "
                                     "\"PICTURE\"}}\n}*/\nvoid main() { gl_FragColor = "
                                     "IMG_NORM_PIXEL(a, isf_FragNormCoord.yx); }\n");
    test_cli_run(
        "for p in beside ../fine lost ../text; do sed \"s|PICTURE|$p.png|\" mine/imports.fs "
        ">mine/${p##*/}_import.fs; done; cp fine.png mine/beside.png");
    write_scene("import_beside.yaml", "./fine.png", "./mine/beside_import.fs");
    write_scene("import_lost.yaml", "./fine.png", "./mine/lost_import.fs");
    write_scene("import_up.yaml", "./fine.png", "./mine/fine_import.fs");
    write_scene("import_text.yaml", "./fine.png", "./mine/text_import.fs");
    write_scene("mine/import_outside.yaml", "./beside.png", "./fine_import.fs");
    write_scene("short.yaml", "./short.jpg", "invert");
    write_scene("bomb.yaml", "./bomb.png", "invert");
    write_scene("pipe.yaml", "./pipe.png", "invert");
    write_scene("lost.yaml", "./lost.png", "invert");
    write_scene("sub/outside.yaml", "../fine.png", "invert");
    write_scene("header.yaml", "./fine.png", "./header.fs");
    write_scene("shader.yaml", "./fine.png", "invert, ./shader.fs, posterize");
    write_scene("zero.yaml", "./fine.png", "{rotate: {angle: 1 / (frame - frame)}}");
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

static void test_pictures(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a truncated PNG", "remontage render short.png -o x.png", 66, NULL, "short.png"},
        {"a truncated JPEG", "remontage render short.jpg -o x.png", 66, NULL, "short.jpg"},
        {"an empty file", "remontage render empty.png -o x.png", 66, NULL, "empty.png"},
        {"text with a picture's ending", "remontage render text.png -o x.png", 66, NULL,
         "text.png"},
        {"a wrong ending alone does no harm", "remontage render -q renamed.jpg -o ok.png", 0, NULL,
         NULL},
        {"a folder", "remontage render folder.png -o x.png", 66, NULL, "not a regular file"},
        {"a FIFO", "remontage render pipe.png -o x.png", 66, NULL, "not a regular file"},
        {"no file", "remontage render none.png -o x.png", 66, NULL, "no such file"},
        {"900 million pixels", "remontage render bomb.png -o x.png", 66, NULL, "pixels"},
        {"a truncated source is named with its place", "remontage render short.yaml -o x.png", 66,
         NULL, "short.yaml:3:14: error"},
        {"so is one with too many pixels", "remontage render bomb.yaml -o x.png", 66, NULL,
         "bomb.yaml:3:14: error"},
        {"and a FIFO, which nobody opens", "remontage render pipe.yaml -o x.png", 66, NULL,
         "pipe.yaml:3:14: error"},
        {"for which folders are no advice", "remontage check pipe.yaml 2>&1 | tail -n 3", 0,
         "save what comes from it to a file", NULL},
        {"a link that leads nowhere is no name to mean",
         "ln -s gone.png lost.png; remontage check lost.yaml 2>&1 | tail -n 3", 0,
         "it is a link that leads nowhere", NULL},
        {"a picture from elsewhere: one way of allowing",
         "remontage render sub/outside.yaml -o x.png", 65, NULL, "--allow"},
        {"and the other", "remontage render sub/outside.yaml -o x.png", 65, NULL,
         "remontage/allow"},
        {"check finds a bad picture, too", "remontage check short.yaml bomb.yaml", 66, "2 errors",
         "short.yaml:3:14"},
    };
    TEST_HOLD(laws);
    assert_int_equal(test_cli_count("x.*"), 0);
}

// Pictures that an effect's file brings along.
static void test_imports(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a picture beside the effect", "remontage render -q import_beside.yaml -o beside.png", 0,
         NULL, NULL},
        {"one within the scene's folder", "remontage render -q import_up.yaml -o up.png", 0, NULL,
         NULL},
        {"one that is not there, at its place in the effect",
         "remontage render import_lost.yaml -o x.png", 66, NULL,
         "lost_import.fs:3:30: error: there is no picture 'lost.png'"},
        {"check says the same", "remontage check import_lost.yaml", 66, "1 error",
         "lost_import.fs:3:30"},
        {"one that is no picture", "remontage render import_text.yaml -o x.png", 66, NULL,
         "text_import.fs:3:30: error"},
        {"one from elsewhere is not opened", "remontage render mine/import_outside.yaml -o x.png",
         65, NULL, "fine_import.fs:3:30: error"},
        {"but where the user allows it",
         "remontage render -q --allow . mine/import_outside.yaml -o allowed.png", 0, NULL, NULL},
    };
    TEST_HOLD(laws);
    assert_int_equal(test_cli_count("x.*"), 0);
}

// Headers that say what cannot be.
static void test_lies(void **state)
{
    (void)state;
    static const struct {
        const char *name, *header;
    } files[] = {
        {"turned", "\"INPUTS\": [{\"NAME\": \"a\", \"TYPE\": \"float\", \"MIN\": 9, \"MAX\": 1}]"},
        {"labels", "\"INPUTS\": [{\"NAME\": \"a\", \"TYPE\": \"long\", \"VALUES\": [1, 2]}]"},
        {"name", "\"INPUTS\": [{\"NAME\": \"a b\", \"TYPE\": \"float\"}]"},
        {"type", "\"INPUTS\": [{\"NAME\": \"a\", \"TYPE\": \"matrix\"}]"},
        {"huge",
         "\"PASSES\": [{\"TARGET\": \"t\", \"WIDTH\": 40000, \"HEIGHT\": 2, \"FLOAT\": true}, {}]"},
        {"words", "\"PASSES\": [{\"TARGET\": \"t\", \"WIDTH\": \"as wide as $it\"}, {}]"},
        {"columns", "\"INPUTS\": [{\"NAME\": \"a\", \"TYPE\": \"audio\", \"MAX\": 1e9}]"},
    };
    static const struct test_law laws[] = {
        {"MIN above MAX", "remontage render turned.yaml -o lie.png", 0, NULL, "turned.fs:1:"},
        {"VALUES without LABELS", "remontage render labels.yaml -o lie.png", 0, NULL, "no LABELS"},
        {"a name that is none", "remontage render name.yaml -o x.png", 65, NULL, "name.fs:1:24"},
        {"a type that is none", "remontage render type.yaml -o lie.png", 0, NULL, "left out"},
        {"a picture of more pixels than can be", "remontage render huge.yaml -o lie.png", 0, NULL,
         "more than is drawn: 16384 x 2"},
        {"a size that is no expression", "remontage render words.yaml -o lie.png", 65, NULL,
         "words.fs:1:41: error: there is no numeric input 'as'"},
        {"a thousand million columns of sound", "remontage render columns.yaml -o lie.png", 0, NULL,
         "columns"},
        {"sound that a scene would give",
         "echo 'layers: [{generate: {./columns.fs: {a: 1}}}]' >given.yaml; remontage check "
         "given.yaml",
         65, "1 error", "it is not given"},
        {"five hundred passes", "remontage render passes.yaml -o x.png", 65, NULL, "64 passes"},
    };
    for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
        char text[512], name[32];
        snprintf(name, sizeof(name), "%s.fs", files[i].name);
        snprintf(text, sizeof(text), "/*{%s}*/\nvoid main() { gl_FragColor = vec4(1.0); }\n",
                 files[i].header);
        test_cli_text(name, text);
    }
    test_cli_run("p='{}'; for i in $(seq 499); do p=\"$p,{}\"; done; "
                 "printf '/*{\"PASSES\": [%s]}*/\\nvoid main() {}\\n' \"$p\" >passes.fs; "
                 "for f in turned labels name type huge words columns passes; do "
                 "printf 'size: 32x24\\nlayers: [{generate: ./%s.fs}]\\n' $f >$f.yaml; done");
    TEST_HOLD(laws);
    assert_int_equal(test_cli_count("x.*"), 0);
}

// A vertex shader beside an effect.
static void test_companions(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"GLSL that is none, at the vertex shader's own line",
         "remontage render companion.yaml -o x.png", 65, NULL, "companion.vs:3:"},
        {"one that asks for what nobody gives",
         "printf 'void main()\\n{ isf_vertShaderInit(); }\\n' "
         ">companion.vs; remontage render companion.yaml -o x.png",
         65, NULL, "error"},
        {"one without main", "echo 'float a;' >companion.vs; remontage check companion.yaml", 65,
         "1 error", "companion.vs:1:"},
        {"a link that leads elsewhere",
         "ln -sf /etc/passwd companion.vs; remontage check companion.yaml", 65, "1 error",
         "a link that leads out"},
        {"a folder", "rm companion.vs; mkdir companion.vs; remontage check companion.yaml", 66,
         "1 error", "not a regular file"},
    };
    test_cli_text("companion.fs",
                  "/*{\"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}]}*/\n"
                  "in float grey;\nvoid main() { gl_FragColor = vec4(grey); }\n");
    test_cli_text("companion.vs",
                  "out float grey;\nvoid main()\n{ isf_vertShaderInit(); grey = nonsense; }\n");
    write_scene("companion.yaml", "./fine.png", "./companion.fs");
    TEST_HOLD(laws);
    assert_int_equal(test_cli_count("x.*"), 0);
}

static void write_layers(const char *name, int count)
{
    FILE *file = fopen(test_cli_path(name), "w");
    assert_non_null(file);
    fprintf(file, "layers:\n");
    for (int i = 0; i < count; i++)
        fprintf(file, "  - generate: solid\n");
    fclose(file);
}

static void test_scenes(void **state)
{
    (void)state;
    write_layers("layers.yaml", 10000);
    static const struct test_law laws[] = {
        {"ten thousand layers", "remontage render layers.yaml -o x.png", 65, NULL, "layers.yaml:"},
        {"a broken header, at its own line", "remontage render header.yaml -o x.png", 65, NULL,
         "header.fs:3:"},
        {"broken GLSL, at its own line", "remontage render shader.yaml -o x.png", 65, NULL,
         "shader.fs:7:"},
        {"with the driver's words", "remontage render shader.yaml -o x.png", 65, NULL, "nonsense"},
        {"check compiles, too", "remontage check shader.yaml", 65, "1 error", "shader.fs:7:"},
        {"dividing by zero is said, and the default stands in",
         "remontage render zero.yaml -o zero.png", 0, NULL, "angle"},
    };
    TEST_HOLD(laws);
    assert_int_equal(test_cli_count("x.*"), 0);
}

static void test_machines(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a full disk", "ulimit -f 16; remontage render fine.png -o x.png --size 1000", 73, NULL,
         "x.png"},
        {"in a sequence", "ulimit -f 16; remontage render fine.png -s 1000 -o x%d.png --frames 0-9",
         73, NULL, "x0.png"},
        {"a file in the way of a folder", "remontage render fine.png -o fine.jpg/x.png", 73, NULL,
         "fine.jpg"},
        {"a machine without OpenGL",
         "export __EGL_VENDOR_LIBRARY_FILENAMES=/dev/null; remontage render fine.png -o x.png", 69,
         NULL, "OpenGL"},
        {"where explain still answers",
         "export __EGL_VENDOR_LIBRARY_FILENAMES=/dev/null; remontage explain fine.png", 0, "1 pass",
         NULL},
        {"and check, too",
         "export __EGL_VENDOR_LIBRARY_FILENAMES=/dev/null; remontage check fine.png", 0, "0 errors",
         "shaders are not compiled"},
        {"a size past the device's", "remontage render fine.png -o x.png --size 200000x10", 69,
         NULL, "200000"},
    };
    TEST_HOLD(laws);
    assert_int_equal(test_cli_count("*x*.part"), 0);
    assert_int_equal(test_cli_count("x*"), 0);
}

int main(void)
{
    if (!rmx_media_start())
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pictures),   cmocka_unit_test(test_imports),
        cmocka_unit_test(test_companions), cmocka_unit_test(test_lies),
        cmocka_unit_test(test_scenes),     cmocka_unit_test(test_machines)};
    return cmocka_run_group_tests(tests, begin, end);
}
