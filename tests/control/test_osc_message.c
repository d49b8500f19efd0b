// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of OSC packets: what they hold, what is said of broken ones, which addresses a pattern
// means.
#include "control/osc_message.h"

#include "base/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

// A packet's bytes; '.' stands for a zero.
static size_t packet_of(const char *written, unsigned char *bytes)
{
    size_t length = strlen(written);
    for (size_t i = 0; i < length; i++)
        bytes[i] = written[i] == '.' ? 0 : (unsigned char)written[i];
    return length;
}

static void write_message(void *data, const struct rmx_osc_message *message)
{
    struct rmx_text *out = data;
    rmx_text_printf(out, "%s%s", out->length ? " | " : "", message->address);
    if (message->due != RMX_OSC_AT_ONCE)
        rmx_text_printf(out, "@%u", (unsigned)(message->due >> 32));
    for (int i = 0; i < message->count; i++) {
        const struct rmx_osc_argument *a = &message->arguments[i];
        if (a->text)
            rmx_text_printf(out, " %c'%s'", a->type, a->text);
        else if (isnan(a->number))
            rmx_text_printf(out, " %c", a->type);
        else
            rmx_text_printf(out, " %c=%.10g", a->type, a->number);
    }
}

#define NOW ".......\x01"
#define B(size) "#bundle." NOW "..." size
#define A "/a..,..."           // 8 bytes
#define HALF "/a..,f..\x3F..." // 12 bytes

static const struct {
    const char *law, *packet, *read; // or what is said, behind '!'
} laws[] = {
    {"a float", HALF, "/a f=0.5"},
    {"an integer has a sign", "/a..,i..\xFF\xFF\xFF\xFE", "/a i=-2"},
    {"eight bytes of an integer", "/a..,h.....\x01....", "/a h=4294967296"},
    {"a double", "/a..,d..\x3F\xE0......", "/a d=0.5"},
    {"true and false have no bytes", "/a..,TF.", "/a T=1 F=0"},
    {"a button's impulse is 1, nothing is none", "/a..,IN.", "/a I=1 N"},
    {"a text, padded", "/ab.,sf.word....\x3F...", "/ab s'word' f=0.5"},
    {"an empty text", "/a..,s......", "/a s''"},
    {"a blob is stepped over", "/a..,bi....\x01x......\x07", "/a b i=7"},
    {"a time tag, too", "/a..,ti............\x07", "/a t i=7"},
    {"colour, character and MIDI are no numbers", "/a..,rcm................", "/a r c m"},
    {"arrays lie flat", "/a..,[i].......\x03", "/a [ i=3 ]"},
    {"no arguments", A, "/a"},
    {"no types at all, as of old senders", "/a..", "/a"},
    {"not a number is no number", "/a..,f..\x7F\xC0..", "/a f"},
    {"what is infinite is told so", "/a..,f..\x7F\x80..", "/a f=inf"},
    {"a pattern is an address", "/*/[a-c]....,...", "/*/[a-c]"},
    {"a bundle of two", B("\x08") A "...\x0C" HALF, "/a | /a f=0.5"},
    {"an empty bundle has none", "#bundle." NOW, ""},
    {"its time tag", "#bundle....\x07.......\x08" A, "/a@7"},
    {"a bundle within waits for the outer one",
     "#bundle....\x09.......\x1C#bundle....\x07.......\x08" A, "/a@9"},
    {"and may be later", "#bundle....\x07.......\x1C#bundle....\x09.......\x08" A, "/a@9"},
    // Broken ones.
    {"an empty packet", "", "!it is empty"},
    {"no multiple of four bytes", "/a..,", "!no packet has that size"},
    {"not OSC at all", "GET / HTTP/1.", "!no packet has that size"},
    {"nor this", "hello, world....", "!it has no address"},
    {"an address that does not end", "/abc", "!it has no address"},
    {"types without a comma", "/a..f...\x3F...", "!it does not say the types"},
    {"types that do not end", "/a..,fff", "!it does not say the types"},
    {"an unknown type", "/a..,x......", "!unknown type"},
    {"half a double", "/a..,d..\x3F\xE0..", "!has not all its bytes"},
    {"no bytes at all", "/a..,f..", "!has not all its bytes"},
    {"a text that does not end", "/a..,s..word", "!does not end"},
    {"a blob that says it is larger", "/a..,b.....\x05xxxx", "!has not all its bytes"},
    {"much larger", "/a..,b..\xFF\xFF\xFF\xFFxxxx", "!has not all its bytes"},
    {"something behind the arguments", A "....", "!bytes are left"},
    {"a bundle cut off in its time tag", "#bundle.....", "!no time tag"},
    {"a part of no size", "#bundle." NOW "....", "!wrong size"},
    {"a part that is larger than the rest", B("\x10") A, "!wrong size"},
    {"a huge one", "#bundle." NOW "\xFF\xFF\xFF\xFC" A, "!wrong size"},
    {"an odd one", B("\x07") A, "!wrong size"},
    {"a broken message makes the packet broken: nothing is taken", B("\x08") A "...\x04xxxx",
     "!it has no address"},
};

