// SPDX-License-Identifier: GPL-3.0-or-later
// remontage listen: what a scene would hear and what hands send, in the terminal; no window.
#include "app/listen_hands.h"
#include "app/listen_sound.h"
#include "app/listen_view.h"

#include "app/interrupt.h"
#include "app/live_side.h"
#include "app/open.h"
#include "app/sound_wish.h"
#include "app/terminal.h"
#include "base/clock.h"
#include "base/log.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { FRAMES_PER_S = 25, LAMP_MS = 120 };

struct listen {
    const struct rmx_options *options;
    struct rmx_sound_wish wish;
    struct rmx_generation *generation; // NULL: there is no scene
    struct rmx_live_side *side;        // NULL: likewise
    struct rmx_listen_log *log;
    struct rmx_listen_hands *hands;
    struct rmx_listen_ears *ears;
    struct rmx_listen_sound sound;
    double lit_ms[3]; // onset, kick, snare: when they were last heard
    double tempo;     // that was last told
    int drawn;        // lines that stand in the terminal
    bool is_block;    // a terminal is there: a block that is written over, else lines
    bool has_unicode;
    pthread_mutex_t lock; // of what follows
    struct rmx_text said; // lines of the log that wait until the block makes room
};

// --- What is said meanwhile.

// On any thread.
static void keep_line(void *data, const char *line)
{
    struct listen *listen = data;
    pthread_mutex_lock(&listen->lock);
    rmx_text_add(&listen->said, line);
    pthread_mutex_unlock(&listen->lock);
}

// In place of the block, which is drawn again behind them.
static void say_lines(struct listen *listen)
{
    pthread_mutex_lock(&listen->lock);
    if (listen->said.length) {
        if (listen->drawn)
            printf("\033[%dA\r\033[J", listen->drawn);
        fflush(stdout);
        rmx_print_text(stderr, rmx_text_string(&listen->said));
        rmx_text_clear(&listen->said);
        listen->drawn = 0;
    }
    pthread_mutex_unlock(&listen->lock);
}

// --- What is heard.

static void tell_tempo(struct listen *listen, double now_ms)
{
    double tempo = listen->sound.numbers[RMX_HEARD_TEMPO];
    char text[64];
    if (fabs(tempo - listen->tempo) < 1)
        return;
    listen->tempo = tempo;
    snprintf(text, sizeof(text), tempo > 0 ? "sound  tempo %.1f" : "sound  no tempo", tempo);
    rmx_listen_log_say(listen->log, text, now_ms);
}

static void hear(struct listen *listen, double now_ms)
{
    static const struct {
        int number;
        const char *line;
    } events[] = {{RMX_HEARD_ONSET, "sound  onset"},
                  {RMX_HEARD_KICK, "sound  kick"},
                  {RMX_HEARD_SNARE, "sound  snare"}};
    bool *const lamps[] = {&listen->sound.onset, &listen->sound.kick, &listen->sound.snare};
    rmx_listen_ears_hear(listen->ears, now_ms, listen->sound.numbers);
    for (int i = 0; i < 3; i++) {
        bool is_heard = listen->sound.numbers[events[i].number] > 0;
        if (is_heard)
            listen->lit_ms[i] = now_ms;
        if (is_heard)
            rmx_listen_log_say(listen->log, events[i].line, now_ms);
        *lamps[i] = now_ms - listen->lit_ms[i] < LAMP_MS;
    }
    tell_tempo(listen, now_ms);
}

// --- What is shown.

static void measure(struct rmx_listen_view *view)
{
    struct winsize size;
    bool is_known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col && size.ws_row;
    view->columns = is_known ? size.ws_col : 80;
    view->lines = is_known ? size.ws_row : 24;
}

// Over the block before: from its first line, and each line to its end.
static void put_block(struct listen *listen, const char *block, int count)
{
    if (listen->drawn)
        printf("\033[%dA", listen->drawn);
    for (const char *end; (end = strchr(block, '\n')); block = end + 1)
        printf("\r%.*s\033[K\n", (int)(end - block), block);
    printf("\033[J");
    fflush(stdout);
    listen->drawn = count;
}

static void show_block(struct listen *listen, double now_ms)
{
    struct rmx_listen_state state;
    struct rmx_text text = {0}, shown = {0};
    struct rmx_listen_view view = {
        .scene = listen->generation ? listen->options->arguments.items[0] : NULL,
        .midi = rmx_listen_hands_midi(listen->hands),
        .osc = rmx_listen_hands_osc(listen->hands),
        .sound = listen->sound,
        .state = &state,
        .now_ms = now_ms,
        .has_unicode = listen->has_unicode,
    };
    int count;
    measure(&view);
    say_lines(listen);
    rmx_listen_log_copy(listen->log, &state);
    rmx_listen_view(&text, &view, &count);
    rmx_text_add_lines(&shown, rmx_text_string(&text));
    put_block(listen, rmx_text_string(&shown), count);
    rmx_text_finish(&shown);
    rmx_text_finish(&text);
}

