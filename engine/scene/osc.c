// SPDX-License-Identifier: GPL-3.0-or-later
// OSC in a scene: its block, and the addresses that its expressions read, whose signals its table
// has only where they do.
#include "scene/scene_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SIGNALS = 1000 };

// HOST:PORT, an IPv6 address in brackets.
static bool is_peer(const char *text)
{
    const char *colon = strrchr(text, ':');
    char *end;
    if (!colon || colon == text || colon[1] < '0' || colon[1] > '9' || strpbrk(text, " /@"))
        return false;
    long port = strtol(colon + 1, &end, 10);
    bool is_bracketed = text[0] == '[' && colon[-1] == ']' && colon - text > 2;
    return !*end && port >= 1 && port <= 65535 &&
           (is_bracketed || !memchr(text, ':', (size_t)(colon - text)));
}

void rmx_check_osc(struct rmx_checker *checker, const struct rmx_node *node)
{
    const struct rmx_node *to = rmx_node_get(node, "to");
    if (!to || to->kind != RMX_NODE_SCALAR || to->broken || is_peer(to->text))
        return;
    rmx_errors_add(checker->errors, to->span, "wrong-type", "'%s' is no host and port", to->text)
        ->hint = "write `to: 192.168.1.20:9001`";
}

static int find(const struct rmx_scene *scene, const char *name)
{
    return rmx_signals_find(&scene->signals, name, strlen(name));
}

static bool has_room(struct rmx_checker *checker, struct rmx_span span)
{
    if (checker->scene->osc_count < MOST_SIGNALS)
        return true;
    if (!checker->is_incomplete)
        rmx_errors_add(checker->errors, span, "too-many-names", "more than %d addresses of OSC",
                       MOST_SIGNALS);
    checker->is_incomplete = true; // those that follow are no errors
    return false;
}

int rmx_check_add_osc(void *data, const char *address, size_t length, double smooth_s,
                      struct rmx_span span)
{
    struct rmx_checker *checker = data;
    struct rmx_scene *scene = checker->scene;
    const char *copy = rmx_arena_copy_n(checker->arena, address, length);
    // No address has a space: the smoothed one is another signal.
    const struct rmx_signal signal = {
        .name = smooth_s > 0 ? rmx_arena_printf(checker->arena, "%s %g", copy, smooth_s) : copy,
        .min = -INFINITY,
        .max = INFINITY,
        .provider = "osc",
        .meaning = ""};
    int known = find(scene, signal.name);
    if (known >= 0)
        return known;
    if (!has_room(checker, span))
        return scene->osc[0].signal;
    *RMX_PUSH(checker->arena, &scene->osc, &scene->osc_count) =
        (struct rmx_osc_signal){copy, smooth_s, scene->signals.count};
    rmx_signals_add(checker->arena, &scene->signals, &signal, 1);
    return scene->signals.count - 1;
}

// What a scene within reads comes through this one.
void rmx_check_osc_within(struct rmx_checker *checker)
{
    for (int i = 0; i < checker->scene->source_count; i++) {
        const struct rmx_source *source = &checker->scene->sources[i];
        for (int k = 0; source->scene && k < source->scene->osc_count; k++) {
            const struct rmx_osc_signal *osc = &source->scene->osc[k];
            rmx_check_add_osc(checker, osc->address, strlen(osc->address), osc->smooth_s,
                              source->span);
        }
    }
}
