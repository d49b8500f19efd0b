// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of what controls of MIDI devices move, with messages and frames that are made up.
#include "app/midi_map.h"
#include "base/clock.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// Two knobs from 0 to 10; what is set holds from the next frame on.
static double knobs[2], waiting[2], now_ms;
static bool is_black;
static struct rmx_text told;
static struct rmx_midi_map *map;
static struct rmx_arena *arena;

static void set(void *data, const char *name, double value)
{
    (void)data;
    rmx_text_printf(&told, "%s %.4g; ", name, value);
    if (strcmp(name, "a") == 0 || strcmp(name, "b") == 0)
        waiting[*name - 'a'] = value;
}

static void press(void *data, int verb, double number)
{
    (void)data;
    rmx_text_printf(&told, "%s %.2g; ", rmx_verb(verb)->name, number);
    if (verb == RMX_ACTION_BLACKOUT)
        is_black = number > 0;
}

static void send_back(void *data, const struct rmx_midi_control *control, double value)
{
    (void)data;
    rmx_text_add(&told, "<");
    rmx_midi_control_write(&told, control);
    rmx_text_printf(&told, " %.2f at %s; ", value, control->device);
}

static bool is_on(const void *data, int verb)
{
    (void)data;
    return verb == RMX_ACTION_BLACKOUT && is_black;
}

static void frame(void)
{
    for (int i = 0; i < 2; i++)
        if (!isnan(waiting[i]))
            knobs[i] = waiting[i];
    waiting[0] = waiting[1] = NAN;
    const struct rmx_midi_map_frame shown = {.knobs = knobs, .is_on = is_on, .now_ms = now_ms};
    rmx_midi_map_frame(map, &shown);
    now_ms += 20;
}

static struct rmx_midi_target knob_target(const char *control, const char *name, int pickup)
{
    struct rmx_midi_target target = {
        .name = name, .knob = *name - 'a', .to = 10, .pickup = (enum rmx_pickup)pickup};
    assert_true(rmx_midi_control_read(control, strlen(control), &target.control));
    target.stands = knobs[target.knob];
    return target;
}

static struct rmx_midi_target other_target(const char *control, const char *name)
{
    struct rmx_midi_target target = {.kind = RMX_MIDI_TO_SIGNAL, .name = name};
    assert_true(rmx_midi_control_read(control, strlen(control), &target.control));
    if (rmx_verb_call_read(name, &target.call) == RMX_VERB_FINE)
        target.kind = RMX_MIDI_TO_VERB;
    return target;
}

// "21:64": controller 21 at 64; "n36:100", "p3", "b8192"; "/" another device; "f": a frame; "w": a
// wait; "a=3": something moves knob a; "-": the device goes; "+": both are there.
static void play(const char *script)
{
    static const char *const devices[] = {"one", "two"};
    int device = 0;
    char *copy = rmx_arena_copy(arena, script), *word;
    while ((word = strsep(&copy, " "))) {
        struct rmx_midi_message message = {.control = {.channel = 1, .device = devices[device]},
                                           .time_ms = now_ms};
        int number = 0, raw = 0;
        if (strcmp(word, "f") == 0)
            frame();
        else if (strcmp(word, "w") == 0)
            now_ms += 300;
        else if (strcmp(word, "/") == 0)
            device ^= 1;
        else if (strcmp(word, "-") == 0)
            rmx_midi_map_device(map, devices[device], false);
        else if (strcmp(word, "+") == 0)
            for (int i = 0; i < 2; i++)
                rmx_midi_map_device(map, devices[i], true);
        else if (word[1] == '=')
            knobs[*word - 'a'] = atof(word + 2);
        else {
            if (sscanf(word, "n%d:%d", &number, &raw) == 2)
                message.control.kind = RMX_MIDI_NOTE;
            else if (sscanf(word, "p%d", &raw) == 1)
                message.control.kind = RMX_MIDI_PROGRAM;
            else if (sscanf(word, "b%d", &raw) == 1)
                message.control.kind = RMX_MIDI_BEND;
            else if (sscanf(word, "%d:%d", &number, &raw) != 2)
                fail_msg("'%s' is no step", word);
            message.control.number = number;
            message.raw = raw;
            message.value = raw / (message.control.kind == RMX_MIDI_BEND ? 16383.0 : 127.0);
            message.is_release = message.control.kind == RMX_MIDI_NOTE && !raw;
            rmx_midi_map_take(map, &message);
        }
    }
}

