// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/typeset.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    const char *text;
    struct rmx_label_style style;
    bool is_figure, is_set, is_broken;
    struct rmx_line line;
    struct entry *next; // of its bucket
};

enum { BUCKETS = 256 };

struct rmx_typeset {
    pthread_mutex_t lock;
    struct rmx_arena *arena;
    struct entry *buckets[BUCKETS];
    struct entry **all;
    int count, set; // set: the first ones in `all`
    int made, forgotten;
    bool deferred;
};

struct rmx_typeset *rmx_typeset_create(bool deferred)
{
    struct rmx_typeset *t = calloc(1, sizeof(*t));
    if (!t)
        abort();
    t->arena = rmx_arena_create();
    t->deferred = deferred;
    pthread_mutex_init(&t->lock, NULL);
    return t;
}

static void forget(struct rmx_typeset *t)
{
    for (int i = 0; i < t->set; i++)
        rmx_label_finish(&t->all[i]->line.label);
    memset(t->buckets, 0, sizeof(t->buckets));
    t->all = NULL;
    t->count = t->set = 0;
}

void rmx_typeset_destroy(struct rmx_typeset *t)
{
    if (!t)
        return;
    forget(t);
    rmx_arena_destroy(t->arena);
    pthread_mutex_destroy(&t->lock);
    free(t);
}

static bool is_same_style(const struct rmx_label_style *a, const struct rmx_label_style *b)
{
    const char *family_a = a->family ? a->family : "", *family_b = b->family ? b->family : "";
    return a->size_px == b->size_px && a->weight == b->weight && a->tracking_px == b->tracking_px &&
           a->tabular == b->tabular && a->width_px == b->width_px &&
           strcmp(family_a, family_b) == 0;
}

static struct entry **bucket_of(struct rmx_typeset *t, const char *text)
{
    unsigned hash = 5381;
    for (const char *c = text; *c; c++)
        hash = hash * 33 + (unsigned char)*c;
    return &t->buckets[hash % BUCKETS];
}

static struct entry *find(struct rmx_typeset *t, const char *text,
                          const struct rmx_label_style *style, bool is_figure)
{
    for (struct entry *e = *bucket_of(t, text); e; e = e->next)
        if (e->is_figure == is_figure && strcmp(e->text, text) == 0 &&
            is_same_style(&e->style, style))
            return e;
    return NULL;
}

static struct entry *add(struct rmx_typeset *t, const char *text,
                         const struct rmx_label_style *style, bool is_figure)
{
    struct entry **bucket = bucket_of(t, text);
    struct entry *e = RMX_NEW(t->arena, struct entry, 1);
    e->text = rmx_arena_copy(t->arena, text);
    e->style = *style;
    e->is_figure = is_figure;
    e->line.number = t->count;
    e->next = *bucket;
    *bucket = e;
    *(struct entry **)RMX_PUSH(t->arena, &t->all, &t->count) = e;
    return e;
}

// From where the pen begins to the last ink.
static double ink_end(const char *text, const struct rmx_label_style *style, int *made)
{
    struct rmx_label label;
    if (!rmx_label_set(text, style, &label))
        return 0;
    double end = label.left + label.width;
    rmx_label_finish(&label);
    ++*made;
    return end;
}

// Ink is in whole pixels, so many of them are set beside each other and their mean is taken.
static double advance_of(const struct entry *e, int *made)
{
    enum { MANY = 16 };
    char text[MANY + 3] = "0";
    double once = ink_end("00", &e->style, made);
    for (int i = 0; i < MANY; i++)
        text[1 + i] = e->text[0];
    strcpy(text + 1 + MANY, "0");
    return (ink_end(text, &e->style, made) - once) / MANY;
}

// A capital stands on the baseline.
static int baseline_of(const struct rmx_label_style *style, int *made)
{
    struct rmx_label label;
    if (!rmx_label_set("H", style, &label))
        return 0;
    int baseline = label.top + label.height;
    rmx_label_finish(&label);
    ++*made;
    return baseline;
}

// -1: no line of that style is there.
static int known_baseline(struct rmx_typeset *t, const struct rmx_label_style *style)
{
    for (int i = 0; i < t->set; i++)
        if (is_same_style(&t->all[i]->style, style) && !t->all[i]->is_broken)
            return t->all[i]->line.rise + t->all[i]->line.label.top;
    return -1;
}

// The next one that is wanted. The lock is held, but not while the text is set: who draws does not
// wait for that.
static void set_next(struct rmx_typeset *t)
{
    struct entry *e = t->all[t->set];
    struct rmx_line line = e->line;
    int baseline = known_baseline(t, &e->style), made = 1;
    pthread_mutex_unlock(&t->lock);
    bool is_broken = !rmx_label_set(e->text, &e->style, &line.label);
    if (baseline < 0)
        baseline = baseline_of(&e->style, &made);
    line.rise = baseline - line.label.top;
    if (e->is_figure)
        line.advance = advance_of(e, &made);
    pthread_mutex_lock(&t->lock);
    e->line = line;
    e->is_broken = is_broken;
    e->is_set = true;
    t->made += made;
    t->set++;
}

static const struct rmx_line *line_of(const struct entry *e)
{
    return e && e->is_set && !e->is_broken ? &e->line : NULL;
}

static const struct rmx_line *get(struct rmx_typeset *t, const char *text,
                                  const struct rmx_label_style *style, bool is_figure)
{
    pthread_mutex_lock(&t->lock);
    struct entry *e = find(t, text, style, is_figure);
    if (!e)
        e = add(t, text, style, is_figure);
    while (!t->deferred && t->set < t->count)
        set_next(t);
    const struct rmx_line *line = line_of(e);
    pthread_mutex_unlock(&t->lock);
    return line;
}

const struct rmx_line *rmx_typeset_line(struct rmx_typeset *t, const char *text,
                                        const struct rmx_label_style *style)
{
    return get(t, text, style, false);
}

const struct rmx_line *rmx_typeset_figure(struct rmx_typeset *t, char figure,
                                          const struct rmx_label_style *style)
{
    const char text[2] = {figure, '\0'};
    return get(t, text, style, true);
}

bool rmx_typeset_waits(struct rmx_typeset *t)
{
    pthread_mutex_lock(&t->lock);
    bool waits = t->set < t->count;
    pthread_mutex_unlock(&t->lock);
    return waits;
}

void rmx_typeset_work(struct rmx_typeset *t)
{
    pthread_mutex_lock(&t->lock);
    while (t->set < t->count)
        set_next(t);
    pthread_mutex_unlock(&t->lock);
}

int rmx_typeset_made(struct rmx_typeset *t)
{
    pthread_mutex_lock(&t->lock);
    int made = t->made;
    pthread_mutex_unlock(&t->lock);
    return made;
}

int rmx_typeset_count(struct rmx_typeset *t)
{
    pthread_mutex_lock(&t->lock);
    int count = t->count;
    pthread_mutex_unlock(&t->lock);
    return count;
}

void rmx_typeset_forget(struct rmx_typeset *t)
{
    pthread_mutex_lock(&t->lock);
    forget(t);
    rmx_arena_clear(t->arena);
    t->forgotten++;
    pthread_mutex_unlock(&t->lock);
}

int rmx_typeset_forgotten(struct rmx_typeset *t)
{
    pthread_mutex_lock(&t->lock);
    int forgotten = t->forgotten;
    pthread_mutex_unlock(&t->lock);
    return forgotten;
}
