// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/hostile.h"

#include "support/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// `before`, then `part` so many times, then `after`, into a file.
static void repeat(const char *name, const char *before, const char *part, int times,
                   const char *after)
{
    FILE *file = fopen(test_cli_path(name), "w");
    if (!file)
        abort();
    fputs(before, file);
    for (int i = 0; i < times; i++)
        fputs(part, file);
    fputs(after, file);
    fclose(file);
}

#define HEADER "/*{\"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}]}*/\n"
#define END "    gl_FragColor = c;\n}\n"
#define MAIN "void main()\n{\n    vec4 c = IMG_THIS_PIXEL(inputImage);\n"

static void effect(const char *code)
{
    repeat("shaders/mine.fs", code, "", 0, "");
}

static void endless_loop(void)
{
    effect(HEADER MAIN "    while (c.a > 0.0)\n        c.r += 0.001;\n" END);
}

static void endless_for(void)
{
    effect(HEADER MAIN "    for (;;) { c.g = fract(c.g + 0.1); if (c.g > 2.0) break; }\n" END);
}

static void endless_do(void)
{
    effect(HEADER MAIN "    do c.b = fract(c.b + 0.1); while (c.b < 2.0);\n" END);
}

static void long_loop(void)
{
    effect(HEADER MAIN "    for (int i = 0; i < 2000000000; i++)\n"
                       "        c = fract(c * 1.1 + 0.1);\n" END);
}

static void nested_loops(void)
{
    effect(HEADER MAIN "    for (int i = 0; i < 900; i++) for (int j = 0; j < 31; j++)\n"
                       "        for (int k = 0; k < 31; k++) c = fract(sin(c * 1.1 + 0.1));\n" END);
}

static void comments_in_effect(void)
{
    repeat("shaders/mine.fs", HEADER, "// a comment of many\n/* and another */\n", 25000, MAIN END);
}

static void comments_in_scene(void)
{
    repeat("more.yaml", "", "# a comment of many\n", 50000, "sources: {plant: one.png}\n");
}

static void deep_expression(void)
{
    repeat("more.yaml", "sources: {plant: one.png}\nchains: {look: [{posterize: {levels: ", "(",
           20000, "5}}]}\n");
}

static void deep_glsl(void)
{
    repeat("shaders/mine.fs", HEADER MAIN "    c.r = ", "(", 20000, "1.0;\n" END);
}

static void deep_yaml(void)
{
    repeat("more.yaml", "sources: ", "[", 20000, "\n");
}

static void deep_json(void)
{
    repeat("shaders/mine.fs", "/*{\"INPUTS\": ", "[", 20000, "}*/\n" MAIN END);
}

static void many_aliases(void)
{
    FILE *file = fopen(test_cli_path("more.yaml"), "w");
    if (!file)
        abort();
    fputs("a: &a0 [x, x, x, x, x, x, x, x, x]\n", file);
    for (int i = 1; i < 30; i++)
        fprintf(file, "b%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d]\n", i, i, i - 1, i - 1, i - 1,
                i - 1, i - 1);
    fclose(file);
}

static void long_word(void)
{
    repeat("more.yaml", "sources: {", "abcdefghij", 100000, ": one.png}\n");
}

static void many_layers(void)
{
    repeat("chaos.yaml", "size: 96x54\nlayers:\n", "  - generate: checker\n", 20000, "");
}

static void many_inputs(void)
{
    repeat("shaders/mine.fs", "/*{\"INPUTS\": [", "{\"NAME\": \"a\", \"TYPE\": \"float\"}, ", 5000,
           "{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}]}*/\n" MAIN END);
}

static void huge_size(void)
{
    test_cli_text("chaos.yaml", "size: 999999999x999999999\nlayers: [{picture: one.png}]\n");
}

static void huge_numbers(void)
{
    test_cli_text("more.yaml", "sources: {plant: one.png}\n"
                               "chains: {look: [{posterize: {levels: 1e308 * 1e308}},"
                               " {blur: {radius: -1e300}}, {repeat: {count: 99999999999999}}]}\n");
}

static void empty_files(void)
{
    test_cli_run(": >chaos.yaml; : >more.yaml; : >shaders/mine.fs");
}

static void binary(void)
{
    test_cli_run("head -c 200000 \"$REMONTAGE\" | tee chaos.yaml >shaders/mine.fs");
}

