// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"

#include "app/command.h"
#include "app/sizes.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind {
    FLAG,
    COUNT,
    TEXT,
    LIST,
    NUMBER,
    WHOLE,
    DEPTH,
    DURATION,
    SIZE,
    WINDOW,
    PRINT,
    FRAMES,
    SEEDS,
    CROP
};

struct row {
    const char *name;
    char letter; // 0: none
    enum kind kind;
    const char *argument;
    size_t offset;
    double least, most;   // NUMBER and WHOLE
    const char *commands; // "": all
    const char *help;
};

#define AT(field) offsetof(struct rmx_options, field)
#define SCENE_COMMANDS "render live check explain ledger credits"

static const struct row rows[] = {
    {"output", 'o', TEXT, "FILE", AT(output), 0, 0, "render",
     "the file to write, its format by its ending; - is PNG to standard output"},
    {"output", 'o', TEXT, "FILE", AT(output), 0, 0, "credits",
     "the file to write: a list as .txt, a roll as .yaml"},
    {"credits", 0, FLAG, NULL, AT(credits), 0, 0, "render",
     "write NAME.credits.txt and a roll, NAME.credits.yaml, too"},
    {"c2pa-manifest", 0, FLAG, NULL, AT(c2pa_manifest), 0, 0, "render",
     "write NAME.c2pa.json, too: the sources, for c2patool to sign"},
    {"commercial", 0, FLAG, NULL, AT(commercial), 0, 0, "render credits",
     "warn of sources that are NonCommercial"},
    {"output", 'o', TEXT, "FILE", AT(output), 0, 0, "ledger",
     "one file, by its ending: json csv png svg exr; - is JSON to standard output"},
    {"size", 's', SIZE, "SIZE", AT(size), 0, 0, "render explain ledger",
     "WxH, W, 2x, or on paper: A2, 60x40cm; another aspect lays the scene out anew"},
    {"print", 0, PRINT, "SIZE", AT(print), 0, 0, "check",
     "warn of pictures with fewer than 150 pixels an inch on paper: A2, 60x40cm"},
    {"time", 't', NUMBER, "SECONDS", AT(time), 0, 1e7, "render ledger",
     "the frame nearest this time"},
    {"frame", 'f', WHOLE, "N", AT(frame), 0, 1e9, "render ledger", "frame N, from 0"},
    {"frames", 0, FRAMES, "A-B[xN]", AT(frames), 0, 0, "render",
     "a sequence: frames/%05d.png; loop.png plays them all; or -"},
    {"frames", 0, FRAMES, "A-B[xN]", AT(frames), 0, 0, "ledger",
     "a span of frames, measured at every Nth of them"},
    {"ledger", 0, FLAG, NULL, AT(ledger), 0, 0, "render",
     "write the ledger of what is drawn, too: which source holds which part"},
    {"ledger-size", 0, WHOLE, "W", AT(ledger_size), 16, 16384, "render ledger",
     "measure at W pixels of width; 160 unless said"},
    {"exhibit", 0, FLAG, NULL, AT(exhibit), 0, 0, "render live",
     "add what is shown to the exhibition: see ledger --all"},
    {"all", 0, FLAG, NULL, AT(all), 0, 0, "ledger",
     "of no SCENE, but the exhibition: all that was ever shown"},
    {"forget", 0, LIST, "NAME", AT(forget), 0, 0, "ledger",
     "take a picture out of the exhibition; more than once"},
    {"forget-all", 0, FLAG, NULL, AT(forget_all), 0, 0, "ledger", "empty the exhibition"},
    {"yes", 'y', FLAG, NULL, AT(yes), 0, 0, "ledger", "forget without asking"},
    {"fullscreen", 0, FLAG, NULL, AT(fullscreen), 0, 0, "live", "fill the output"},
    {"window", 0, WINDOW, "WxH", AT(window), 0, 0, "live", "the window's size"},
    {"output", 0, TEXT, "NAME|N", AT(screen), 0, 0, "live",
     "the output to show on: its name, or its number from 1"},
    {"keys", 0, FLAG, NULL, AT(keys), 0, 0, "live",
     "list what keys and messages do, as SCENE has it"},
    {"osc", 0, WHOLE, "PORT", AT(osc), 1, 65535, "live listen",
     "take OSC messages on this UDP port, in place of the scene's `osc:`"},
    {"oscquery", 0, WHOLE, "PORT", AT(oscquery), 1, 65535, "live",
     "tell by OSCQuery, on this TCP port, what OSC can reach; OSC gets a port where it has none"},
    {"listen", 0, TEXT, "ADDRESS", AT(listen), 0, 0, "live listen",
     "for OSC and OSCQuery from other machines: this machine's address, 0.0.0.0 is all; else "
     "loopback alone"},
    {"tempo", 0, TEXT, "SOURCE", AT(tempo), 0, 0, "live",
     "in place of the scene's `tempo:`: auto, tap, midi, link or sound"},
    {"chase", 0, TEXT, "TIMECODE", AT(chase), 0, 0, "live",
     "follow a timecode: mtc (MIDI), ltc (heard at the default input), ltc:INPUT, ltc:monitor"},
    {"chase-from", 0, TEXT, "TIME", AT(chase_from), 0, 0, "live",
     "the timecode at which the scene's time is 0: 01:00:00, or seconds"},
    {"restart-every", 0, DURATION, "TIME", AT(restart_every), 1, 1e7, "live",
     "begin again at time 0 on the first bar after so long: 4h, 90min, 30s"},
    {"mute", 0, FLAG, NULL, AT(mute), 0, 0, "live", "do not play the scene's sound aloud"},
    {"sound", 0, TEXT, "WHAT", AT(sound), 0, 0, "live listen",
     "hear file:PATH, input[:NAME], monitor[:NAME] or silence, not what the scene says"},
    {"midi", 0, LIST, "NAME", AT(midi), 0, 0, "live listen",
     "listen to the MIDI devices with that in their names, more than once; all; none"},
    {"skip-existing", 0, FLAG, NULL, AT(skip_existing), 0, 0, "render",
     "go on with a sequence: files that are there stay"},
    {"record", 0, TEXT, "FILE", AT(record), 0, 0, "live",
     "write all that comes in to FILE, a new one, for render --replay"},
    {"json", 0, FLAG, NULL, AT(json), 0, 0, "record sweep", "print JSON, an object a line"},
    {"replay", 0, TEXT, "FILE", AT(replay), 0, 0, "render",
     "in place of a SCENE: a show that was recorded, again"},
    {"from", 0, NUMBER, "SECONDS", AT(from), 0, 1e7, "render", "of a recording: not before"},
    {"to", 0, NUMBER, "SECONDS", AT(to), 0, 1e7, "render", "of a recording: up to, without"},
    {"set", 0, LIST, "NAME=VALUE", AT(set), 0, 0, "render live ledger",
     "a knob's position, mouse.x, mouse.y or date"},
    {"chain", 'c', TEXT, "STEPS", AT(chain), 0, 0, SCENE_COMMANDS,
     "further steps on the whole picture: 'posterize: {levels: 4}, halftone'"},
    {"seed", 0, SEEDS, "N[-M]", AT(seed), 0, 4294967295.0, "render",
     "in place of the scene's; 1-10 draws each: -o print-%02d.png"},
    {"seed", 0, WHOLE, "N", AT(seed), 0, 4294967295.0, "live check explain ledger credits",
     "in place of the scene's"},
    {"crop", 0, CROP, "X,Y,WxH", AT(crop), 0, 0, "render",
     "only this part of it, in pixels from the top left"},
    {"fps", 0, NUMBER, "N", AT(fps), 0.001, 1000, "render live ledger",
     "in place of the scene's; 30000/1001, too"},
    {"depth", 0, DEPTH, "8|16|32", AT(depth), 8, 32, "render explain", "bits of a channel"},
    {"samples", 0, WHOLE, "N", AT(samples), 1, 4096, "render",
     "average N jittered frames: clean edges"},
    {"loop-rounds", 0, WHOLE, "N", AT(loop_rounds), 1, 1e9, "render explain",
     "let loops in files of others make N rounds a pixel, not 32,768"},
    {"dpi", 0, WHOLE, "N", AT(dpi), 1, 100000, "render explain",
     "pixels an inch, kept in the file; explain: those of each source"},
    {"compress", 0, WHOLE, "0..3", AT(compress), 0, 3, "render", "how hard PNG is packed"},
    {"quality", 0, WHOLE, "1..100", AT(quality), 1, 100, "render", "of JPEG and WebP"},
    {"ground", 0, TEXT, "COLOUR", AT(ground), 0, 0, "render",
     "what jpg and hdr, which keep no transparency, are laid on"},
    {"no-fuse", 0, FLAG, NULL, AT(no_fuse), 0, 0, "render explain",
     "every effect a pass of its own"},
    {"snap", 0, FLAG, NULL, AT(snap), 0, 0, "render explain",
     "every tap at a pixel's centre, for comparing plans"},
    {"glsl", 0, FLAG, NULL, AT(glsl), 0, 0, "explain", "print the generated shaders, too"},
    {"sheet", 0, TEXT, "FILE", AT(sheet), 0, 0, "sweep",
     "write a picture of all, with their names"},
    {"baseline", 0, TEXT, "FILE", AT(baseline), 0, 0, "sweep",
     "what an earlier sweep printed with --json: only what fails since then counts"},
    {"reveal", 0, FLAG, NULL, AT(reveal), 0, 0, "render", "draw over the picture how it is made"},
    {"timings", 0, FLAG, NULL, AT(timings), 0, 0, "render", "print a table of where time went"},
    {"allow", 0, LIST, "PATH", AT(allow), 0, 0, "",
     "pictures may lie below PATH, too; more than once"},
    {"effects", 0, LIST, "DIR", AT(effects), 0, 0, "",
     "look for effects here, too; more than once"},
    {"quiet", 'q', FLAG, NULL, AT(quiet), 0, 0, "", "only errors are said"},
    {"verbose", 'v', COUNT, NULL, AT(verbose), 0, 0, "", "say more; twice: all"},
    {"help", 'h', FLAG, NULL, AT(help), 0, 0, "", "this text"},
};
enum { ROWS = sizeof(rows) / sizeof(rows[0]), FIRST_LONG = 256 };