// Knob a stands at 5, b at 0. Targets: a: cc 1; b: cc 2, jump, and note 5; a: cc 3 relative, its
// own; signals: s of note 36, e of cc 16 relative; verbs: note 40 blackout, cc 41 still, program
// tap.
static const struct {
    const char *law, *script, *told;
} laws[] = {
    {"a fader that is elsewhere moves nothing", "1:10 1:20 f", ""},
    {"it takes over where it crosses", "1:60 1:70 f 1:80 f", "a 5.512; a 6.299; "},
    {"its stops are the knob's", "2:127 2:0 f", "b 10; b 0; "},
    {"it keeps what it moves while that is on its way", "1:60 1:70 1:127 f 1:0 f f 1:10 f",
     "a 5.512; a 10; a 0; a 0.7874; "},
    {"a knob that something else moves is caught again", "1:60 1:70 f f a=2 f f 1:80 f 1:20 f",
     "a 5.512; a 1.575; "},
    {"also where that was at once", "1:60 1:70 f a=2 f f 1:80 f", "a 5.512; "},
    {"a pad jumps", "n5:127 n5:0", "b 10; b 0; "},
    {"an encoder steps", "3:1 3:1 3:127 f 3:70 f", "a 5.079; a 5.157; a 5.079; a 5.551; "},
    {"an encoder ends at the stops", "a=10 f 3:31 f", "a 10; "},
    {"a signal follows", "n36:127 n36:0 16:5 16:127", "s 1; s 0; e 0.03937; e 0.0315; "},
    {"a pad is a switch while it is held", "n40:100 n40:0", "blackout 0.79; blackout 0; "},
    {"a fader presses once on its way up", "41:1 41:60 41:127 41:0 41:5",
     "still 0.0079; still 0; "
     "still 0.039; "},
    {"each program presses", "p0 p0", "tap 1; tap 1; "},
    {"another control moves nothing", "7:3 n41:60 b100", ""},
    {"with one device its lamps know at once", "+ / - / f",
     "<cc 1 0.50 at one; <cc 2 0.00 at one; <note 5 0.00 at one; <cc 3 relative 0.50 at one; "
     "<note 40 0.00 at one; "},
    {"with two, once it has been touched", "+ 2:20 w f", "b 1.575; "},
    {"a fader that the knob left follows it when it rests", "1:60 1:70 f a=2 f f f w f f",
     "a 5.512; <cc 1 0.20 at one; "},
    {"but not under the finger", "1:60 1:70 f a=2 f f 1:71 w 1:72 f", "a 5.512; "},
    {"a motor that comes back is no hand", "1:60 1:70 f a=2 f f w f 1:25 f f",
     "a 5.512; <cc 1 0.20 at one; "},
    {"a lamp follows its switch", "n40:100 f n40:0 f f w f", "blackout 0.79; blackout 0; "},
    {"also where its pad was held until it was lit", "n40:100 f w f n40:0 f w f",
     "blackout 0.79; <note 40 1.00 at one; blackout 0; <note 40 0.00 at one; "},
    {"a device that goes lets go", "+ n36:100 n40:100 / - / -",
     "s 0.7874; blackout 0.79; s 0; blackout 0; "},
};

static void set_targets(void)
{
    struct rmx_midi_target targets[] = {
        knob_target("cc 1", "a", RMX_PICKUP_UNSAID),
        knob_target("cc 2", "b", RMX_PICKUP_JUMP),
        knob_target("note 5", "b", RMX_PICKUP_UNSAID),
        knob_target("cc 3 relative", "a", RMX_PICKUP_UNSAID),
        other_target("note 36", "s"),
        other_target("cc 16 relative", "e"),
        other_target("note 40", "blackout"),
        other_target("cc 41", "still"),
        other_target("program", "tap"),
    };
    rmx_midi_map_set(map, targets, sizeof(targets) / sizeof(*targets));
}