static void packets_are_read_or_answered(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(laws); i++) {
        struct rmx_text out = {0};
        unsigned char bytes[256];
        size_t size = packet_of(laws[i].packet, bytes);
        const char *why = rmx_osc_read(bytes, size, write_message, &out);
        const char *wanted = laws[i].read, *found = why ? why : rmx_text_string(&out);
        bool holds = *wanted == '!' ? why && strstr(why, wanted + 1) && !out.length
                                    : !why && strcmp(found, wanted) == 0;
        if (!holds)
            fail_msg("%s: '%s'", laws[i].law, found);
        rmx_text_finish(&out);
    }
}

static void count_message(void *data, const struct rmx_osc_message *message)
{
    (void)message;
    ++*(int *)data;
}

// Bundles in one another around one message; the packet's size.
static size_t nest(unsigned char *bytes, int depth)
{
    size_t size = packet_of(A, bytes);
    for (int i = 0; i < depth; i++) {
        memmove(bytes + 20, bytes, size);
        packet_of("#bundle." NOW "....", bytes);
        bytes[18] = (unsigned char)(size >> 8);
        bytes[19] = (unsigned char)size;
        size += 20;
    }
    return size;
}

static void bundles_go_eight_deep(void **state)
{
    (void)state;
    unsigned char bytes[4096];
    int count = 0;
    assert_null(rmx_osc_read(bytes, nest(bytes, RMX_OSC_DEEPEST), count_message, &count));
    assert_int_equal(count, 1);
    assert_non_null(rmx_osc_read(bytes, nest(bytes, RMX_OSC_DEEPEST + 1), count_message, &count));
    assert_non_null(rmx_osc_read(bytes, nest(bytes, 200), count_message, &count));
    assert_int_equal(count, 1);
}

static void many_arguments_are_cut(void **state)
{
    (void)state;
    unsigned char bytes[4 + 104] = "/a";
    struct rmx_text out = {0};
    bytes[4] = ',';
    memset(bytes + 5, 'T', 100);
    assert_null(rmx_osc_read(bytes, sizeof(bytes), write_message, &out));
    assert_int_equal(out.length, strlen("/a") + RMX_OSC_ARGUMENTS * strlen(" T=1"));
    rmx_text_finish(&out);
}

static void no_packet_is_larger_than_udp_carries(void **state)
{
    (void)state;
    static unsigned char bytes[RMX_OSC_LARGEST + 1];
    size_t largest = packet_of(A, bytes), size = RMX_OSC_LARGEST / 4 * 4;
    for (packet_of("#bundle." NOW, bytes), largest = 16; largest + 12 <= size; largest += 12)
        packet_of("...\x08" A, bytes + largest);
    int count = 0;
    assert_null(rmx_osc_read(bytes, largest, count_message, &count));
    assert_int_equal(count, (largest - 16) / 12);
    assert_non_null(rmx_osc_read(bytes, sizeof(bytes), count_message, &count));
}