// Whole words in a list that is separated by spaces.
static bool holds_word(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; (at = strstr(at, word)); at += length)
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
            return true;
    return false;
}

static bool is_for(const struct row *row, const char *command)
{
    return !*row->commands || holds_word(row->commands, command);
}

static bool takes_argument(const struct row *row)
{
    return row->argument != NULL;
}

// 25, or 30000/1001.
static bool read_number(const char *text, double *value)
{
    char *end;
    errno = 0;
    *value = strtod(text, &end);
    if (end != text && *end == '/' && end[1] && end[1] != ' ')
        *value /= strtod(end + 1, &end);
    return end != text && !*end && !errno && isfinite(*value) && text[0] != ' ';
}

static bool is_in_range(const struct row *row, const char *text, double value)
{
    if (value >= row->least && value <= row->most)
        return true;
    rmx_complain("--%s goes from %.10g to %.10g, and '%s' is outside", row->name, row->least,
                 row->most, text);
    return false;
}

static bool set_number(const struct row *row, const char *text, struct rmx_optional_number *number)
{
    bool whole = row->kind != NUMBER;
    number->given = true;
    if (!read_number(text, &number->value) || (whole && floor(number->value) != number->value)) {
        rmx_complain("--%s wants a %snumber, not '%s'", row->name, whole ? "whole " : "", text);
        return false;
    }
    if (!is_in_range(row, text, number->value))
        return false;
    if (row->kind != DEPTH || number->value == 8 || number->value == 16 || number->value == 32)
        return true;
    rmx_complain("--depth takes 8, 16 or 32, not '%s'", text);
    return false;
}