static void begin(void)
{
    const struct rmx_midi_map_to to = {.set = set, .press = press, .send = send_back};
    now_ms = 100000;
    is_black = false;
    knobs[0] = 5;
    knobs[1] = 0;
    waiting[0] = waiting[1] = NAN;
    map = rmx_midi_map_create(&to);
    arena = rmx_arena_create();
    set_targets();
    frame();
    rmx_text_clear(&told);
}

static void end(void)
{
    rmx_midi_map_destroy(map);
    rmx_arena_destroy(arena);
    rmx_text_finish(&told);
}

static void test_laws(void **state)
{
    (void)state;
    int bad = 0;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        begin();
        play(laws[i].script);
        if (strcmp(rmx_text_string(&told), laws[i].told) != 0) {
            print_error("%s:\n  %s\nnot\n  %s\n", laws[i].law, rmx_text_string(&told),
                        laws[i].told);
            bad++;
        }
        end();
    }
    assert_int_equal(bad, 0);
}

static void test_a_save_takes_no_knob_away(void **state)
{
    (void)state;
    begin();
    play("1:60 1:70 f");
    set_targets();
    play("f 1:80 f");
    assert_string_equal(rmx_text_string(&told), "a 5.512; a 6.299; ");
    end();
}

static void check_learned(const char *law, const char *script, const char *wanted)
{
    struct rmx_midi_control control;
    struct rmx_text text = {0};
    play(script);
    if (rmx_midi_map_learned(map, arena, &control)) {
        rmx_midi_control_write(&text, &control);
        rmx_text_printf(&text, " %s", control.device ? control.device : "-");
    }
    if (strcmp(rmx_text_string(&text), wanted) != 0)
        fail_msg("%s: '%s'", law, rmx_text_string(&text));
    rmx_text_finish(&text);
}

static void test_learning(void **state)
{
    (void)state;
    begin();
    rmx_midi_map_learn(map, "b");
    check_learned("what is moved", "9:1 9:20", "cc 9 ch 1 -");
    check_learned("once", "f", "");
    check_learned("one that moves another knob", "1:50 1:80", "cc 1 ch 1 -");
    assert_string_equal(rmx_text_string(&told), ""); // which it does not meanwhile
    check_learned("one that sends a verb goes on doing so", "n40:100", "");
    assert_string_equal(rmx_text_string(&told), "blackout 0.79; ");
    struct rmx_midi_control control;
    int verb;
    assert_true(rmx_midi_map_refused(map, &control, &verb) && verb == RMX_ACTION_BLACKOUT);
    assert_true(control.kind == RMX_MIDI_NOTE && control.number == 40);
    play("n40:0 n40:100");
    assert_false(rmx_midi_map_refused(map, &control, &verb)); // once
    check_learned("of several devices it is one", "+ / 9:1 9:20", "cc 9 ch 1 two");
    rmx_midi_map_learn(map, NULL);
    check_learned("no more", "9:1 9:20 9:60", "");
    end();
}

// A storm costs little, and its last number holds.
static void test_a_million_messages(void **state)
{
    (void)state;
    begin();
    double from_ms = rmx_clock_ms();
    struct rmx_midi_message message = {.control = {.number = 2, .channel = 1, .device = "one"}};
    for (int i = 0; i < 1000000; i++) {
        message.raw = i % 128;
        message.value = message.raw / 127.0;
        rmx_midi_map_take(map, &message);
        if (told.length > 1000)
            rmx_text_clear(&told);
    }
    frame();
    assert_true(knobs[1] == 10 * (999999 % 128) / 127.0);
    print_message("a message in %.2f us\n", (rmx_clock_ms() - from_ms) / 1000);
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_laws),
        cmocka_unit_test(test_a_save_takes_no_knob_away),
        cmocka_unit_test(test_learning),
        cmocka_unit_test(test_a_million_messages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
