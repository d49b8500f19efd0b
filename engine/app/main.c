// SPDX-License-Identifier: GPL-3.0-or-later
// The program: finds the command, reads its options, runs it.
#include "app/command.h"
#include "app/completion.h"
#include "app/help.h"
#include "app/interrupt.h"
#include "base/log.h"
#include "base/process.h"
#include "base/roots.h"
#include "base/standard.h"
#include "media/apart.h"
#include "render/trial.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

static const struct rmx_command commands[] = {
    {"render", "SCENE... | --replay FILE", "draw a scene, or a picture, into a file",
     "Without -o the file is the scene's name with .png, in the current folder.\n"
     "Formats: png jpg webp tif bmp tga hdr. Examples:\n\n"
     "  remontage render scene.yaml -o print.tif --size 3x --dpi 300 --depth 16\n"
     "  remontage render photo.jpg --chain 'kaleidoscope: {sides: 8}, grain'\n"
     "  remontage render scene.yaml --frames 0-299 -o frames/%05d.png --skip-existing\n"
     "  remontage render scene.yaml -o - | display\n"
     "  remontage render scene.yaml --seed 1-10 -o print-%02d.png\n"
     "  remontage render *.yaml -o prints/%s.png\n"
     "  remontage render --replay evening.rec --size 3840x2160 -o frames/%05d.png\n",
     1, INT_MAX, rmx_command_render},
    {"live", "SCENE", "show a scene in a window that follows the editor",
     "Saved changes are seen at once; an error is said here, and the last good picture stays.\n"
     "--keys [SCENE] lists the keys, and what OSC messages can do. Examples:\n\n"
     "  remontage live scene.yaml\n"
     "  remontage live scene.yaml --osc 9000 --oscquery 9001\n"
     "  remontage live scene.yaml --fullscreen --output HDMI-1 --set chaos=0.3\n",
     1, 1, rmx_command_live},
    {"listen", "[SCENE]",
     "show in the terminal what is heard, and what hands send and move in SCENE",
     "Without a terminal it prints a line for each event. Ctrl-C ends it. Examples:\n\n"
     "  remontage listen scene.yaml\n"
     "  remontage listen --osc 9000 | tee evening.txt\n",
     0, 1, rmx_command_listen},
    {"record", "FILE", "print what is in a recording of live --record",
     "A line for each thing that happened, by the evening's time, and a summary; -v tells what "
     "moves\n"
     "by itself, too: sound, shares, the pointer. --json: an object a line. Example:\n\n"
     "  remontage record evening.rec\n",
     1, 1, rmx_command_record},
    {"ledger", "SCENE | --all",
     "measure which source holds which part of the picture, and for how long",
     "Without -o it writes NAME.ledger.json, .png (a map), .svg (a plot) and, of a single frame,\n"
     ".exr (Cryptomatte) into the current folder, NAME being the scene's. -q with -o FILE prints\n"
     "no table. --all prints the exhibition: all that was ever shown; with -o FILE.csv or .svg it\n"
     "writes it. --forget and --forget-all ask first. Examples:\n\n"
     "  remontage ledger scene.yaml --time 4\n"
     "  remontage ledger scene.yaml --frames 0-299x10 -o display.svg\n"
     "  remontage ledger scene.yaml --frames 0-299 -o mattes/%04d.exr\n"
     "  remontage ledger --all -o exhibition.svg\n"
     "  remontage ledger --forget plant.jpg\n",
     1, 1, rmx_command_ledger},
    {"check", "SCENE|FOLDER...", "say everything that is wrong with scenes",
     "Of a folder: all scenes that lie in it. Exits 65 where a scene has errors, 66 where only "
     "inputs are missing. Examples:\n\n"
     "  remontage check scenes\n"
     "  remontage check --strict collection/*.yaml\n",
     1, INT_MAX, rmx_command_check},
    {"explain", "SCENE",
     "print how a scene is drawn: passes, what is fused, what is stored and why",
     "Needs no GPU. Examples:\n\n"
     "  remontage explain scene.yaml\n"
     "  remontage explain photo.jpg --chain 'blur, halftone' --glsl\n",
     1, 1, rmx_command_explain},
    {"credits", "SCENE", "name whose pictures a scene shows, and what allows it",
     "Without -o the list goes to standard output. -o FILE.txt writes it, -o FILE.yaml writes a "
     "roll:\n"
     "a scene of its own, with its typesetting beside it. Warns of licences that do not go "
     "together.\n"
     "Examples:\n\n"
     "  remontage credits scene.yaml --commercial\n"
     "  remontage credits scene.yaml -o scene.credits.yaml\n",
     1, 1, rmx_command_credits},
    {"list", "[KIND|WORD...]",
     "name every effect, by kind: generators effects blends transitions cuts "
     "arranges",
     "`signals` names what expressions may read instead, `outputs` what `live --output` may name, "
     "`midi` the MIDI devices, `sounds` what a scene can hear here, `formats` the files that are "
     "read and written. Any other WORD is looked for "
     "in "
     "names, descriptions and groups. Examples:\n\n"
     "  remontage list generators blends\n"
     "  remontage list glow\n"
     "  remontage list signals\n"
     "  remontage list sounds\n",
     0, INT_MAX, rmx_command_list},
    {"describe", "NAME...", "show an effect's parameters, and a line of scene to paste",
     "NAME may be a file, too; cut/NAME and arrange/NAME ask for one kind. Examples:\n\n"
     "  remontage describe kaleidoscope\n"
     "  remontage describe ./my-effect.fs\n",
     1, INT_MAX, rmx_command_describe},
    {"new", "FILE [PICTURE...]", "write a short scene to begin with",
     "Example:\n\n  remontage new mine.yaml photographs/*.jpg\n", 1, INT_MAX, rmx_command_new},
    {"schema", "", "print a JSON Schema of scene files, for editors",
     "Example:\n\n  remontage schema > scene.schema.json\n", 0, 0, rmx_command_schema},
    {"sweep", "DIR...", "draw every effect below folders on a test picture, a line each",
     "Tells of each whether it compiles, draws something, fuses (or why not), and how long it "
     "took.\n"
     "Exits 1 where one fails; with --baseline, where one fails that did not then. Examples:\n\n"
     "  remontage sweep ~/downloads/isf --sheet sheet.png\n"
     "  remontage sweep ~/downloads/isf --json >before.jsonl\n"
     "  remontage sweep ~/downloads/isf --baseline before.jsonl\n",
     1, INT_MAX, rmx_command_sweep},
};
enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static const struct rmx_command *find_command(const char *name)
{
    for (int i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static int complain_unknown(const char *word)
{
    const char *names[COMMANDS];
    for (int i = 0; i < COMMANDS; i++)
        names[i] = commands[i].name;
    rmx_complain_unknown("there is no command", word, names, COMMANDS, "see remontage --help");
    return RMX_EXIT_USAGE;
}

static int run(const struct rmx_command *command, struct rmx_options *options, int argc,
               char **argv)
{
    if (!rmx_options_parse(options, command, argc, argv))
        return RMX_EXIT_USAGE;
    if (options->help) {
        rmx_print_command_help(command);
        return RMX_EXIT_OK;
    }
    if (options->quiet)
        rmx_log_set_level(RMX_LOG_ERROR);
    else if (options->verbose)
        rmx_log_set_level(options->verbose > 1 ? RMX_LOG_DEBUG : RMX_LOG_INFO);
    return command->run(options);
}

static int run_command(int argc, char **argv)
{
    const struct rmx_command *command = find_command(argv[0]);
    if (!command)
        return complain_unknown(argv[0]);
    struct rmx_options options = {.arena = rmx_arena_create()};
    int code = run(command, &options, argc, argv);
    rmx_arena_destroy(options.arena);
    return code;
}

static int run_main(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : NULL;
    if (!word) {
        rmx_print_help(stderr, commands, COMMANDS);
        return RMX_EXIT_USAGE;
    }
    bool asks_help = !strcmp(word, "--help") || !strcmp(word, "-h") || !strcmp(word, "help");
    if (asks_help && argc > 2 && find_command(argv[2]))
        rmx_print_command_help(find_command(argv[2]));
    else if (asks_help)
        rmx_print_help(stdout, commands, COMMANDS);
    else if (!strcmp(word, "--version") || !strcmp(word, "-V"))
        rmx_print_version();
    else if (!strcmp(word, "completion"))
        return rmx_print_completion(argc > 2 ? argv[2] : "", commands, COMMANDS);
    else
        return run_command(argc - 1, argv + 1);
    return RMX_EXIT_OK;
}

int main(int argc, char **argv)
{
    rmx_standard_begin();
    rmx_interrupt_tell_short_memory();
    rmx_apart_begin(argc, argv);
    rmx_trial_begin(argc, argv);
    rmx_process_deepen_stack();
    rmx_roots_guard();
    rmx_media_start_lean();
    int code = run_main(argc, argv);
    if ((fflush(stdout) == 0 && !ferror(stdout)) || code != RMX_EXIT_OK)
        return code;
    rmx_complain("standard output cannot be written");
    return RMX_EXIT_WRITE;
}
