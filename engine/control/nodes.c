// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/nodes.h"

#include <pipewire/extensions/metadata.h>
#include <spa/utils/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

// --- The list.

static const struct {
    const char *media_class;
    enum rmx_sound_kind kind;
    bool is_program;
} classes[] = {
    {"Audio/Source", RMX_SOUND_INPUT, false},
    {"Audio/Source/Virtual", RMX_SOUND_INPUT, false},
    {"Audio/Duplex", RMX_SOUND_INPUT, false},
    {"Audio/Sink", RMX_SOUND_MONITOR, false},
    {"Stream/Output/Audio", RMX_SOUND_MONITOR, true},
};
enum { CLASSES = sizeof(classes) / sizeof(*classes) };

static char *copy(const char *text)
{
    char *copied = strdup(text);
    if (!copied)
        abort();
    return copied;
}

static bool is_same(const char *one, const char *two)
{
    return one && two && strcmp(one, two) == 0;
}

static void mark_defaults(struct rmx_nodes *nodes)
{
    for (int i = 0; i < nodes->count; i++) {
        struct rmx_node_info *info = &nodes->items[i];
        info->is_default = !info->is_program && is_same(nodes->defaults[info->kind], info->name);
    }
}

static void tell(struct rmx_nodes *nodes)
{
    mark_defaults(nodes);
    if (nodes->changed)
        nodes->changed(nodes->data);
}

static const char *first_of(const struct spa_dict *words, const char *const *keys, int count)
{
    const char *word = NULL;
    for (int i = 0; i < count && !word; i++)
        word = spa_dict_lookup(words, keys[i]);
    return word ? word : "";
}

static void add(struct rmx_nodes *nodes, uint32_t id, int class, const struct spa_dict *words)
{
    static const char *const outer[] = {PW_KEY_NODE_DESCRIPTION, PW_KEY_NODE_NICK,
                                        PW_KEY_NODE_NAME};
    static const char *const programs[] = {PW_KEY_APP_NAME, PW_KEY_NODE_DESCRIPTION,
                                           PW_KEY_NODE_NAME};
    bool is_program = classes[class].is_program;
    const char *name = spa_dict_lookup(words, PW_KEY_NODE_NAME);
    const char *serial = spa_dict_lookup(words, PW_KEY_OBJECT_SERIAL);
    nodes->items = realloc(nodes->items, (size_t)(nodes->count + 1) * sizeof(*nodes->items));
    if (!nodes->items)
        abort();
    nodes->items[nodes->count++] = (struct rmx_node_info){
        .id = id,
        .kind = classes[class].kind,
        .is_program = is_program,
        .serial = copy(serial ? serial
                       : name ? name
                              : ""),
        .name = copy(name ? name : ""),
        .description = copy(first_of(words, is_program ? programs : outer, 3))};
}

// --- What the server says; on the connection's thread.

// The text of {"name": "TEXT"}.
static bool read_name(const char *json, char *name, int size)
{
    struct spa_json outer, inner;
    char key[64];
    const char *value;
    spa_json_init(&outer, json, strlen(json));
    if (spa_json_enter_object(&outer, &inner) <= 0)
        return false;
    while (spa_json_get_string(&inner, key, sizeof(key)) > 0) {
        if (strcmp(key, "name") == 0)
            return spa_json_get_string(&inner, name, size) > 0;
        if (spa_json_next(&inner, &value) <= 0)
            return false;
    }
    return false;
}

static void take_default(char **name, const char *json)
{
    char found[256];
    free(*name);
    *name = json && read_name(json, found, sizeof(found)) ? copy(found) : NULL;
}

static int on_property(void *data, uint32_t subject, const char *key, const char *type,
                       const char *value)
{
    struct rmx_nodes *nodes = data;
    (void)type;
    if (subject != PW_ID_CORE)
        return 0;
    if (!key || strcmp(key, "default.audio.source") == 0)
        take_default(&nodes->defaults[RMX_SOUND_INPUT], key ? value : NULL);
    if (!key || strcmp(key, "default.audio.sink") == 0)
        take_default(&nodes->defaults[RMX_SOUND_MONITOR], key ? value : NULL);
    tell(nodes);
    return 0;
}

static const struct pw_metadata_events metadata_events = {PW_VERSION_METADATA_EVENTS,
                                                          .property = on_property};

static void follow_metadata(struct rmx_nodes *nodes, uint32_t id, const struct spa_dict *words)
{
    if (nodes->metadata || !is_same(spa_dict_lookup(words, PW_KEY_METADATA_NAME), "default"))
        return;
    nodes->metadata =
        pw_registry_bind(nodes->registry, id, PW_TYPE_INTERFACE_Metadata, PW_VERSION_METADATA, 0);
    if (nodes->metadata)
        pw_metadata_add_listener((struct pw_metadata *)nodes->metadata, &nodes->metadata_listener,
                                 &metadata_events, nodes);
}

static void on_global(void *data, uint32_t id, uint32_t permissions, const char *type,
                      uint32_t version, const struct spa_dict *words)
{
    struct rmx_nodes *nodes = data;
    (void)permissions, (void)version;
    if (!words)
        return;
    if (strcmp(type, PW_TYPE_INTERFACE_Metadata) == 0)
        follow_metadata(nodes, id, words);
    if (strcmp(type, PW_TYPE_INTERFACE_Node) != 0)
        return;
    const char *media_class = spa_dict_lookup(words, PW_KEY_MEDIA_CLASS);
    for (int i = 0; i < CLASSES; i++)
        if (is_same(media_class, classes[i].media_class)) {
            add(nodes, id, i, words);
            tell(nodes);
        }
}

static void let_go(struct rmx_node_info *info)
{
    free(info->serial);
    free(info->name);
    free(info->description);
}

