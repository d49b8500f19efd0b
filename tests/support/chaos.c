// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/chaos.h"

#include "base/clock.h"
#include "base/hash.h"
#include "support/cli.h"
#include "support/edits.h"
#include "support/live.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const char scene[] = "size: 96x54\n"
                            "include: more.yaml\n"
                            "knobs: {k: {from: 0, to: 1, at: 0.5}}\n"
                            "layers:\n"
                            "  - {picture: plant, chain: [{rotate: {angle: time * 40}}, look]}\n"
                            "  - {picture: ./part/two.png, opacity: 0.3 + 0.2 * k}\n"
                            "finish: [mine]\n";
static const char more[] = "sources: {plant: one.png}\n"
                           "chains: {look: [{posterize: {levels: 5}}]}\n";
static const char effect[] =
    "/*{\"ISFVSN\": \"2\", \"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"},\n"
    "  {\"NAME\": \"part\", \"TYPE\": \"float\", \"DEFAULT\": 0.5, \"MIN\": 0, \"MAX\": 1}]}*/\n"
    "void main()\n{\n    vec4 c = IMG_THIS_PIXEL(inputImage);\n"
    "    gl_FragColor = vec4(mix(c.rgb, vec3(0.5), 0.4 * part), 1.0);\n}\n";

enum { PATIENCE_MS = 60000, WARM_UP = 3 }; // a crowded machine compiles for seconds

static uint32_t state;

static uint32_t draw(uint32_t most)
{
    state = rmx_hash_mix(state, 1);
    return state % most;
}

// The files as they should be; every broken save is followed by this.
static void write_whole(void)
{
    mkdir(test_cli_path("part"), 0755);
    mkdir(test_cli_path("shaders"), 0755);
    test_cli_picture("one.png", 48, 27);
    test_cli_picture("part/two.png", 32, 18);
    test_cli_text("shaders/mine.fs", effect);
    test_cli_text("more.yaml", more);
    test_cli_text("chaos.yaml", scene);
}

static const struct {
    const char *name, *text;
} texts[] = {{"chaos.yaml", scene}, {"more.yaml", more}, {"shaders/mine.fs", effect}};

static void truncate_text(void)
{
    uint32_t which = draw(3);
    test_cli_write(texts[which].name, texts[which].text, draw((uint32_t)strlen(texts[which].text)));
}

static void spoil_bytes(void)
{
    char text[1024];
    uint32_t which = draw(3), length = (uint32_t)strlen(texts[which].text);
    memcpy(text, texts[which].text, length);
    for (uint32_t i = 0; i < 1 + draw(12); i++)
        text[draw(length)] = (char)draw(256);
    test_cli_write(texts[which].name, text, length);
}

static void put_garbage(void)
{
    char bytes[4096];
    uint32_t length = draw(sizeof(bytes));
    for (uint32_t i = 0; i < length; i++)
        bytes[i] = (char)draw(256);
    test_cli_write(texts[draw(3)].name, bytes, length);
}

static void empty_picture(void)
{
    test_cli_write(draw(2) ? "one.png" : "part/two.png", "", 0);
}

static void break_picture(void)
{
    char bytes[512];
    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (char)draw(256);
    memcpy(bytes, "\x89PNG\r\n\x1a\n", 8);
    test_cli_write(draw(2) ? "one.png" : "part/two.png", bytes, 8 + draw(504));
}

static void delete_file(void)
{
    static const char *const names[] = {"chaos.yaml", "more.yaml", "shaders/mine.fs", "one.png",
                                        "part/two.png"};
    unlink(test_cli_path(names[draw(5)]));
}

static void move_folder(void)
{
    test_cli_run(draw(2) ? "rm -rf gone; mv part gone" : "rm -rf gone; mv shaders gone");
}

static void break_glsl(void)
{
    static const char *const bodies[] = {
        "void main() { gl_FragColor = vec4(1.0)",
        "void main() { gl_FragColor = nothing; }",
        "void main() { vec3 a = 1.0; gl_FragColor = vec4(a, 1.0); }",
        "#if 1\nvoid main() { gl_FragColor = vec4(1.0); }",
        "void other() { }",
    };
    char text[1024];
    snprintf(text, sizeof(text), "%.*s*/\n%s\n", (int)(strstr(effect, "*/") - effect), effect,
             bodies[draw(5)]);
    test_cli_text("shaders/mine.fs", text);
}

