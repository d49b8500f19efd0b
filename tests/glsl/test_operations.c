// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of what is counted of a shader: operations, reads of textures and of numbers, loops.
#include "glsl/operations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char head[] = "#version 450 core\n"
                           "layout(location = 0) out vec4 result;\n"
                           "layout(location = 0, component = 0) flat in vec4 handed;\n"
                           "layout(std140, binding = 0) uniform Pass {\n"
                           "    layout(offset = 16) float kept;\n"
                           "    vec2 list[2];\n"
                           "};\n"
                           "layout(binding = 0) uniform sampler2D image;\n";

static const struct {
    const char *law, *code;
    double operations, textures, block, flat;
    bool is_least;
} laws[] = {
    {"nothing is nothing", "void main() { result = vec4(0.0, -1.0, 1e-5, +2); }", 0, 0, 0, 0,
     false},
    {"operators and built-in functions are one each",
     "void main() { float a = sin(1.0) * 2.0 - cos(3.0); result.x += a < 1.0 ? -a : a; }", 8, 0, 0,
     0, false},
    {"constructors, swizzles, indices and members are none",
     "struct S { vec2 p; };\nvoid main() { S s = S(vec2(1.0)); result[1] = s.p.yx.x; }", 0, 0, 0, 0,
     false},
    {"textures are reads, their sizes operations",
     "void main() { result = texture(image, vec2(0)) + texelFetch(image, textureSize(image, 0), 0) "
     "* textureLod(image, vec2(0), 0.0); }",
     3, 3, 0, 0, false},
    {"numbers are read where they are named",
     "#define SIZE handed.xy\nvoid main() { result.xy = SIZE + SIZE * kept + list[1]; }", 3, 0, 2,
     2, false},
    {"functions count as often as they are called",
     "float f(float x) { return x * x + kept; }\nfloat g() { return f(1.0) + f(2.0); }\n"
     "void main() { result.x = g() + g() + f(3.0); }",
     14, 0, 5, 0, false},
    {"those that nobody calls do not count",
     "float f() { return sin(kept); }\nvoid main() { result = handed; }", 0, 0, 0, 1, false},
    {"overloads are told by their arguments, then the dearest counts",
     "float f(float a) { return a; }\nfloat f(vec2 a) { return a.x + a.y; }\n"
     "float f(float a, float b) { return a * b * a * b; }\n"
     "void main() { result = vec4(f(1.0), f(1.0, 2.0), 0, 0); }",
     4, 0, 0, 0, false},
    {"`void` is no argument", "float f(void) { return 1.0 + kept; }\nvoid main() { f(); }", 1, 0, 1,
     0, false},
    {"macros count as their text, arguments as often as they stand there",
     "#define TWICE(x) ((x) + (x))\nvoid main() { result.x = TWICE(sin(kept)); }", 3, 0, 2, 0,
     false},
    {"what an #if leaves out does not",
     "#ifdef NO\n#define F sin(1.0) + cos(1.0)\n#else\n#define F 1.0\n#endif\n"
     "void main() { result.x = F; }",
     0, 0, 0, 0, false},
    {"both sides of a branch do",
     "void main() { if (kept > 0.0) result.x = sin(kept); else result.x = cos(kept); }", 3, 0, 3, 0,
     false},
    {"constants are none, other globals run in main",
     "const float A = 1.0 / 3.0;\nfloat b = kept / A;\nvoid main() { result.x = b; }", 1, 0, 1, 0,
     false},
    {"a loop counts as often as it says",
     "const int N = 5;\nvoid main() { for (int i = 0; i < N; i++) result.x *= kept; }", 15, 0, 5, 0,
     false},
    {"whichever way it goes, and within another",
     "void main() { for (float f = 1.0; f >= 0.0; f -= 0.5) for (int i = 4; i > 0; --i) "
     "texture(image, vec2(0)); }",
     3 * 2 + 12 * 2, 12, 0, 0, false},
    {"a part of its condition will do",
     "void main() { for (int i = 0; (i < 3) && kept > 1.0; i++) { } }", 12, 0, 3, 0, false},
    {"the least part counts", "void main() { for (int i = 0; i < 9 && i < 2; i++) { } }", 8, 0, 0,
     0, false},
    {"one that is not known counts once, and it is said",
     "void main() { for (int i = 0; i < int(kept); i++) result.x *= 2.0; }", 3, 0, 1, 0, true},
    {"while and do are not known",
     "void main() { while (kept > 1.0) result *= 2.0; do { } while (kept > 2.0); }", 3, 0, 2, 0,
     true},
    {"it is said, whoever calls it",
     "float f() { while (true) break; return 1.0; }\nfloat g() { return f(); }\n"
     "void main() { g(); }",
     0, 0, 0, 0, true},
    {"what calls itself ends", "float f(float x) { return f(x + 1.0); }\nvoid main() { f(1.0); }",
     1, 0, 0, 0, false},
};

static void test_laws(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        char *text = rmx_arena_printf(arena, "%s%s\n", head, laws[i].code);
        struct rmx_operations found;
        if (!rmx_operations_count(arena, text, strlen(text), &found))
            fail_msg("%s: not counted", laws[i].law);
        if (found.operations != laws[i].operations || found.texture_reads != laws[i].textures ||
            found.block_reads != laws[i].block || found.flat_reads != laws[i].flat ||
            found.is_least != laws[i].is_least)
            fail_msg("%s: %g operations, %g reads of textures, %g of the block, %g flat%s",
                     laws[i].law, found.operations, found.texture_reads, found.block_reads,
                     found.flat_reads, found.is_least ? ", at least" : "");
        rmx_arena_destroy(arena);
    }
}

static void test_what_is_no_shader_is_not_counted(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "void main() {", "float f() { return 1.0; }", ")("};
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_operations found;
        assert_false(rmx_operations_count(arena, texts[i], strlen(texts[i]), &found));
        rmx_arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_laws),
        cmocka_unit_test(test_what_is_no_shader_is_not_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