static const struct {
    const char *pattern, *address;
    bool matches;
} patterns[] = {
    {"/a/b", "/a/b", true},
    {"/a/b", "/a/bc", false},
    {"/a/bc", "/a/b", false},
    {"/a/?", "/a/b", true},
    {"/a/?", "/a/", false},
    {"/a?b", "/a/b", false},
    {"/a/*", "/a/", true},
    {"/a/*", "/a/knob", true},
    {"/a/*b", "/a/knob", true},
    {"/a/*n*b", "/a/knob", true},
    {"/a/*x*b", "/a/knob", false},
    {"/*", "/a/b", false}, // a star stays between slashes
    {"/*/b", "/a/b", true},
    {"/*/*", "/a/b", true},
    {"/a***b", "/a1b", true},
    {"/a[0-9]", "/a7", true},
    {"/a[0-9]", "/ax", false},
    {"/a[!0-9]", "/ax", true},
    {"/a[!0-9]", "/a7", false},
    {"/a[!x]b", "/a/b", false},
    {"/a[xyz-]", "/a-", true},
    {"/a[", "/a[", false},
    {"/a[]", "/a]", false},
    {"/{red,green}", "/red", true},
    {"/{red,green}", "/green", true},
    {"/{red,green}", "/blue", false},
    {"/{a,ab}c", "/abc", true},
    {"/{a,}b", "/b", true},
    {"/{}b", "/b", true},
    {"/{a", "/a", false},
    {"/*{1,2}?", "/knob23", true},
};

static void patterns_mean_addresses(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(patterns); i++)
        if (rmx_osc_matches(patterns[i].pattern, patterns[i].address) != patterns[i].matches)
            fail_msg("%s and %s", patterns[i].pattern, patterns[i].address);
}

// Each would take longer than the universe has, or more stack than there is, if it were tried to
// the end.
static void patterns_end(void **state)
{
    (void)state;
    char stars[200] = "/", choices[250] = "/", text[200] = "/", *longest = calloc(1, 60000);
    for (int i = 0; i < 60; i++)
        strcat(stars, "*a");
    for (int i = 0; i < 60; i++)
        strcat(choices, "{,}");
    memset(text + 1, 'a', 150);
    memset(longest, '*', 59999);
    strcat(stars, "b");
    strcat(choices, "b");
    assert_false(rmx_osc_matches(stars, text));
    assert_false(rmx_osc_matches(choices, text));
    assert_false(rmx_osc_matches(longest, text));
    free(longest);
}

// Long classes and choices cost what they are long: this one matches, but is given up.
static void what_is_long_is_given_up(void **state)
{
    (void)state;
    static const char *const shapes[] = {"/*[%.200sb]", "/*{%.200s,b}"};
    char xs[201], pattern[250];
    memset(xs, 'x', 200);
    xs[200] = '\0';
    for (size_t i = 0; i < COUNT(shapes); i++) {
        snprintf(pattern, sizeof(pattern), shapes[i], xs);
        assert_true(rmx_osc_matches(pattern, "/aaab"));
        assert_false(rmx_osc_matches(pattern, "/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"));
    }
}

static void addresses(void **state)
{
    (void)state;
    static const char *const good[] = {"/a", "/sensor/3", "/a-b_c.d"};
    static const char *const bad[] = {"", "/", "a", "/a b", "/a*", "/{a}", "/a,b", "/\xC3\xA4"};
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(rmx_is_osc_address(good[i], strlen(good[i])) && !rmx_osc_is_pattern(good[i]));
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(rmx_is_osc_address(bad[i], strlen(bad[i])));
    assert_true(rmx_osc_is_pattern("/a*") && rmx_osc_is_pattern("/{a,b}"));
}

static void what_is_written_can_be_read(void **state)
{
    (void)state;
    static const char *const all[] = {"/a", "/ab", "/abc", "/abcd"};
    for (size_t i = 0; i < COUNT(all); i++) {
        unsigned char bytes[16];
        struct rmx_text out = {0}, wanted = {0};
        size_t size = rmx_osc_write(bytes, sizeof(bytes), all[i], -0.25);
        assert_null(rmx_osc_read(bytes, size, write_message, &out));
        rmx_text_printf(&wanted, "%s f=-0.25", all[i]);
        assert_string_equal(rmx_text_string(&out), rmx_text_string(&wanted));
        rmx_text_finish(&out);
        rmx_text_finish(&wanted);
    }
    assert_int_equal(rmx_osc_write(NULL, 8, "/a", 1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packets_are_read_or_answered),
        cmocka_unit_test(bundles_go_eight_deep),
        cmocka_unit_test(many_arguments_are_cut),
        cmocka_unit_test(no_packet_is_larger_than_udp_carries),
        cmocka_unit_test(patterns_mean_addresses),
        cmocka_unit_test(patterns_end),
        cmocka_unit_test(what_is_long_is_given_up),
        cmocka_unit_test(addresses),
        cmocka_unit_test(what_is_written_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
