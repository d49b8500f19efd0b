// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/keys.h"

#include "scene/scene.h"

#include <string.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof(*(array))))
#define AT(type, field) offsetof(struct type, field)
#define TABLE(name, text, list) const struct rmx_key_table name = {text, list, COUNT(list)}

static const struct rmx_choice fits[] = {
    {"cover", RMX_FIT_COVER},
    {"contain", RMX_FIT_CONTAIN},
    {"stretch", RMX_FIT_STRETCH},
    {"tile", RMX_FIT_TILE},
};
static const struct rmx_choice depths[] = {{"8", 8}, {"16", 16}, {"32", 32}};
static const struct rmx_choice orders[] = {{"name", false}, {"seed", true}};
static const struct rmx_choice lights[] = {{"linear", false}, {"encoded", true}};
static const struct rmx_choice ledgers[] = {{"sources", false}, {"whole", true}};
static const struct rmx_choice memories[] = {
    {"scene", RMX_MEMORY_SCENE},
    {"show", RMX_MEMORY_SHOW},
    {"ever", RMX_MEMORY_EVER},
};
static const struct rmx_choice tempos[] = {
    {"auto", RMX_TEMPO_AUTO}, {"tap", RMX_TEMPO_TAP},     {"midi", RMX_TEMPO_MIDI},
    {"link", RMX_TEMPO_LINK}, {"sound", RMX_TEMPO_SOUND},
};
static const struct rmx_choice alphas[] = {{"ignore", true}, {"keep", false}};

#define FIT(type)                                                                                  \
    {                                                                                              \
        "fit", RMX_KEY_CHOICE,                                                                     \
            "how the picture fills the canvas: cover cuts off, contain leaves bars, stretch "      \
            "distorts, tile repeats it pixel by pixel",                                            \
            "cover", .choices = fits, .choice_count = COUNT(fits), .offset = AT(type, fit)         \
    }
#define CREDIT(type)                                                                               \
    {                                                                                              \
        "credit", RMX_KEY_TEXT, "who made it", NULL, .offset = AT(type, credit)                    \
    }
#define LICENCE(type)                                                                              \
    {                                                                                              \
        "licence", RMX_KEY_TEXT,                                                                   \
            "what allows its use: an SPDX name such as CC-BY-4.0, or any words", NULL,             \
            .offset = AT(type, licence)                                                            \
    }
#define URL(type)                                                                                  \
    {                                                                                              \
        "url", RMX_KEY_TEXT, "where it comes from", NULL, .offset = AT(type, url)                  \
    }
#define LATER(name, text)                                                                          \
    {                                                                                              \
        name, RMX_KEY_NOT_YET, .description = text                                                 \
    }

static const struct rmx_key step[] = {
    {"store", RMX_KEY_SWITCH, "keeps the step's picture in a texture of its own", "false",
     .offset = AT(rmx_effect_instance, store)},
    {"fuse", RMX_KEY_SWITCH, "joins the step to its neighbours even where that costs more", "false",
     .offset = AT(rmx_effect_instance, fuse)},
    {"alpha", RMX_KEY_FLAG, "ignore: the effect's own alpha is not used", "keep", .choices = alphas,
     .choice_count = COUNT(alphas), .offset = AT(rmx_effect_instance, ignore_alpha)},
};
TABLE(rmx_step_keys, "a step", step);

static const struct rmx_key place[] = {
    {"x", RMX_KEY_VALUE, "the layer's centre across the canvas: 0 left, 1 right", "0.5",
     .min = -100, .max = 100, .offset = AT(rmx_layer, x), .quantity = RMX_QUANTITY_WIDTH},
    {"y", RMX_KEY_VALUE, "the layer's centre up the canvas: 0 bottom, 1 top", "0.5", .min = -100,
     .max = 100, .offset = AT(rmx_layer, y), .quantity = RMX_QUANTITY_HEIGHT},
    {"scale", RMX_KEY_VALUE, "1 is the canvas", "1", .offset = AT(rmx_layer, scale)},
    {"angle", RMX_KEY_VALUE, "degrees counter-clockwise", "0", .offset = AT(rmx_layer, angle),
     .quantity = RMX_QUANTITY_DEGREES},
};
TABLE(rmx_place_keys, "a place", place);