// A number with its unit, which is never left out; in seconds.
static bool set_duration(const struct row *row, const char *text,
                         struct rmx_optional_number *number)
{
    static const struct {
        const char *name;
        double seconds;
    } units[] = {{"h", 3600}, {"min", 60}, {"s", 1}};
    for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
        size_t length = strlen(text), unit = strlen(units[i].name);
        if (length <= unit || strcmp(text + length - unit, units[i].name) != 0)
            continue;
        while (length > unit && text[length - unit - 1] == ' ')
            length--;
        char digits[32];
        snprintf(digits, sizeof(digits), "%.*s", (int)(length - unit), text);
        if (length - unit >= sizeof(digits) || !read_number(digits, &number->value))
            continue;
        number->given = true;
        number->value *= units[i].seconds;
        return is_in_range(row, text, number->value);
    }
    rmx_complain("--%s takes a time with its unit, 4h, 90min or 30s, not '%s'", row->name, text);
    return false;
}

// Word processors make a times sign of the x.
static const char *with_plain_x(struct rmx_arena *arena, const char *text)
{
    static const char sign[] = "\u00D7";
    char *copy = rmx_arena_copy(arena, text), *to = copy;
    for (const char *from = text; *from; to++) {
        bool is_sign = strncmp(from, sign, strlen(sign)) == 0;
        *to = is_sign ? 'x' : *from;
        from += is_sign ? strlen(sign) : 1;
    }
    *to = '\0';
    return copy;
}

