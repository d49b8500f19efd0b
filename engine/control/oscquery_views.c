// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/oscquery_views.h"

#include "base/json.h"
#include "control/osc_message.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { REST_MS = 250, MOST_NEWS = 1 << 16 };

static struct rmx_oscquery_view *make(int count)
{
    struct rmx_oscquery_view *items = calloc((size_t)count + 1, sizeof(*items));
    if (!items)
        abort();
    for (int i = 0; i < count; i++)
        items[i] = (struct rmx_oscquery_view){.sent = NAN, .moved_ms = -INFINITY};
    return items;
}

struct rmx_oscquery_views rmx_oscquery_views_create(const struct rmx_osc_tree *tree)
{
    return (struct rmx_oscquery_views){.items = make(tree->count), .count = tree->count};
}

void rmx_oscquery_views_finish(struct rmx_oscquery_views *views)
{
    free(views->items);
    rmx_text_finish(&views->news);
    *views = (struct rmx_oscquery_views){0};
}

// The first entry of the address, which stands for all of them; -1: there is none.
static int find(const struct rmx_osc_tree *tree, const char *address)
{
    int count;
    const struct rmx_osc_entry *entry = rmx_osc_tree_find(tree, address, &count);
    return count ? (int)(entry - tree->entries) : -1;
}

// --- News

static void add_news(struct rmx_oscquery_views *views, const char *command, const char *path)
{
    struct rmx_json json = {.out = &views->news};
    if (views->news.length > MOST_NEWS)
        return; // it will hear that all has changed
    rmx_json_open(&json, NULL, '{');
    rmx_json_text(&json, "COMMAND", command);
    rmx_json_text(&json, "DATA", path);
    rmx_json_close(&json, '}');
    rmx_text_add_n(&views->news, "", 1);
    if (views->news.length <= MOST_NEWS)
        return;
    rmx_text_clear(&views->news);
    views->news_told = 0;
    rmx_text_add(&views->news, "{\"COMMAND\": \"PATH_CHANGED\", \"DATA\": \"/\"}");
    rmx_text_add_n(&views->news, "", 1);
}

static const char *address(const struct rmx_osc_tree *tree, int entry)
{
    return tree->entries[entry].target.address;
}

static bool is_first(const struct rmx_osc_tree *tree, int entry)
{
    return entry == 0 || strcmp(address(tree, entry - 1), address(tree, entry)) != 0;
}

static void tell_gone(struct rmx_oscquery_views *views, const struct rmx_osc_tree *before,
                      const struct rmx_osc_tree *after)
{
    for (int i = 0; i < before->count; i++)
        if (is_first(before, i) && find(after, address(before, i)) < 0)
            add_news(views, "PATH_REMOVED", address(before, i));
}

static void tell_new(struct rmx_oscquery_views *views, const struct rmx_osc_tree *before,
                     const struct rmx_osc_tree *after)
{
    for (int i = 0; i < after->count; i++) {
        int known = find(before, address(after, i));
        if (!is_first(after, i))
            continue;
        if (known < 0)
            add_news(views, "PATH_ADDED", address(after, i));
        else if (!rmx_oscquery_is_same(&before->entries[known].target, &after->entries[i].target))
            add_news(views, "PATH_CHANGED", address(after, i));
    }
}

void rmx_oscquery_views_follow(struct rmx_oscquery_views *views, const struct rmx_osc_tree *before,
                               const struct rmx_osc_tree *after)
{
    struct rmx_oscquery_view *items = make(after->count);
    views->listened = 0;
    for (int i = 0; i < after->count; i++) {
        int known = is_first(after, i) ? find(before, address(after, i)) : -1;
        if (known >= 0 && known < views->count)
            items[i] = views->items[known];
        views->listened += items[i].is_listened;
    }
    free(views->items);
    views->items = items;
    views->count = after->count;
    views->next = 0;
    tell_gone(views, before, after);
    tell_new(views, before, after);
}

// --- What it says

void rmx_oscquery_views_command(struct rmx_oscquery_views *views, const struct rmx_osc_tree *tree,
                                const struct rmx_oscquery_command *command)
{
    int entry = find(tree, command->path);
    bool listens = command->verb == RMX_OSCQUERY_LISTEN;
    if (entry < 0)
        return;
    views->listened += listens - views->items[entry].is_listened;
    views->items[entry].is_listened = listens;
    views->items[entry].sent = NAN; // it hears where that stands
}

void rmx_oscquery_views_move(struct rmx_oscquery_views *views, const struct rmx_osc_tree *tree,
                             const char *pattern, double now_ms)
{
    int entry = find(tree, pattern);
    if (entry >= 0)
        views->items[entry].moved_ms = now_ms;
    for (int i = 0; rmx_osc_is_pattern(pattern) && i < tree->count; i++)
        if (views->items[i].is_listened && rmx_osc_matches(pattern, address(tree, i)))
            views->items[i].moved_ms = now_ms;
}

void rmx_oscquery_views_move_name(struct rmx_oscquery_views *views, const struct rmx_osc_tree *tree,
                                  const char *name, double now_ms)
{
    for (int i = 0; views->listened && i < tree->count; i++)
        if (strcmp(tree->entries[i].target.name, name) == 0)
            views->items[i].moved_ms = now_ms;
}

// --- What it hears

static void take_news(struct rmx_oscquery_views *views, struct rmx_oscquery_frame *frame)
{
    const char *text = views->news.data + views->news_told;
    size_t size = strlen(text);
    frame->is_binary = false;
    if (size <= sizeof(frame->bytes)) {
        memcpy(frame->bytes, text, size);
        frame->size = size;
    }
    views->news_told += size + 1;
    if (views->news_told < views->news.length)
        return;
    rmx_text_clear(&views->news);
    views->news_told = 0;
}

static void take_value(struct rmx_oscquery_view *view, const struct rmx_osc_entry *entry,
                       struct rmx_oscquery_frame *frame)
{
    const char *path = entry->target.address;
    frame->is_binary = true;
    frame->size =
        entry->target.kind == RMX_OSC_SWITCH
            ? rmx_osc_write_truth(frame->bytes, sizeof(frame->bytes), path, entry->stands > 0)
            : rmx_osc_write(frame->bytes, sizeof(frame->bytes), path, entry->stands);
    view->sent = entry->stands;
}

// Milliseconds until the value is to be sent: 0, now; -1, it is known.
static int wait_for(const struct rmx_oscquery_view *view, const struct rmx_osc_entry *entry,
                    double now_ms)
{
    if (!view->is_listened || isnan(entry->stands) || entry->stands == view->sent)
        return -1;
    double rest_ms = view->moved_ms + REST_MS - now_ms;
    return rest_ms > 0 ? (int)rest_ms + 1 : 0;
}

void rmx_oscquery_views_next(struct rmx_oscquery_views *views, const struct rmx_osc_tree *tree,
                             double now_ms, struct rmx_oscquery_frame *frame)
{
    frame->size = 0;
    frame->wait_ms = -1;
    while (views->news.length && !frame->size)
        take_news(views, frame);
    if (frame->size || !views->listened)
        return;
    for (int looked = 0; looked < views->count && !frame->size; looked++) {
        int i = views->next;
        views->next = (i + 1) % views->count;
        int wait_ms = wait_for(&views->items[i], &tree->entries[i], now_ms);
        if (wait_ms == 0)
            take_value(&views->items[i], &tree->entries[i], frame);
        else if (wait_ms > 0 && (frame->wait_ms < 0 || wait_ms < frame->wait_ms))
            frame->wait_ms = wait_ms;
    }
}