static const struct rmx_key mask[] = {
    {"generate", RMX_KEY_GENERATED, "a generator whose light parts let the layer through", NULL,
     .offset = AT(rmx_layer, mask)},
    {"picture", RMX_KEY_PICTURE, "the picture whose light parts let the layer through", NULL,
     .offset = AT(rmx_layer, mask)},
    {"invert", RMX_KEY_SWITCH, "true: the dark parts let the layer through", "false",
     .offset = AT(rmx_layer, mask_invert)},
};
TABLE(rmx_mask_keys, "a mask", mask);

static const struct rmx_key fragments[] = {
    {"from", RMX_KEY_FROM, "the pictures that are cut: one or a list; `{NAME: 3}` gives a weight",
     .default_value = NULL},
    {"cut", RMX_KEY_CUT, "how pictures are cut", "grid", .offset = AT(rmx_fragments, cut)},
    {"arrange", RMX_KEY_ARRANGE, "where each fragment goes: one or a list", "in_place",
     .offset = AT(rmx_fragments, arranges), .count_offset = AT(rmx_fragments, arrange_count)},
    {"moments", RMX_KEY_WHOLE, "how many thirtieths of a second are remembered", "1", .min = 1,
     .max = 64, .offset = AT(rmx_fragments, moments), .quantity = RMX_QUANTITY_COUNT},
    {"at", RMX_KEY_INPUT, "with a list of arranges: 0 is the first one, 1 the last",
     .default_value = "0"},
    {"stagger", RMX_KEY_INPUT, "with a list of arranges: one fragment goes after another",
     .default_value = "0"},
    {"border", RMX_KEY_INPUTS, "a line along each fragment's edge", .default_value = NULL},
    {"shadow", RMX_KEY_INPUTS, "the shadow of each fragment that does not lie where it was cut",
     .default_value = NULL},
    {"vary", RMX_KEY_INPUTS, "how each fragment's colours differ: swings, or inks on papers",
     .default_value = NULL},
    {"torn", RMX_KEY_INPUT, "how ragged the edges are, as of torn paper", .default_value = "0"},
    {"depth", RMX_KEY_INPUT, "how far fragments leave the plane, in heights of the canvas",
     .default_value = "0"},
    {"camera", RMX_KEY_INPUTS, "from where fragments are seen", .default_value = NULL},
};
TABLE(rmx_fragments_keys, "a fragments block", fragments);

static const struct rmx_key layer[] = {
    {"name", RMX_KEY_NAME, "by which other layers read what this one shows", NULL,
     .offset = AT(rmx_layer, name)},
    {"picture", RMX_KEY_PICTURE, "the source, layer or file that the layer shows", NULL,
     .offset = AT(rmx_layer, picture)},
    {"generate", RMX_KEY_GENERATE, "a generator that makes the layer's picture", NULL,
     .offset = AT(rmx_layer, generate)},
    {"fragments", RMX_KEY_FRAGMENTS, "cuts pictures into fragments and arranges them", NULL,
     .table = &rmx_fragments_keys, .offset = AT(rmx_layer, fragments)},
    FIT(rmx_layer),
    {"overscan", RMX_KEY_VALUE,
     "how far beyond the layer's frame its chain and mask see, as a part of it on each side", "0",
     .max = 2, .offset = AT(rmx_layer, overscan)},
    {"chain", RMX_KEY_CHAIN, "effects, the first one first", NULL, .offset = AT(rmx_layer, chain),
     .count_offset = AT(rmx_layer, chain_count)},
    {"mask", RMX_KEY_MASK, "a picture whose light parts let the layer through", NULL,
     .table = &rmx_mask_keys},
    {"place", RMX_KEY_MAP, "where the layer lies on the canvas", NULL, .table = &rmx_place_keys},
    {"opacity", RMX_KEY_VALUE, "0 is invisible, 1 covers", "1", .max = 1,
     .offset = AT(rmx_layer, opacity)},
    {"blend", RMX_KEY_BLEND, "how the layer meets what is below", "normal",
     .offset = AT(rmx_layer, blend)},
    {"visible", RMX_KEY_VISIBLE, "false keeps the layer out of the stack", .default_value = "true"},
};
TABLE(rmx_layer_keys, "a layer", layer);

