// SPDX-License-Identifier: GPL-3.0-or-later
// A scene that hears a file: numbers in expressions, rows in effects, scenes within; and one that
// hears nothing, for which nothing is opened.
#include "runtime/player.h"
#include "runtime/watched.h"
#include "support/stage.h"
#include "support/wav.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 32, HEIGHT = 18 };

static char folder[] = "/tmp/rmx_hearing_XXXXXX";

static const char *in_folder(const char *name)
{
    static char paths[4][256];
    static int next;
    next = (next + 1) % 4;
    snprintf(paths[next], sizeof *paths, "%s/%s", folder, name);
    return paths[next];
}

static void write_text(const char *name, const char *text)
{
    FILE *file = fopen(in_folder(name), "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static struct rmx_generation *load(const char *name)
{
    return stage_load(
        &(struct stage_params){.path = in_folder(name), .width = WIDTH, .height = HEIGHT});
}

static bool is_libav_there(void)
{
    char line[512];
    bool is = false;
    FILE *maps = fopen("/proc/self/maps", "r");
    assert_non_null(maps);
    while (fgets(line, sizeof line, maps))
        is |= strstr(line, "libavformat") != NULL;
    fclose(maps);
    return is;
}

// The mean brightness of a frame.
static double draw(struct rmx_player *player, long long frame)
{
    static unsigned char pixels[WIDTH * HEIGHT * 4];
    double sum = 0;
    assert_int_equal(rmx_player_bytes(player), sizeof pixels);
    assert_true(rmx_player_read(player, frame, pixels));
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        sum += pixels[4 * i];
    return sum / (WIDTH * HEIGHT * 255.0);
}

#define WHITE(opacity) "layers:\n- generate: {solid: {color: [1, 1, 1]}}\n  opacity: " opacity "\n"

// The first: once libav was loaded it stays.
static void test_nothing_is_opened_for_nobody(void **state)
{
    (void)state;
    static const char *const scenes[] = {
        WHITE("0.5"),
        "sound: {file: tone.wav}\n" WHITE("time"), // nothing listens
        "sound: silence\n" WHITE("audio.level"),
        WHITE("audio.level"),
    };
    for (size_t i = 0; i < sizeof(scenes) / sizeof(*scenes); i++) {
        write_text("scene.yaml", scenes[i]);
        struct rmx_generation *generation = load("scene.yaml");
        struct rmx_player *player = rmx_player_create(generation);
        draw(player, 3);
        assert_null(generation->ears);
        assert_null(player->window);
        assert_true((player->numbers != NULL) == (i >= 2));
        rmx_player_destroy(player);
        rmx_generation_destroy(generation);
    }
    assert_false(is_libav_there());
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *law, *scene;
        long long frame;
        double brightness;
    } laws[] = {
        {"a level", "sound: {file: tone.wav, gain: 1}\n" WHITE("audio.level"), 10, 0.5},
        {"its band", "sound: {file: tone.wav, gain: 1}\n" WHITE("audio.mid"), 10, 0.5},
        {"no other band", "sound: {file: tone.wav, gain: 1}\n" WHITE("audio.high"), 10, 0},
        {"a gain by itself", "sound: {file: tone.wav}\n" WHITE("audio.level"), 10, 1},
        {"behind its end", "sound: {file: tone.wav, gain: 1}\n" WHITE("audio.level"), 70, 0},
        {"an offset", "sound: {file: tone.wav, gain: 1, offset: 1900 ms}\n" WHITE("audio.level"),
         10, 0},
        {"a rate", "fps: 10\nsound: {file: tone.wav, gain: 1}\n" WHITE("audio.level"), 15, 0.5},
        {"an integral of half a second",
         "sound: {file: tone.wav, gain: 1}\n" WHITE("run(audio.level > 0.4)"), 15, 0.5},
        {"silence has seconds", WHITE("audio.silence / 2"), 15, 0.25},
        {"a scene within hears the outer's",
         "sound: {file: tone.wav, gain: 1}\n"
         "layers: [{picture: in}]\nsources: {in: {scene: inner.yaml}}\n",
         10, 0.25},
    };
    write_text("inner.yaml", "size: 32x18\nknobs: {a: 1}\n" WHITE("a * audio.level / 2"));
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        write_text("scene.yaml", laws[i].scene);
        struct rmx_generation *generation = load("scene.yaml");
        struct rmx_player *player = rmx_player_create(generation);
        double found = draw(player, laws[i].frame);
        if (fabs(found - laws[i].brightness) > 0.02)
            fail_msg("%s: %g", laws[i].law, found);
        rmx_player_destroy(player);
        rmx_generation_destroy(generation);
    }
    assert_true(is_libav_there());
}