static void show_lines(struct listen *listen)
{
    struct rmx_text text = {0};
    rmx_listen_log_lines(listen->log, &text);
    rmx_print_text(stdout, rmx_text_string(&text));
    fflush(stdout);
    rmx_text_finish(&text);
}

static void print_head(struct listen *listen)
{
    const char *osc = rmx_listen_hands_osc(listen->hands);
    rmx_print(stdout, "sound  %s\nMIDI   %s\nOSC    %s\n", listen->sound.name,
              rmx_listen_hands_midi(listen->hands), osc ? osc : "off");
}

static bool shows_unicode(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (int i = 0; i < 3; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return strcasestr(value, "utf-8") || strcasestr(value, "utf8");
    }
    return false;
}

static bool is_terminal(void)
{
    const char *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
}

// --- Until it is interrupted, or its reader is gone.

static void run(struct listen *listen)
{
    double next_ms = rmx_clock_ms();
    if (!listen->is_block)
        print_head(listen);
    while (!rmx_interrupt_requested() && !ferror(stdout)) {
        double now_ms = rmx_clock_ms();
        hear(listen, now_ms);
        if (listen->is_block)
            show_block(listen, now_ms);
        else
            show_lines(listen);
        next_ms = fmax(next_ms + 1000.0 / FRAMES_PER_S, now_ms);
        usleep((useconds_t)(1000 * fmax(next_ms - rmx_clock_ms(), 0)));
    }
}

static int open_scene(struct listen *listen)
{
    const struct rmx_options *options = listen->options;
    if (!options->arguments.count)
        return RMX_EXIT_OK;
    struct rmx_settings settings = rmx_settings_of(options, options->arguments.items[0]);
    settings.sound = listen->wish;
    settings.hears_devices = true;
    const struct rmx_live_side_params side = {
        .scene = settings.scene, .say = rmx_terminal_say, .is_quiet = options->quiet};
    int code = rmx_open(options, &settings, RMX_LOAD_SCENE, NULL, &listen->generation);
    if (code == RMX_EXIT_OK)
        listen->side = rmx_live_side_create(&side);
    return code;
}

static void begin(struct listen *listen)
{
    static const struct rmx_side no_side;
    const struct rmx_scene *scene = listen->generation ? listen->generation->scene : NULL;
    listen->has_unicode = shows_unicode();
    listen->log = rmx_listen_log_create(!listen->is_block);
    for (int i = 0; i < 3; i++)
        listen->lit_ms[i] = -INFINITY;
    const struct rmx_listen_hands_params hands = {
        .options = listen->options,
        .scene = scene,
        .side = listen->side ? rmx_live_side_now(listen->side) : &no_side,
        .log = listen->log};
    listen->hands = rmx_listen_hands_create(&hands);
}

static void begin_saying(struct listen *listen)
{
    listen->is_block = is_terminal();
    pthread_mutex_init(&listen->lock, NULL);
    if (listen->is_block && rmx_terminal_is_there())
        rmx_log_set_say(keep_line, listen);
}

static void end_saying(struct listen *listen)
{
    rmx_log_set_say(NULL, NULL);
    listen->drawn = 0; // it stays
    say_lines(listen);
    rmx_text_finish(&listen->said);
    pthread_mutex_destroy(&listen->lock);
}

int rmx_command_listen(const struct rmx_options *options)
{
    struct listen listen = {.options = options};
    begin_saying(&listen);
    int code = rmx_sound_wish_read(options, &listen.wish);
    if (code == RMX_EXIT_OK)
        code = open_scene(&listen);
    if (code == RMX_EXIT_OK)
        code = rmx_listen_ears_open(
            &listen.wish, listen.generation ? listen.generation->scene : NULL, &listen.ears);
    if (code == RMX_EXIT_OK) {
        rmx_interrupt_watch();
        rmx_interrupt_survive_writes();
        listen.sound.is_there = rmx_listen_ears_are_open(listen.ears);
        listen.sound.name = rmx_listen_ears_name(listen.ears);
        begin(&listen);
        run(&listen);
    }
    rmx_listen_hands_destroy(listen.hands);
    rmx_listen_ears_close(listen.ears);
    rmx_live_side_destroy(listen.side);
    rmx_listen_log_destroy(listen.log);
    rmx_generation_destroy(listen.generation);
    end_saying(&listen);
    return code;
}