static const struct rmx_key source[] = {
    {"image", RMX_KEY_PATH, "a picture file", NULL, .offset = AT(rmx_source, path)},
    {"generate", RMX_KEY_GENERATE, "a generator that makes the picture", NULL,
     .offset = AT(rmx_source, generate)},
    CREDIT(rmx_source),
    LICENCE(rmx_source),
    URL(rmx_source),
    FIT(rmx_source),
    {"folder", RMX_KEY_FOLDER, "a folder of pictures: a slide show, or all of them for fragments",
     NULL, .offset = AT(rmx_source, folder)},
    {"every", RMX_KEY_VALUE, "how long each picture of a folder is shown", "4 beats", .min = 0.001,
     .max = 1e6, .offset = AT(rmx_source, every), .quantity = RMX_QUANTITY_SECONDS},
    {"order", RMX_KEY_FLAG, "of a folder's pictures: by name, or by the scene's seed", "name",
     .choices = orders, .choice_count = COUNT(orders), .offset = AT(rmx_source, by_seed)},
    {"scene", RMX_KEY_SCENE, "another scene, whose picture this is", .default_value = NULL},
    {"with", RMX_KEY_WITH, "numbers for the knobs of that scene", .default_value = NULL},
    {"ledger", RMX_KEY_FLAG, "who holds that scene's part of the surface: its sources, or it alone",
     "sources", .choices = ledgers, .choice_count = COUNT(ledgers),
     .offset = AT(rmx_source, ledger_whole)},
    LATER("video", "a film"),
    LATER("camera", "a camera"),
    LATER("text", "a text, set in a font"),
    LATER("speed", "of a film"),
    LATER("font", "of a text"),
};
TABLE(rmx_source_keys, "a source", source);

static const struct rmx_key credit[] = {CREDIT(rmx_source), LICENCE(rmx_source), URL(rmx_source)};
TABLE(rmx_credit_keys, "a picture's credit", credit);

static const struct rmx_key knob[] = {
    {"from", RMX_KEY_CONSTANT, "the value at the left stop", "0", .offset = AT(rmx_knob, from),
     .quantity = RMX_QUANTITY_ANY},
    {"to", RMX_KEY_CONSTANT, "the value at the right stop", "1", .offset = AT(rmx_knob, to),
     .quantity = RMX_QUANTITY_ANY},
    {"at", RMX_KEY_CONSTANT, "the value at the start; unsaid, that at the left stop", NULL,
     .offset = AT(rmx_knob, at), .quantity = RMX_QUANTITY_ANY},
    {"midi", RMX_KEY_MIDI,
     "the control that moves it: cc 21, cc 21 ch 3, note 36, bend, cc 1 14bit, cc 16 relative",
     NULL, .offset = AT(rmx_knob, midi)},
    {"osc", RMX_KEY_TEXT, "the OSC address that moves it, such as /chaos", NULL,
     .offset = AT(rmx_knob, osc)},
};
TABLE(rmx_knob_keys, "a knob", knob);

static const struct rmx_key aura[] = {
    {"memory", RMX_KEY_CHOICE,
     "how far back exposure counts: to the scene's start, the program's, or that of all shows",
     "scene", .choices = memories, .choice_count = COUNT(memories),
     .offset = AT(rmx_scene, aura_memory)},
    {"half_life", RMX_KEY_CONSTANT, "the seconds of the whole surface that halve an aura", "30",
     .min = 0.001, .max = 1e9, .offset = AT(rmx_scene, aura_half_life_s),
     .quantity = RMX_QUANTITY_CLOCK},
};
TABLE(rmx_aura_keys, "an aura", aura);

