// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/listen_sound.h"

#include "app/command.h"
#include "control/ears.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rmx_listen_ears {
    struct rmx_ears *ears; // NULL: silence
    char name[256];
    double start_ms, last_s; // NaN: it has not begun
};

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void name_ears(struct rmx_listen_ears *ears, const struct rmx_scene_sound *sound)
{
    if (sound->kind == RMX_SOUND_SILENCE)
        snprintf(ears->name, sizeof(ears->name), "silence");
    else if (sound->kind == RMX_SOUND_FILE)
        snprintf(ears->name, sizeof(ears->name), "%s", file_name(sound->file));
    else
        snprintf(ears->name, sizeof(ears->name), "%s%s%s",
                 sound->kind == RMX_SOUND_INPUT ? "input" : "monitor", sound->device ? " " : "",
                 sound->device ? sound->device : "");
}

// Of no scene: what is wished, else the default input.
static struct rmx_scene_sound sound_alone(const struct rmx_sound_wish *wish)
{
    struct rmx_scene_sound sound = {.kind = wish->given ? wish->kind : RMX_SOUND_INPUT};
    if (sound.kind == RMX_SOUND_FILE)
        sound.file = wish->name;
    else
        sound.device = wish->name;
    return sound;
}

int rmx_listen_ears_open(const struct rmx_sound_wish *wish, const struct rmx_scene *scene,
                         struct rmx_listen_ears **made)
{
    char why[256];
    struct rmx_listen_ears *ears = calloc(1, sizeof(*ears));
    struct rmx_scene_sound sound = scene ? scene->sound : sound_alone(wish);
    const struct rmx_ears_params params = {.path = sound.file,
                                           .kind = sound.kind,
                                           .device = sound.device,
                                           .offset_s = sound.offset_s,
                                           .gain = sound.gain,
                                           .attack_s = sound.attack_s,
                                           .release_s = sound.release_s};
    if (!ears)
        abort();
    *made = ears;
    ears->start_ms = NAN;
    name_ears(ears, &sound);
    if (sound.kind == RMX_SOUND_SILENCE)
        return RMX_EXIT_OK;
    ears->ears = rmx_ears_open(&params, why, sizeof(why));
    if (!ears->ears)
        rmx_complain("'%s' cannot be heard: %s", sound.file, why);
    return ears->ears ? RMX_EXIT_OK : RMX_EXIT_INPUT;
}

void rmx_listen_ears_close(struct rmx_listen_ears *ears)
{
    if (!ears)
        return;
    rmx_ears_close(ears->ears);
    free(ears);
}

bool rmx_listen_ears_are_open(const struct rmx_listen_ears *ears)
{
    return ears->ears;
}

const char *rmx_listen_ears_name(const struct rmx_listen_ears *ears)
{
    return ears->name;
}

void rmx_listen_ears_hear(struct rmx_listen_ears *ears, double now_ms, float numbers[RMX_HEARD])
{
    if (isnan(ears->start_ms))
        ears->start_ms = now_ms;
    double time_s = (now_ms - ears->start_ms) / 1000;
    rmx_ears_frame(ears->ears, time_s, time_s - ears->last_s, 0, now_ms);
    rmx_ears_hear(ears->ears, time_s, time_s - ears->last_s, numbers);
    ears->last_s = time_s;
}
