// SPDX-License-Identifier: GPL-3.0-or-later
// YAML text as nodes with places.
#include "scene/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct rmx_document read_text(struct rmx_arena *arena, const char *text, bool in_brackets,
                                     struct rmx_errors *errors)
{
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    *source = (struct rmx_source_text){"test", text, strlen(text)};
    return rmx_document_read(arena, source, in_brackets, errors);
}

// "{a@1:1=[x@1:5 'y'@1:8]}": lists, maps, texts (quoted ones in quotes), each with its place.
static void dump(struct rmx_text *out, const struct rmx_node *node)
{
    switch (node->kind) {
    case RMX_NODE_EMPTY: rmx_text_add(out, "~"); break;
    case RMX_NODE_SCALAR:
        rmx_text_printf(out, node->quoted ? "'%s'" : "%s", node->text);
        rmx_text_printf(out, "@%d:%d+%d", node->text_span.line, node->text_span.column,
                        node->text_span.length);
        break;
    case RMX_NODE_LIST:
        rmx_text_add(out, "[");
        for (int i = 0; i < node->count; i++) {
            rmx_text_add(out, i ? " " : "");
            dump(out, node->items[i]);
        }
        rmx_text_add(out, "]");
        break;
    case RMX_NODE_MAP:
        rmx_text_add(out, "{");
        for (int i = 0; i < node->count; i++) {
            rmx_text_printf(out, "%s%s=", i ? " " : "", node->entries[i].key->text);
            dump(out, node->entries[i].value);
        }
        rmx_text_add(out, "}");
        break;
    }
    rmx_text_add(out, node->broken ? "!" : "");
}

static const struct law {
    const char *law, *text, *nodes;
    bool in_brackets;
} laws[] = {
    {"a text has its place and length", "a: bcd", "{a=bcd@1:4+3}", false},
    {"quotes shift the text by one", "a: \"bcd\"", "{a='bcd'@1:5+3}", false},
    {"single quotes too", "a: 'b'", "{a='b'@1:5+1}", false},
    {"columns count characters, not bytes", "a: {é: ü, b: c}", "{a={é=ü@1:8+1 b=c@1:14+1}}", false},
    {"lines count from one", "a:\n  - b\n  - c", "{a=[b@2:5+1 c@3:5+1]}", false},
    {"nothing behind a key is nothing", "a:\nb: c", "{a=~ b=c@2:4+1}", false},
    {"quotes make an empty text", "a: ''", "{a=''@1:5+2}", false},
    {"no word is typed by YAML", "a: [no, 1:30, 0x1F, null, 8s]",
     "{a=[no@1:5+2 1:30@1:9+4 0x1F@1:15+4 null@1:21+4 8s@1:27+2]}", false},
    {"a plain value may go on below", "a: b\n  c", "{a=b c@1:4+1}", false},
    {"a block's last newline is YAML's", "a: |\n  b\n  c\nd: >\n  e\n",
     "{a='b\nc'@1:4+1 d='e'@4:4+1}", false},
    {"a comment is no part of a value", "a: b # c", "{a=b@1:4+1}", false},
    {"a hash without a space is", "a: b#c", "{a=b#c@1:4+3}", false},
    {"a key in a list makes a map", "[a: b]", "[{a=b@1:5+1}]", false},
    {"lines of another system", "a: b\r\nc: d\r\n", "{a=b@1:4+1 c=d@2:4+1}", false},
    {"brackets put around keep the columns", "a: {b: c}, d", "[{a={b=c@1:8+1}} d@1:12+1]", true},
    {"and those of later lines", "a,\n b", "[a@1:1+1 b@2:2+1]", true},
    {"nothing in brackets is an empty list", "", "[]", true},
    {"a comment cannot swallow the bracket", "a # b", "[a@1:1+1]", true},
    {"a call split by its commas is one broken value", "[f(a, b), c]", "[f(a@1:2+3! c@1:11+1]",
     false},
    {"of three parts too", "{x: f(a, b, c), y: d}", "{x=f(a@1:5+3! y=d@1:20+1}", false},
    {"parentheses that never close are the expression's", "[f(a, b]", "[f(a@1:2+3 b@1:7+1]", false},
    {"in quotes a comma is one", "['f(a, b)', c]", "['f(a, b)'@1:3+7 c@1:13+1]", false},
    {"the first of two equal keys holds", "a: b\na: c", "{a=b@1:4+1}", false},
    {"an alias is a broken value", "a: *b\nc: d", "{a=@1:4+2! c=d@2:4+1}", false},
    {"what stands around a mistake is kept", "a: b\nc: [d, e\nf: g", "{a=b@1:4+1 f=g@3:4+1}",
     false},
    {"what lies deeper goes with it", "a: b\nc: d: e\n  f: g\n- h\n\ni: j", "{a=b@1:4+1 i=j@6:4+1}",
     false},
    {"of a list, the item alone", "a:\n- b\n- [c\n- d", "{a=[b@2:3+1 d@4:3+1]}", false},
};

static void test_laws_of_nodes(void **state)
{
    (void)state;
    bool good = true;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors = {.arena = arena};
        struct rmx_document document = read_text(arena, laws[i].text, laws[i].in_brackets, &errors);
        struct rmx_text nodes = {0};
        if (document.root)
            dump(&nodes, document.root);
        if (strcmp(rmx_text_string(&nodes), laws[i].nodes) != 0) {
            print_error("%s: read %s\n", laws[i].law, rmx_text_string(&nodes));
            good = false;
        }
        rmx_text_finish(&nodes);
        rmx_arena_destroy(arena);
    }
    assert_true(good);
}

// Unless all but the mistake can be read.
static void test_a_broken_text_says_from_which_line_on(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors = {.arena = arena};
    assert_int_equal(read_text(arena, "c: [d, e", false, &errors).broken_line, 1);
    assert_int_equal(errors.error_count, 1);
    struct rmx_document rest = read_text(arena, "a: b\nc: [d, e\nf: g", false, &errors);
    assert_true(rest.is_broken && !rest.broken_line);
    assert_int_equal(errors.error_count, 2);
    errors.error_count = 1;
    assert_int_equal(read_text(arena, "a: b\nc: d", false, &errors).broken_line, 0);
    assert_int_equal(errors.error_count, 1);
    assert_null(read_text(arena, "", false, &errors).root);
    assert_int_equal(errors.error_count, 1);
    rmx_arena_destroy(arena);
}

static void test_a_swallowed_value_is_kept(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors = {.arena = arena};
    struct rmx_document document = read_text(arena, "a: #ff8800\nb: # later\nc:", false, &errors);
    const struct rmx_node *a = rmx_node_get(document.root, "a");
    assert_string_equal(a->swallowed, "#ff8800");
    assert_int_equal(a->span.column, 4);
    assert_null(rmx_node_get(document.root, "b")->swallowed);
    assert_null(rmx_node_get(document.root, "c")->swallowed);
    assert_null(rmx_node_get(document.root, "d"));
    rmx_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_laws_of_nodes),
        cmocka_unit_test(test_a_broken_text_says_from_which_line_on),
        cmocka_unit_test(test_a_swallowed_value_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