static const struct rmx_key sound[] = {
    {"file", RMX_KEY_SOUND_FILE, "a sound file", .default_value = NULL},
    {"input", RMX_KEY_DEVICE, "a microphone or another input, by its name, or default",
     .default_value = NULL},
    {"monitor", RMX_KEY_DEVICE,
     "what other programs play: an output's or a program's name, or default",
     .default_value = NULL},
    {"offset", RMX_KEY_CONSTANT,
     "the file's time at time 0: above 0 it is heard earlier, below 0 later, as inputs can be", "0",
     .min = -86400, .max = 86400, .offset = AT(rmx_scene_sound, offset_s),
     .quantity = RMX_QUANTITY_CLOCK},
    {"gain", RMX_KEY_GAIN, "by what the sound is multiplied, or auto: follows how loud it is",
     "auto", .min = 0.001, .max = 1000, .offset = AT(rmx_scene_sound, gain)},
    {"attack", RMX_KEY_CONSTANT, "how fast the smooth numbers rise: a time constant in seconds",
     "20 ms", .min = 0, .max = 10, .offset = AT(rmx_scene_sound, attack_s),
     .quantity = RMX_QUANTITY_CLOCK},
    {"release", RMX_KEY_CONSTANT, "how fast they fall", "200 ms", .min = 0, .max = 10,
     .offset = AT(rmx_scene_sound, release_s), .quantity = RMX_QUANTITY_CLOCK},
    {"delay", RMX_KEY_CONSTANT,
     "how much later the file is played aloud, as a projector shows late", "0", .min = -5, .max = 5,
     .offset = AT(rmx_scene_sound, delay_s), .quantity = RMX_QUANTITY_CLOCK},
    CREDIT(rmx_scene_sound),
    LICENCE(rmx_scene_sound),
    URL(rmx_scene_sound),
};
TABLE(rmx_sound_keys, "a sound", sound);

static const struct rmx_key osc[] = {
    {"port", RMX_KEY_WHOLE, "the UDP port on which OSC messages come in", NULL, .min = 1,
     .max = 65535, .offset = AT(rmx_scene, osc_port), .quantity = RMX_QUANTITY_COUNT},
    {"to", RMX_KEY_TEXT, "host:port to which knobs send where they stand", NULL,
     .offset = AT(rmx_scene, osc_to)},
};
TABLE(rmx_osc_keys, "an osc block", osc);