static void knob_at_edge(void)
{
    static const char *const knobs[] = {
        "{from: 0, to: 1, at: 1e308}", "{from: 1, to: 0, at: 0}", "{from: 0, to: 0, at: 0}",
        "{from: nan, to: 1, at: 0}",   "{from: 0, to: 1, at: 1}", "{from: -1e30, to: 1e30, at: 0}"};
    char text[1024];
    const char *from = strstr(scene, "{from"), *to = strchr(from, '\n');
    snprintf(text, sizeof(text), "%.*s%s}%s", (int)(from - scene), scene, knobs[draw(6)], to);
    test_cli_text("chaos.yaml", text);
}

static void folder_in_place(void)
{
    unlink(test_cli_path("more.yaml"));
    mkdir(test_cli_path("more.yaml"), 0755);
}

static void wrong_number(void)
{
    static const char *const values[] = {"1 / 0", "-5", "1e999", "levels", "sqrt(-1)", "[1, 2]"};
    char text[512];
    snprintf(text, sizeof(text),
             "sources: {plant: one.png}\nchains: {look: [{posterize: {levels: %s}}]}\n",
             values[draw(6)]);
    test_cli_text("more.yaml", text);
}

static void many_at_once(void)
{
    truncate_text();
    empty_picture();
    spoil_bytes();
}

static const struct chaos_kind kinds[CHAOS_KINDS] = {
    {"a text cut off", truncate_text},       {"some bytes of a text spoilt", spoil_bytes},
    {"garbage for a text", put_garbage},     {"a picture of zero bytes", empty_picture},
    {"a broken picture", break_picture},     {"a file deleted", delete_file},
    {"a folder moved away", move_folder},    {"GLSL that does not compile", break_glsl},
    {"a knob at its edge", knob_at_edge},    {"a folder in a file's place", folder_in_place},
    {"a number that is none", wrong_number}, {"several files at once", many_at_once},
};

// file:line:column, or a file as a whole.
static bool has_place(const char *words)
{
    for (const char *at = words; (at = strstr(at, ": error:")); at += 8)
        if (at > words && at[-1] != '\n')
            return true;
    return false;
}

static void fail(struct chaos_result *result, struct chaos_row *row, int number, const char *what)
{
    row->failures++;
    if (result->failures++ == 0)
        snprintf(result->first, sizeof(result->first), "save %d (%s): %s: %.300s", number,
                 row->kind, what, live_seen()->words);
}

// Some frames on, the picture is there and moves.
static void look(struct chaos_result *result, struct chaos_row *row, int number)
{
    unsigned long long sums[2];
    for (int i = 0; i < 2; i++) {
        if (!live_turn(2)) {
            fail(result, row, number, "no frame comes");
            return;
        }
        const struct live_seen *seen = live_seen();
        sums[i] = rmx_hash_bytes(seen->pixels, (size_t)(seen->width * seen->height) * 4, 0);
        if (seen->is_black || seen->mean < 8)
            fail(result, row, number, "black");
        if (seen->gl_error)
            fail(result, row, number, "a GL error");
    }
    if (live_counts().reload.is_broken && sums[0] == sums[1])
        fail(result, row, number, "the picture stands still");
}

void chaos_files(uint32_t seed)
{
    state = seed;
    write_whole();
}

const char *chaos_spoil(int number)
{
    kinds[number % CHAOS_KINDS].save();
    return kinds[number % CHAOS_KINDS].kind;
}

void chaos_mend(void)
{
    test_cli_run("for f in chaos.yaml more.yaml shaders/mine.fs one.png part/two.png; do "
                 "[ -f $f ] && [ ! -L $f ] || rm -rf $f; done; rm -rf gone");
    write_whole();
}

