// SPDX-License-Identifier: GPL-3.0-or-later
// An interlaced PNG and a progressive JPEG read all of their file before the first row; a file that
// is packed well gives all its rows for a few bytes: so both are watched.
#include "media/patience.h"

#include "base/clock.h"

#include <pthread.h>

void rmx_patience_begin(struct rmx_patience *patience, const struct rmx_image_params *params)
{
    patience->until_ms = rmx_clock_ms() + 1000 * rmx_image_patience_s(params);
    patience->is_given_up = params->is_given_up;
    atomic_init(&patience->is_over, false);
}

static bool is_unwanted(const struct rmx_patience *patience)
{
    return patience->is_given_up && atomic_load(patience->is_given_up);
}

bool rmx_patience_is_over(struct rmx_patience *patience)
{
    if (!is_unwanted(patience) && rmx_clock_ms() < patience->until_ms)
        return false;
    atomic_store(&patience->is_over, true);
    return true;
}

bool rmx_patience_was_late(const struct rmx_patience *patience)
{
    return atomic_load(&patience->is_over) && !is_unwanted(patience);
}

// A source of libvips's own kind that asks before it reads.
struct source {
    VipsSource parent;
    struct rmx_patience *patience;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static GType source_type;
static gint64 (*read_file)(VipsSource *source, void *to, size_t size);

static gint64 read_in_time(VipsSource *source, void *to, size_t size)
{
    return rmx_patience_is_over(((struct source *)source)->patience) ? -1
                                                                     : read_file(source, to, size);
}

static void init_class(gpointer class, gpointer nothing)
{
    VipsSourceClass *source = class;
    (void)nothing;
    read_file = source->read;
    source->read = read_in_time;
}

static void register_type(void)
{
    source_type = g_type_register_static_simple(rmx_vips.source_get_type(), "RemontageSource",
                                                sizeof(VipsSourceClass), init_class,
                                                sizeof(struct source), NULL, (GTypeFlags)0);
}

VipsSource *rmx_patience_source(struct rmx_patience *patience, int fd)
{
    pthread_once(&once, register_type);
    struct source *source = g_object_new(source_type, "descriptor", fd, NULL);
    source->patience = patience;
    if (rmx_vips.object_build((VipsObject *)source) == 0)
        return &source->parent;
    g_object_unref(source);
    return NULL;
}

static int pass_rows(VipsRegion *to, void *region, void *image, void *data, gboolean *stop)
{
    VipsRegion *from = region;
    const VipsRect *area = &to->valid;
    (void)image, (void)stop;
    if (rmx_patience_is_over(data))
        return -1;
    return rmx_vips.region_prepare(from, area) != 0 ||
                   rmx_vips.region_region(to, from, area, area->left, area->top) != 0
               ? -1
               : 0;
}

static void drop(VipsImage *rows, void *image)
{
    (void)rows;
    g_object_unref(image);
}

VipsImage *rmx_patience_rows(struct rmx_patience *patience, VipsImage *image)
{
    if (!image)
        return NULL;
    VipsImage *rows = rmx_vips.image_new();
    g_signal_connect(rows, "close", G_CALLBACK(drop), image);
    if (rmx_vips.image_pipelinev(rows, VIPS_DEMAND_STYLE_ANY, image, NULL) == 0 &&
        rmx_vips.image_generate(rows, rmx_vips.start_one, pass_rows, rmx_vips.stop_one, image,
                                patience) == 0)
        return rows;
    g_object_unref(rows);
    return NULL;
}