// Up to nine digits; moves past them.
static bool read_count(const char **at, long long *value)
{
    size_t digits = strspn(*at, "0123456789");
    if (digits < 1 || digits > 9)
        return false;
    *value = strtoll(*at, NULL, 10);
    *at += digits;
    return true;
}

static bool set_frames(const char *text, struct rmx_frame_range *range)
{
    const char *at = text;
    *range = (struct rmx_frame_range){.given = true, .step = 1};
    bool fine = read_count(&at, &range->first) && *at++ == '-' && read_count(&at, &range->last);
    if (fine && *at == 'x') {
        at++;
        fine = read_count(&at, &range->step);
    }
    if (fine && !*at && range->step > 0 && range->first <= range->last)
        return true;
    rmx_complain("--frames takes 0-99 or 0-99x3 (every third), not '%s'", text);
    return false;
}

// One, or all from the first to the last.
static bool set_seeds(struct rmx_options *options, const struct row *row, const char *text)
{
    const char *dash = strchr(text, '-');
    options->last_seed = (struct rmx_optional_number){0};
    if (!dash || dash == text)
        return set_number(row, text, &options->seed);
    const char *first = rmx_arena_copy_n(options->arena, text, (size_t)(dash - text));
    if (!set_number(row, first, &options->seed) || !set_number(row, dash + 1, &options->last_seed))
        return false;
    double count = options->last_seed.value - options->seed.value;
    if (count >= 0 && count < 1e6)
        return true;
    rmx_complain("--seed goes from a lower to a higher one, a million at most: 1-10, not '%s'",
                 text);
    return false;
}

static bool set_crop(const char *text, struct rmx_crop_wish *crop)
{
    int end = 0;
    if (sscanf(text, "%6d,%6d,%6dx%6d%n", &crop->x, &crop->y, &crop->width, &crop->height, &end) ==
            4 &&
        !text[end] && crop->x >= 0 && crop->y >= 0 && crop->width > 0 && crop->height > 0)
        return crop->given = true;
    rmx_complain("--crop takes X,Y,WxH in pixels from the top left: 100,50,640x360, not '%s'",
                 text);
    return false;
}

static bool set(struct rmx_options *options, const struct row *row, const char *text)
{
    void *field = (char *)options + row->offset;
    switch (row->kind) {
    case FLAG: *(bool *)field = true; return true;
    case COUNT: ++*(int *)field; return true;
    case TEXT: *(const char **)field = text; return true;
    case LIST: {
        struct rmx_list *list = field;
        *RMX_PUSH(options->arena, &list->items, &list->count) = text;
        return true;
    }
    case NUMBER:
    case WHOLE:
    case DEPTH: return set_number(row, text, field);
    case DURATION: return set_duration(row, text, field);
    case SIZE: return rmx_size_set(with_plain_x(options->arena, text), field);
    case SEEDS: return set_seeds(options, row, text);
    case PRINT: return rmx_size_set_print(with_plain_x(options->arena, text), field);
    case CROP: return set_crop(with_plain_x(options->arena, text), field);
    case WINDOW: return rmx_size_set_window(with_plain_x(options->arena, text), field);
    case FRAMES: return set_frames(text, field);
    }
    return false;
}