static const struct rmx_key scene[] = {
    {"title", RMX_KEY_TEXT, "the scene's title", NULL, .offset = AT(rmx_scene, title)},
    {"dpi", RMX_KEY_CONSTANT, "pixels an inch of a size on paper; kept in the file", "300",
     .min = 1, .max = 100000, .offset = AT(rmx_scene, dpi), .quantity = RMX_QUANTITY_COUNT},
    {"size", RMX_KEY_SIZE, "width x height in pixels, or on paper: A2, 60x40cm", "1920x1080",
     .min = 1, .max = 32768, .offset = AT(rmx_scene, width)},
    {"fps", RMX_KEY_CONSTANT, "frames a second", "30", .min = 1, .max = 1000,
     .offset = AT(rmx_scene, fps), .quantity = RMX_QUANTITY_COUNT},
    {"seed", RMX_KEY_SEED, "where all chance comes from: the same seed, the same picture", "1",
     .max = 4294967295.0, .offset = AT(rmx_scene, seed), .quantity = RMX_QUANTITY_COUNT},
    {"depth", RMX_KEY_CHOICE, "bits a channel", "8", .choices = depths,
     .choice_count = COUNT(depths), .offset = AT(rmx_scene, depth)},
    {"light", RMX_KEY_FLAG,
     "what means are made of: linear light, or encoded, the values as they are stored", "linear",
     .choices = lights, .choice_count = COUNT(lights), .offset = AT(rmx_scene, encoded_light)},
    {"date", RMX_KEY_DATE, "the date at the start, YYYY-MM-DD HH:MM:SS", "1928-01-01 00:00:00",
     .offset = AT(rmx_scene, date)},
    {"preroll", RMX_KEY_PREROLL, "how long a scene with memory runs before the first frame",
     .default_value = "all", .offset = AT(rmx_scene, preroll)},
    {"still", RMX_KEY_STILL, "the time that a picture without --time shows", "0",
     .offset = AT(rmx_scene, still)},
    {"include", RMX_KEY_INCLUDE, "files whose sources, knobs and chains come in",
     .default_value = NULL},
    {"knobs", RMX_KEY_KNOBS, "numbers that a hand moves", NULL, .table = &rmx_knob_keys},
    {"sources", RMX_KEY_SOURCES, "pictures by name", NULL, .table = &rmx_source_keys},
    {"bpm", RMX_KEY_VALUE, "beats a minute", "120", .min = 1, .max = 1000,
     .offset = AT(rmx_scene, bpm), .quantity = RMX_QUANTITY_COUNT},
    {"tempo", RMX_KEY_CHOICE,
     "whose tempo it has in `live`: taps, a MIDI clock, Ableton Link, its sound; auto: taps or a "
     "clock, the one that spoke last",
     "auto", .choices = tempos, .choice_count = COUNT(tempos), .offset = AT(rmx_scene, tempo)},
    {"background", RMX_KEY_BACKGROUND, "the colour under all layers, or none", "black",
     .offset = AT(rmx_scene, background)},
    {"chains", RMX_KEY_CHAINS, "chains of effects by name", .default_value = NULL},
    {"layers", RMX_KEY_LAYERS, "what is seen, the bottom first", NULL, .table = &rmx_layer_keys},
    {"finish", RMX_KEY_CHAIN, "effects on the whole frame", NULL, .offset = AT(rmx_scene, finish),
     .count_offset = AT(rmx_scene, finish_count)},
    {"aura", RMX_KEY_MAP, "what auras remember", NULL, .table = &rmx_aura_keys},
    {"sound", RMX_KEY_SOUND, "what the scene hears: a file, an input, a monitor, or silence",
     "silence", .table = &rmx_sound_keys, .offset = AT(rmx_scene, sound)},
    {"osc", RMX_KEY_MAP, "OSC messages in and out, in `live`", NULL, .table = &rmx_osc_keys},
    {"keys", RMX_KEY_KEYS, "what keys and controls of MIDI do in `live`: `b: restart`, `F5: none`",
     NULL, .offset = AT(rmx_scene, keys)},
    {"glide", RMX_KEY_VALUE, "in how long a snapshot brings knobs back: `2 beats`, `1.5 s`", "0",
     .max = 3600, .offset = AT(rmx_scene, glide), .quantity = RMX_QUANTITY_SECONDS},
    LATER("shots", "a montage: shots one after another"),
    LATER("audience", "a page for the visitors' phones"),
};
TABLE(rmx_scene_keys, "a scene", scene);

enum rmx_tempo_source rmx_tempo_source_of(const char *word)
{
    for (int i = 0; i < COUNT(tempos); i++)
        if (strcmp(tempos[i].name, word) == 0)
            return (enum rmx_tempo_source)tempos[i].value;
    return RMX_TEMPO_UNSAID;
}

const char *const *rmx_tempo_source_names(int *count)
{
    static const char *names[COUNT(tempos)];
    for (int i = 0; i < COUNT(tempos); i++)
        names[i] = tempos[i].name;
    *count = COUNT(tempos);
    return names;
}

int rmx_key_find(const struct rmx_key_table *table, const char *name)
{
    for (int i = 0; i < table->count; i++)
        if (strcmp(table->keys[i].name, name) == 0)
            return i;
    return -1;
}