// Each click is one flash, and a frame that is drawn alone is as in the sequence.
static void test_events(void **state)
{
    (void)state;
    write_text("scene.yaml",
               "sound: {file: clicks.wav}\n" WHITE("0.5 * audio.onset + run(audio.bass) / 9"));
    struct rmx_generation *generation = load("scene.yaml");
    struct rmx_player *player = rmx_player_create(generation);
    double seen[60];
    int flashes = 0;
    for (int frame = 0; frame < 60; frame++) {
        seen[frame] = draw(player, frame);
        flashes += seen[frame] > 0.5;
    }
    assert_int_equal(flashes, 4);
    rmx_player_destroy(player);
    static const int frames[] = {45, 30, 31, 0, 59};
    for (int i = 0; i < 5; i++) {
        player = rmx_player_create(generation);
        assert_true(draw(player, frames[i]) == seen[frames[i]]);
        rmx_player_destroy(player);
    }
    rmx_generation_destroy(generation);
}

// As a window draws it: frame after frame, at whatever rate, hears what the file says of their
// time.
static void test_a_show_hears_the_same(void **state)
{
    (void)state;
    static unsigned char shown[WIDTH * HEIGHT * 4], read[WIDTH * HEIGHT * 4];
    write_text("scene.yaml", "fps: 24\nsound: {file: clicks.wav}\n" WHITE(
                                 "0.3 * audio.onset + 0.5 * audio.level_smooth + run(audio.mid)"));
    struct rmx_generation *generation = load("scene.yaml"), *other = load("scene.yaml");
    struct rmx_player *show = rmx_player_create(generation), *file = rmx_player_create(other);
    rmx_player_prepare(show, 0, 24);
    rmx_player_warm(show);
    rmx_player_enter(show);
    for (int frame = 0; frame < 40; frame++) {
        rmx_player_frame(show, frame, 24);
        rmx_player_draw(show);
        rmx_renderer_wait(generation->renderer);
        assert_true(rmx_renderer_read(generation->renderer, shown));
        assert_true(rmx_player_read(file, frame, read));
        assert_memory_equal(shown, read, sizeof shown);
    }
    rmx_player_destroy(show);
    rmx_player_destroy(file);
    rmx_generation_destroy(generation);
    rmx_generation_destroy(other);
}

// What a show has seen after each `step` frames: flashes, and an integral of onsets at the end.
static void show_every(const char *scene, int step, int *flashes, double *last)
{
    static unsigned char pixels[WIDTH * HEIGHT * 4];
    write_text("scene.yaml", scene);
    struct rmx_generation *generation = load("scene.yaml");
    struct rmx_player *show = rmx_player_create(generation);
    *flashes = 0;
    for (int frame = 0; frame <= 60; frame += step) {
        rmx_player_frame(show, frame, 30);
        rmx_player_draw(show);
        rmx_renderer_wait(generation->renderer);
        assert_true(rmx_renderer_read(generation->renderer, pixels));
        *flashes += pixels[0] > 200;
        *last = pixels[0] / 255.0;
    }
    rmx_player_destroy(show);
    rmx_generation_destroy(generation);
}