static void on_global_remove(void *data, uint32_t id)
{
    struct rmx_nodes *nodes = data;
    for (int i = 0; i < nodes->count; i++) {
        if (nodes->items[i].id != id)
            continue;
        let_go(&nodes->items[i]);
        nodes->items[i] = nodes->items[--nodes->count];
        tell(nodes);
        return;
    }
}

static const struct pw_registry_events registry_events = {
    PW_VERSION_REGISTRY_EVENTS, .global = on_global, .global_remove = on_global_remove};

// --- Its life.

void rmx_nodes_begin(struct rmx_nodes *nodes, struct pw_core *core, void (*changed)(void *data),
                     void *data)
{
    *nodes = (struct rmx_nodes){.data = data, .changed = changed};
    nodes->registry = pw_core_get_registry(core, PW_VERSION_REGISTRY, 0);
    if (nodes->registry)
        pw_registry_add_listener(nodes->registry, &nodes->registry_listener, &registry_events,
                                 nodes);
}

static void stop(struct rmx_nodes *nodes)
{
    if (nodes->metadata) {
        spa_hook_remove(&nodes->metadata_listener);
        pw_proxy_destroy(nodes->metadata);
    }
    if (nodes->registry) {
        spa_hook_remove(&nodes->registry_listener);
        pw_proxy_destroy((struct pw_proxy *)nodes->registry);
    }
    nodes->metadata = NULL;
    nodes->registry = NULL;
}

void rmx_nodes_free(struct rmx_nodes *nodes)
{
    for (int i = 0; i < nodes->count; i++)
        let_go(&nodes->items[i]);
    for (int i = 0; i <= RMX_SOUND_MONITOR; i++)
        free(nodes->defaults[i]);
    free(nodes->items);
    *nodes = (struct rmx_nodes){0};
}

void rmx_nodes_end(struct rmx_nodes *nodes)
{
    stop(nodes);
    rmx_nodes_free(nodes);
}

// --- Names.

static bool is_whole(const struct rmx_node_info *info, const char *name)
{
    return strcasecmp(info->name, name) == 0 || strcasecmp(info->description, name) == 0;
}

static bool begins(const struct rmx_node_info *info, const char *name)
{
    size_t length = strlen(name);
    return strncasecmp(info->name, name, length) == 0 ||
           strncasecmp(info->description, name, length) == 0;
}

// An output before a program of the same name.
static const struct rmx_node_info *find_whole(const struct rmx_nodes *nodes,
                                              enum rmx_sound_kind kind, const char *name)
{
    const struct rmx_node_info *found = NULL;
    for (int i = 0; i < nodes->count; i++) {
        const struct rmx_node_info *info = &nodes->items[i];
        if (info->kind == kind && is_whole(info, name) && (!found || found->is_program))
            found = info;
    }
    return found;
}

const struct rmx_node_info *rmx_nodes_find(const struct rmx_nodes *nodes, enum rmx_sound_kind kind,
                                           const char *name)
{
    const struct rmx_node_info *found = find_whole(nodes, kind, name);
    int count = 0;
    if (found)
        return found;
    for (int i = 0; i < nodes->count; i++)
        if (nodes->items[i].kind == kind && begins(&nodes->items[i], name)) {
            found = &nodes->items[i];
            count++;
        }
    return count == 1 ? found : NULL;
}

const char *rmx_nodes_nearest(const struct rmx_nodes *nodes, enum rmx_sound_kind kind,
                              const char *name)
{
    enum { MOST = 64 };
    const char *names[MOST];
    int count = 0;
    for (int i = 0; i < nodes->count && count < MOST; i++)
        if (nodes->items[i].kind == kind)
            names[count++] = nodes->items[i].description;
    return rmx_nearest(name, names, count);
}

// --- Once.

struct listing {
    struct rmx_nodes *nodes;
    struct pw_core *core;
    struct spa_hook listener;
    int sequence; // of the answer that ends a round
    int rounds;   // to go: nodes and what follows them, then the defaults
};

static void on_done(void *data, uint32_t id, int sequence)
{
    struct listing *listing = data;
    if (id != PW_ID_CORE || sequence != listing->sequence)
        return;
    if (--listing->rounds > 0)
        listing->sequence = pw_core_sync(listing->core, PW_ID_CORE, 0);
    pw_thread_loop_signal(rmx_pipewire_loop(), false);
}

static const struct pw_core_events listing_events = {PW_VERSION_CORE_EVENTS, .done = on_done};

static void list_up(void *data, struct pw_core *core)
{
    struct listing *listing = data;
    listing->core = core;
    rmx_nodes_begin(listing->nodes, core, NULL, NULL);
    pw_core_add_listener(core, &listing->listener, &listing_events, listing);
    listing->sequence = pw_core_sync(core, PW_ID_CORE, 0);
}

static void list_down(void *data)
{
    struct listing *listing = data;
    spa_hook_remove(&listing->listener);
    stop(listing->nodes);
    listing->core = NULL;
}

bool rmx_nodes_list(struct rmx_nodes *nodes)
{
    enum { MOST_S = 3, ROUNDS = 2 };
    struct listing listing = {.nodes = nodes, .rounds = ROUNDS};
    struct rmx_pipewire_user user = {.data = &listing, .up = list_up, .down = list_down};
    *nodes = (struct rmx_nodes){0};
    bool is_there = rmx_pipewire_join(&user);
    rmx_pipewire_lock();
    while (is_there && listing.core && listing.rounds > 0 &&
           pw_thread_loop_timed_wait(rmx_pipewire_loop(), MOST_S) == 0)
        continue;
    rmx_pipewire_unlock();
    rmx_pipewire_leave(&user);
    return is_there && listing.rounds == 0;
}