static void zeros(void)
{
    test_cli_run("head -c 500000 /dev/zero | tee more.yaml >shaders/mine.fs");
}

static void escapes(void)
{
    test_cli_text("more.yaml", "\"\\e]0;x\\a\\e[2J\": \x1b[31m\xe2\x80\xae\n");
}

static void includes_itself(void)
{
    test_cli_text("more.yaml", "include: [more.yaml, chaos.yaml]\n");
    effect(HEADER "#include \"mine.fs\"\n" MAIN END);
}

static void folders(void)
{
    test_cli_run("for f in chaos.yaml shaders/mine.fs one.png; do rm -f $f; mkdir $f; done");
}

static void fifos(void)
{
    test_cli_run("for f in more.yaml shaders/mine.fs one.png; do rm -f $f; mkfifo $f; done");
}

static void links_in_a_ring(void)
{
    test_cli_run("rm more.yaml one.png; ln -s more.yaml more.yaml; ln -s two one.png; ln -s "
                 "one.png two");
}

static void devices(void)
{
    test_cli_run("for f in more.yaml one.png; do rm $f; ln -s /dev/zero $f; done");
}

static void missing(void)
{
    test_cli_run("rm -f one.png part/two.png shaders/mine.fs");
}

// A header of 60,000 x 60,000 pixels, and a gigabyte of nothing.
static void huge_picture(void)
{
    test_cli_run("printf 'P6\\n60000 60000\\n255\\n' >one.png; truncate -s 1G one.png");
}

static void cut_picture(void)
{
    test_cli_run("head -c 300 one.png >x; mv x one.png");
}

static void endless_svg(void)
{
    test_cli_text("one.svg",
                  "<svg xmlns='http://www.w3.org/2000/svg' width='64' height='64'><filter id='f'>"
                  "<feTurbulence baseFrequency='0.9' numOctaves='20000'/></filter>"
                  "<rect width='64' height='64' filter='url(#f)'/></svg>");
    test_cli_text("more.yaml", "sources: {plant: one.svg}\nchains: {look: [invert]}\n");
}

static void many_buffers(void)
{
    FILE *file = fopen(test_cli_path("shaders/mine.fs"), "w");
    if (!file)
        abort();
    fputs("/*{\"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}], \"PASSES\": [", file);
    for (int i = 0; i < 14; i++)
        fprintf(file,
                "{\"TARGET\": \"b%d\", \"WIDTH\": \"600\", \"HEIGHT\": \"600\", \"FLOAT\": true}, ",
                i);
    fputs("{}]}*/\n" MAIN END, file);
    fclose(file);
}

static const struct chaos_kind kinds[] = {
    {"a loop without an end", endless_loop},
    {"for (;;)", endless_for},
    {"do while", endless_do},
    {"loops in each other", nested_loops},
    {"a loop of two thousand millions", long_loop},
    {"a megabyte of comments (effect)", comments_in_effect},
    {"a megabyte of comments (scene)", comments_in_scene},
    {"an expression 20,000 deep", deep_expression},
    {"GLSL 20,000 deep", deep_glsl},
    {"YAML 20,000 deep", deep_yaml},
    {"JSON 20,000 deep", deep_json},
    {"aliases of aliases", many_aliases},
    {"a word of a megabyte", long_word},
    {"20,000 layers", many_layers},
    {"5,000 inputs", many_inputs},
    {"a size that nobody has", huge_size},
    {"huge numbers", huge_numbers},
    {"empty files", empty_files},
    {"a program for a text", binary},
    {"zeros for a text", zeros},
    {"control characters", escapes},
    {"files that include themselves", includes_itself},
    {"folders for files", folders},
    {"FIFOs for files", fifos},
    {"links in a ring", links_in_a_ring},
    {"links to /dev/zero", devices},
    {"all pictures missing", missing},
    {"a picture of 3,600 megapixels", huge_picture},
    {"a picture cut off", cut_picture},
    {"an SVG that takes for ever", endless_svg},
    {"fourteen buffers", many_buffers},
};

int hostile_kinds(void)
{
    return sizeof(kinds) / sizeof(kinds[0]);
}

bool hostile_run(int saves, double most_gap_ms, struct chaos_result *result)
{
    return chaos_run_kinds(&(struct chaos_params){.kinds = kinds,
                                                  .kind_count = hostile_kinds(),
                                                  .saves = saves,
                                                  .seed = 1,
                                                  .most_gap_ms = most_gap_ms},
                           result);
}