// What leaves all contents as they were is no save; what takes long to read is waited for.
static void wait_for_load(int loads_before)
{
    double until_ms = rmx_clock_ms() + PATIENCE_MS;
    for (int turn = 0; live_counts().reload.loads == loads_before && rmx_clock_ms() < until_ms &&
                       (turn < 60 || live_counts().reload.is_busy);
         turn++)
        live_turn(1);
}

// Between two frames, since it was last 0.
static double longest_ms, last_ms;
static int frames, black_frames;

static bool is_black(const unsigned char *pixels, int count)
{
    enum { DARK = 8 };
    for (int i = 0; i < count; i++)
        if (pixels[4 * i] > DARK || pixels[4 * i + 1] > DARK || pixels[4 * i + 2] > DARK)
            return false;
    return true;
}

static void keep_time(const unsigned char *pixels, int width, int height)
{
    frames++;
    black_frames += is_black(pixels, width * height);
    double now_ms = rmx_clock_ms();
    if (last_ms > 0 && now_ms - last_ms > longest_ms)
        longest_ms = now_ms - last_ms;
    last_ms = now_ms;
}

static double cpu_ms(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return 1e3 * (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           1e-3 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

static void one_save(struct chaos_result *result, const struct chaos_params *params, int number)
{
    int kind = number % params->kind_count;
    struct chaos_row *row = &result->rows[kind];
    struct rmx_show_counts before = live_counts();
    double from_ms = rmx_clock_ms(), from_cpu_ms = cpu_ms();
    int black_before = black_frames;
    row->saves++;
    live_forget_words();
    longest_ms = last_ms = 0;
    params->kinds[kind].save();
    wait_for_load(before.reload.loads);
    look(result, row, number);
    struct rmx_show_counts after = live_counts();
    if (after.reload.is_broken) {
        row->refused++;
        if (!has_place(live_seen()->words))
            fail(result, row, number, "a message without a place");
    } else {
        row->accepted++;
    }
    chaos_mend();
    double until_ms = rmx_clock_ms() + PATIENCE_MS;
    while (live_counts().reload.is_broken && rmx_clock_ms() < until_ms)
        live_turn(1);
    if (live_counts().reload.is_broken)
        fail(result, row, number, "not mended");
    for (int turn = 0; turn < 60 && live_counts().reload.is_busy; turn++)
        live_turn(1);
    row->worst_gap_ms = fmax(row->worst_gap_ms, longest_ms);
    row->black_frames += black_frames - black_before;
    row->wall_ms += rmx_clock_ms() - from_ms;
    row->cpu_ms += cpu_ms() - from_cpu_ms;
    if (black_frames > black_before)
        fail(result, row, number, "frames that are black");
    if (params->most_gap_ms > 0 && longest_ms > params->most_gap_ms)
        fail(result, row, number, "the picture stood too long");
}

bool chaos_run_kinds(const struct chaos_params *params, struct chaos_result *result)
{
    *result = (struct chaos_result){0};
    for (int i = 0; i < params->kind_count; i++)
        result->rows[i].kind = params->kinds[i].kind;
    chaos_files(params->seed);
    if (!live_begin(&(struct live_params){
            .scene = "chaos.yaml", .patience_s = 2, .width = 96, .height = 54, .keep = keep_time}))
        return false;
    bool shown = live_until_swap(1);
    frames = black_frames = 0;
    for (int i = 0; shown && i < params->saves; i++) {
        one_save(result, params, i);
        if (i < WARM_UP * params->kind_count)
            result->mb_before = edits_mb();
    }
    result->mb_after = edits_mb();
    for (int i = 0; i < params->kind_count; i++) {
        result->worst_gap_ms = fmax(result->worst_gap_ms, result->rows[i].worst_gap_ms);
        result->cpu_ms += result->rows[i].cpu_ms;
    }
    result->frames = frames;
    result->black_frames = black_frames;
    live_end();
    return shown;
}

bool chaos_run(int saves, uint32_t seed, struct chaos_result *result)
{
    return chaos_run_kinds(
        &(struct chaos_params){
            .kinds = kinds, .kind_count = CHAOS_KINDS, .saves = saves, .seed = seed},
        result);
}
