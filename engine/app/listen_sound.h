// SPDX-License-Identifier: GPL-3.0-or-later
// What is heard while `listen` runs: the option's sound, else the scene's, else the default input.
//
// In:  a wish, a scene, the clock. Out: numbers. Thread: the caller's.
#pragma once

#include "base/signals.h"
#include "base/sound.h"
#include "scene/scene.h"

struct rmx_listen_ears;

// `scene` NULL: there is none; else the wish holds in it already. An exit code; what is wrong is
// said.
int rmx_listen_ears_open(const struct rmx_sound_wish *wish, const struct rmx_scene *scene,
                         struct rmx_listen_ears **ears);
void rmx_listen_ears_close(struct rmx_listen_ears *ears); // NULL is fine
// False: silence is listened to.
bool rmx_listen_ears_are_open(const struct rmx_listen_ears *ears);
const char *rmx_listen_ears_name(const struct rmx_listen_ears *ears); // of what is heard
// Where all stands; events since the last time. A file begins when it is first asked for.
void rmx_listen_ears_hear(struct rmx_listen_ears *ears, double now_ms, float numbers[RMX_HEARD]);
