// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of what stands in the exhibition: how it is named, forgotten and written.
#include "support/exhibits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_words_that_mean_a_row(void **state)
{
    (void)state;
    const struct rmx_exhibit row = {
        .hash = "0123456789abcdef", .name = "plant", .path = "/home/acanthus-mollis.jpg"};
    static const struct {
        const char *word;
        bool is_it;
    } laws[] = {
        {"plant", true},
        {"acanthus-mollis.jpg", true},
        {"acanthus-mollis", true},
        {"01234567", true},
        {"0123456", false},
        {"/home/acanthus-mollis.jpg", true},
        {"01234568", false},
        {"acanthus", false},
        {"plan", false},
        {"plants", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++)
        if (rmx_exhibit_is(&row, laws[i].word) != laws[i].is_it)
            fail_msg("'%s' %s", laws[i].word, laws[i].is_it ? "means it" : "does not mean it");
}

static void test_forgetting(void **state)
{
    (void)state;
    char why[256];
    const struct rmx_exhibits *seen = exhibits_see();
    assert_true(rmx_exhibits_forget(seen, why, sizeof(why)));
    assert_false(test_cli_exists("state"));
    exhibits_show(RMX_EXHIBIT_SHOW, "plant.jpg", 5);
    exhibits_show(RMX_EXHIBIT_SHOW, "street.jpg", 2);
    seen = exhibits_see();
    assert_int_equal(seen->count, 2);
    struct rmx_exhibits one = *seen;
    one.count = 1;
    assert_true(rmx_exhibits_forget(&one, why, sizeof(why)));
    seen = exhibits_see();
    assert_int_equal(seen->count, 1);
    assert_true(seen->items[0].surface_s == 2);
    exhibits_show(RMX_EXHIBIT_SHOW, "plant.jpg", 1); // begins anew, its titles too
    seen = exhibits_see();
    assert_true(seen->items[1].surface_s == 1);
    assert_int_equal(seen->items[1].title_count, 1);
}

static void test_texts(void **state)
{
    (void)state;
    struct rmx_exhibit rows[] = {
        {"ab", "a<b>&\"c\"", "/tmp/x\033[2J.jpg", 120, 1, 2, 3, 0, 86400, NULL, 0},
        {"cd", "plant", "/tmp/plant.jpg", 30, 1, 0, 0, 86400, 86400, NULL, 0},
    };
    const char *titles[] = {"Cult", "An \"Evening\", at home"};
    rows[1].titles = titles;
    rows[1].title_count = 2;
    const struct rmx_exhibits exhibits = {rows, 2, ""};
    struct rmx_text text = {0};
    rmx_exhibits_print(&exhibits, &text);
    assert_non_null(strstr(text.data, "   120.00  0.062       1       2       3  1970-01-01  "
                                      "1970-01-02  a<b>&\"c\" (x [2J.jpg)\n"));
    assert_non_null(strstr(text.data, "plant (plant.jpg), in: Cult; An \"Evening\", at home\n"));
    rmx_text_clear(&text);
    rmx_exhibits_csv(&exhibits, &text);
    assert_non_null(strstr(text.data, "\r\n\"a<b>&\"\"c\"\"\",\"/tmp/x"));
    assert_non_null(strstr(text.data, ",cd,30.000000,0.500000,1,0,0,1970-01-02T00:00:00Z,1970-01-02"
                                      "T00:00:00Z,\"Cult; An \"\"Evening\"\", at home\"\r\n"));
    rmx_text_clear(&text);
    rmx_exhibits_svg(&exhibits, &text);
    assert_non_null(strstr(text.data, ">a&lt;b&gt;&amp;&quot;c&quot;<"));
    assert_non_null(strstr(text.data, "x [2J.jpg"));
    assert_null(strchr(text.data, '\033'));
    rmx_text_finish(&text);
}

int main(void)
{
#define TEST(law) cmocka_unit_test_setup_teardown(law, exhibits_set_up, exhibits_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_words_that_mean_a_row),
        TEST(test_forgetting),
        TEST(test_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