// A show that is too late for some frames hears their events in the next one, once.
static void test_frames_that_are_left_out(void **state)
{
    (void)state;
    static const char flash[] = "sound: {file: clicks.wav}\n" WHITE("audio.onset");
    static const char sum[] = "sound: {file: clicks.wav}\n" WHITE("3 * run(audio.onset)");
    static const char within[] = "sound: {file: clicks.wav}\n"
                                 "layers: [{picture: in}]\nsources: {in: {scene: inner.yaml}}\n";
    static const int steps[] = {1, 2, 3, 5, 6};
    write_text("inner.yaml", "size: 32x18\n" WHITE("audio.onset"));
    for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
        int flashes, flashes_within, none;
        double all, last;
        show_every(flash, steps[i], &flashes, &last);
        show_every(within, steps[i], &flashes_within, &last);
        show_every(sum, 1, &none, &all);
        show_every(sum, steps[i], &none, &last);
        if (flashes != 5 || flashes_within != 5 || last != all)
            fail_msg("every %d: %d flashes, %d within, %g of %g", steps[i], flashes, flashes_within,
                     last, all);
    }
}

static void test_rows(void **state)
{
    (void)state;
    write_text("rows.fs",
               "/*{\"ISFVSN\": \"2\", \"INPUTS\": [{\"NAME\": \"heard\", \"TYPE\": \"audioFFT\","
               " \"MAX\": 64}, {\"NAME\": \"wave\", \"TYPE\": \"audio\"}]}*/\n"
               "void main() {\n"
               "    float loudest = 0.0, most = 0.0;\n"
               "    for (int i = 0; i < 64; i++)\n"
               "        loudest = max(loudest, IMG_PIXEL(heard, vec2(float(i) + 0.5, 0.5)).r);\n"
               "    for (int i = 0; i < 64; i++)\n"
               "        most = max(most, IMG_NORM_PIXEL(wave, vec2(float(i) / 61.0, 0.5)).r);\n"
               "    gl_FragColor = vec4(vec3(most > 0.6 ? loudest : 0.0), 1.0);\n"
               "}\n");
    write_text("scene.yaml", "sound: {file: tone.wav, gain: 1}\nlayers: [{generate: rows}]\n");
    struct rmx_generation *generation = load("scene.yaml");
    struct rmx_player *player = rmx_player_create(generation);
    double there = draw(player, 10), gone = draw(player, 75);
    assert_true(player->wants_bins);
    if (there < 0.08 || gone > 0.01)
        fail_msg("%g while the tone is there, %g after it", there, gone);
    rmx_player_destroy(player);
    rmx_generation_destroy(generation);
}

// A show loads the scene anew when the file changes.
static void test_the_file_is_watched(void **state)
{
    (void)state;
    write_text("scene.yaml", "sound: {file: tone.wav}\n" WHITE("audio.level"));
    struct rmx_generation *generation = load("scene.yaml");
    const struct rmx_watched watched = rmx_generation_watched(generation);
    bool is_there = false;
    for (int i = 0; i < watched.file_count; i++)
        is_there |= strcmp(watched.files[i], in_folder("tone.wav")) == 0;
    assert_true(is_there);
    rmx_generation_destroy(generation);
}

static void test_a_file_that_is_no_sound(void **state)
{
    (void)state;
    write_text("text.wav", "no sound\n");
    write_text("scene.yaml", "sound: {file: text.wav}\n" WHITE("audio.level"));
    const struct rmx_settings settings = {.scene = in_folder("scene.yaml")};
    struct rmx_generation *generation = rmx_generation_create(
        &(struct rmx_load_params){.settings = &settings, .until = RMX_LOAD_PLAN});
    assert_int_equal(generation->status, RMX_LOAD_ERRORS);
    assert_string_equal(generation->errors.items[0].id, "bad-sound");
    assert_int_equal(generation->errors.items[0].span.line, 1);
    rmx_generation_destroy(generation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_opened_for_nobody),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_events),
        cmocka_unit_test(test_a_show_hears_the_same),
        cmocka_unit_test(test_frames_that_are_left_out),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_the_file_is_watched),
        cmocka_unit_test(test_a_file_that_is_no_sound),
    };
    if (!mkdtemp(folder))
        return 1;
    wav_write(
        in_folder("tone.wav"),
        &(struct wav){.rate = 44100, .channels = 1, .seconds = 2, .hz = 750, .amplitude = 0.5});
    wav_write(in_folder("clicks.wav"),
              &(struct wav){.rate = 44100, .channels = 1, .seconds = 3, .clicks = 120});
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    char command[300];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    return system(command) != 0 || failed;
}