static void complain_unknown(const struct rmx_command *command, const char *word)
{
    char name[64];
    snprintf(name, sizeof(name), "%.*s", (int)strcspn(word, "="), word);
    const char *names[ROWS];
    int count = 0;
    for (int i = 0; i < ROWS; i++) {
        if (strcmp(rows[i].name, name) == 0) {
            rmx_complain("--%s is an option of %s, not of %s", name, rows[i].commands,
                         command->name);
            return;
        }
        if (is_for(&rows[i], command->name))
            names[count++] = rows[i].name;
    }
    const char *nearest = rmx_nearest(name, names, count);
    if (nearest)
        rmx_complain("%s has no option --%s; did you mean --%s?", command->name, name, nearest);
    else
        rmx_complain("%s has no option --%s; see remontage %s --help", command->name, name,
                     command->name);
}

// getopt's '?' and ':' in words.
static void complain(const struct rmx_command *command, int answer, char **argv)
{
    const char *word = argv[optind - 1];
    if (answer == ':' && optopt >= FIRST_LONG)
        rmx_complain("--%s wants %s after it", rows[optopt - FIRST_LONG].name,
                     rows[optopt - FIRST_LONG].argument);
    else if (answer == ':')
        rmx_complain("-%c wants a word after it", optopt);
    else if (optopt >= FIRST_LONG)
        rmx_complain("--%s takes no value", rows[optopt - FIRST_LONG].name);
    else if (optopt)
        rmx_complain("%s has no option -%c; see remontage %s --help", command->name, optopt,
                     command->name);
    else
        complain_unknown(command, word + 2);
}

static bool count_arguments(const struct rmx_command *command, const struct rmx_options *options)
{
    int count = options->arguments.count;
    if (count >= command->least && count <= command->most)
        return true;
    rmx_complain("%s %s; usage: remontage %s %s", command->name,
                 count < command->least ? "wants an argument" : "takes no further arguments",
                 command->name, command->arguments);
    return false;
}

// The row that answers getopt's return value.
static const struct row *row_of(int answer)
{
    if (answer >= FIRST_LONG)
        return &rows[answer - FIRST_LONG];
    for (int i = 0; i < ROWS; i++)
        if (rows[i].letter == answer)
            return &rows[i];
    return NULL;
}

bool rmx_options_parse(struct rmx_options *options, const struct rmx_command *command, int argc,
                       char **argv)
{
    struct option longs[ROWS + 1] = {0};
    char letters[2 * ROWS + 2] = ":";
    int count = 0;
    for (int i = 0; i < ROWS; i++) {
        if (!is_for(&rows[i], command->name))
            continue;
        longs[count++] =
            (struct option){rows[i].name, takes_argument(&rows[i]), NULL, FIRST_LONG + i};
        if (rows[i].letter)
            snprintf(letters + strlen(letters), 3, "%c%s", rows[i].letter,
                     takes_argument(&rows[i]) ? ":" : "");
    }
    optind = 0; // GNU: start anew
    int answer;
    while ((answer = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
        const struct row *row = answer == '?' || answer == ':' ? NULL : row_of(answer);
        if (!row)
            complain(command, answer, argv);
        if (!row || !set(options, row, optarg))
            return false;
    }
    options->size.dpi = options->dpi.value;
    for (int i = optind; i < argc; i++)
        *RMX_PUSH(options->arena, &options->arguments.items, &options->arguments.count) = argv[i];
    bool asks_exhibition = options->all || options->forget.count || options->forget_all;
    return options->help || options->keys || asks_exhibition || options->replay ||
           count_arguments(command, options);
}

bool rmx_options_at(const struct rmx_command *command, int index, struct rmx_option *option)
{
    for (int i = 0; i < ROWS; i++) {
        const struct row *row = &rows[i];
        if (!is_for(row, command->name) || index--)
            continue;
        *option = (struct rmx_option){row->name, row->letter, row->argument, row->help,
                                      row->kind == LIST || row->kind == COUNT};
        return true;
    }
    return false;
}

void rmx_options_help(struct rmx_text *out, const struct rmx_command *command)
{
    struct rmx_option option;
    for (int i = 0; rmx_options_at(command, i, &option); i++) {
        char left[48], letter[8] = "    ";
        if (option.letter)
            snprintf(letter, sizeof(letter), "-%c, ", option.letter);
        snprintf(left, sizeof(left), "%s--%s %s", letter, option.name,
                 option.argument ? option.argument : "");
        rmx_text_printf(out, "  %-26s %s\n", left, option.help);
    }
}
