// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of a header's pictures: its passes, their buffers, what it brings along.
#include "isf/effect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define BODY "\nvoid main() { }\n"

static struct rmx_effect *read_text(struct rmx_arena *arena, const char *text,
                                    struct rmx_errors *errors)
{
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    *source = (struct rmx_source_text){"test.fs", text, strlen(text)};
    *errors = (struct rmx_errors){.arena = arena};
    return rmx_effect_read(arena, source, "test", "", false, NULL, NULL, errors);
}

static char *quote(struct rmx_arena *arena, const char *text)
{
    char *copy = rmx_arena_copy(arena, text);
    for (char *c = copy; *c; c++)
        if (*c == '\'')
            *c = '"';
    return copy;
}

// `target wxh` of each pass; p: persistent, f: float.
static const struct {
    const char *law, *keys, *passes;
} pass_laws[] = {
    {"none declared is none", "'A':1", ""},
    {"one pass to the output is no reason", "'PASSES':[{}]", "- "},
    {"two passes", "'PASSES':[{'TARGET':'a','WIDTH':'$WIDTH/2','HEIGHT':64},{}]",
     "a $WIDTH/2x64 - "},
    {"a target", "'PASSES':[{'TARGET':'a'}]", "a "},
    {"lasting", "'PASSES':[{'TARGET':'a','PERSISTENT':true,'FLOAT':true}]", "a pf "},
    {"lasting by a number", "'PASSES':[{'TARGET':'a','PERSISTENT':1}]", "a p "},
    {"lasting by a text", "'PASSES':[{'TARGET':'a','PERSISTENT':'true'}]", "a p "},
    {"lasting in lower case", "'PASSES':[{'TARGET':'a','persistent':true}]", "a p "},
    {"not lasting", "'PASSES':[{'TARGET':'a','PERSISTENT':false}]", "a "},
    {"lasting as ISF 1 has it, in a list", "'PERSISTENT_BUFFERS':['a'],'PASSES':[{'TARGET':'a'}]",
     "a p "},
    {"lasting as ISF 1 has it, as an object",
     "'PERSISTENT_BUFFERS':{'a':{}},'PASSES':[{'TARGET':'a'}]", "a p "},
    {"lasting as ISF 1 has it, with all that the buffer is",
     "'PERSISTENT_BUFFERS':{'a':{'WIDTH':4,'HEIGHT':'$HEIGHT','FLOAT':true}},"
     "'PASSES':[{'TARGET':'a'}]",
     "a 4x$HEIGHT pf "},
    {"pictures of its own", "'IMPORTED':{'a':{'PATH':'a.png'}}", ""},
    {"pictures of its own as ISF 1 has them", "'IMPORTED':[{'NAME':'a','PATH':'a.png'}]", ""},
    {"sound", "'INPUTS':[{'NAME':'a','TYPE':'audioFFT'}]", ""},
};

static const char *print_passes(struct rmx_arena *arena, const struct rmx_effect *effect)
{
    const char *text = "";
    for (int i = 0; i < effect->pass_count; i++) {
        const struct rmx_effect_pass *pass = &effect->passes[i];
        text = rmx_arena_printf(arena, "%s%s ", text, pass->target ? pass->target : "-");
        if (pass->width)
            text = rmx_arena_printf(arena, "%s%sx%s ", text, rmx_program_text(pass->width),
                                    rmx_program_text(pass->height));
        if (pass->persistent)
            text = rmx_arena_printf(arena, "%sp%s ", text, pass->is_float ? "f" : "");
    }
    return text;
}

static void passes_and_imports_are_read(void **data)
{
    (void)data;
    int faults = 0;
    for (size_t i = 0; i < sizeof(pass_laws) / sizeof(*pass_laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const char *text =
            rmx_arena_printf(arena, "/*{%s}*/" BODY, quote(arena, pass_laws[i].keys));
        const struct rmx_effect *effect = read_text(arena, text, &errors);
        assert_non_null(effect);
        const char *passes = print_passes(arena, effect);
        assert_null(effect->own_pass_reason);
        if (strcmp(passes, pass_laws[i].passes) != 0) {
            print_error("%s: %s\n", pass_laws[i].law, passes);
            faults++;
        }
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
}

// Inputs, buffers and imported pictures together.
static void sixteen_pictures_are_read_and_no_more(void **data)
{
    (void)data;
    for (int count = 15; count <= 16; count++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const char *text = "/*{\"PASSES\":[{\"TARGET\":\"a\"}],\"IMPORTED\":{";
        for (int i = 0; i < count; i++)
            text = rmx_arena_printf(arena, "%s%s\"p%d\":{\"PATH\":\"p\"}", text, i ? "," : "", i);
        read_text(arena, rmx_arena_printf(arena, "%s}}*/" BODY, text), &errors);
        assert_int_equal(errors.count, count > 15);
        if (errors.count)
            assert_string_equal(errors.items[0].id, "isf-limit");
        rmx_arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passes_and_imports_are_read),
        cmocka_unit_test(sixteen_pictures_are_read_and_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
