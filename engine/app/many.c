// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/many.h"

#include "app/command.h"
#include "app/interrupt.h"
#include "base/file.h"
#include "base/roots.h"
#include "write/sequence.h"

#include <string.h>

static bool has_seeds(const struct rmx_options *options)
{
    return options->last_seed.given;
}

static bool has_name_place(const char *output)
{
    return output && strstr(output, "%s") != NULL;
}

// "out/%s.png" with the scene's name; without a place for it, as it is.
static const char *name_output(const struct rmx_options *options, const char *scene)
{
    const char *place = options->output ? strstr(options->output, "%s") : NULL;
    if (!place)
        return options->output;
    const char *stem = strcmp(scene, "-") == 0 ? "scene" : rmx_path_stem(options->arena, scene);
    return rmx_arena_printf(options->arena, "%.*s%s%s", (int)(place - options->output),
                            options->output, stem, place + 2);
}

// Two scenes whose pictures would have one name; NULL: none.
static const char *twin(const struct rmx_options *options)
{
    const struct rmx_list *scenes = &options->arguments;
    for (int i = 0; i < scenes->count; i++)
        for (int j = 0; j < i; j++)
            if (strcmp(rmx_path_stem(options->arena, scenes->items[i]),
                       rmx_path_stem(options->arena, scenes->items[j])) == 0)
                return scenes->items[i];
    return NULL;
}

static bool check(const struct rmx_options *options)
{
    if (twin(options)) {
        rmx_complain("'%s' and another one would be written to one file: draw it by itself",
                     twin(options));
        return false;
    }
    if (options->arguments.count > 1 && options->output && !has_name_place(options->output)) {
        rmx_complain("several scenes want the name's place in -o: -o prints/%%s.png");
        return false;
    }
    const char *scene = options->arguments.items[0];
    if (has_seeds(options) && (options->frames.given || !options->output ||
                               !rmx_sequence_is_pattern(name_output(options, scene)))) {
        rmx_complain(options->frames.given
                         ? "--seed A-B and --frames exclude each other"
                         : "several seeds want the number's place in -o: -o print-%%02d.png");
        return false;
    }
    return true;
}

// All seeds of one scene.
static int draw_seeds(const struct rmx_options *given, const char *scene,
                      int (*draw)(const struct rmx_options *options))
{
    struct rmx_options options = *given;
    const char *pattern = name_output(given, scene);
    int code = RMX_EXIT_OK;
    options.arguments = (struct rmx_list){.items = &scene, .count = 1};
    options.output = pattern;
    if (!has_seeds(given))
        return draw(&options);
    for (double seed = given->seed.value; seed <= given->last_seed.value; seed++) {
        if (rmx_interrupt_requested())
            return RMX_EXIT_SIGNAL + rmx_interrupt_requested();
        options.seed.value = seed;
        options.output = rmx_sequence_path(given->arena, pattern, (long long)seed);
        int one = draw(&options);
        code = code ? code : one;
    }
    return code;
}

int rmx_render_many(const struct rmx_options *options,
                    int (*draw)(const struct rmx_options *options))
{
    int code = RMX_EXIT_OK;
    if (!check(options))
        return RMX_EXIT_USAGE;
    for (int i = 0; i < options->arguments.count; i++) {
        rmx_roots_begin(options->arguments.items[i]);
        int one = draw_seeds(options, options->arguments.items[i], draw);
        code = code ? code : one;
        if (code >= RMX_EXIT_SIGNAL)
            break;
    }
    return code;
}

bool rmx_crop_fits(const struct rmx_options *options, int width, int height)
{
    const struct rmx_crop_wish *crop = &options->crop;
    if (!crop->given || (crop->x + crop->width <= width && crop->y + crop->height <= height))
        return true;
    rmx_complain("--crop %d,%d,%dx%d lies outside the picture of %d x %d pixels", crop->x, crop->y,
                 crop->width, crop->height, width, height);
    return false;
}

void rmx_crop(const struct rmx_options *options, struct rmx_picture *picture, void *pixels)
{
    const struct rmx_crop_wish *crop = &options->crop;
    if (!crop->given)
        return;
    size_t pixel = rmx_picture_pixel_bytes(picture->format);
    size_t row = pixel * (size_t)crop->width, stride = pixel * (size_t)picture->width;
    int bottom = picture->height - crop->y - crop->height;
    for (int y = 0; y < crop->height; y++)
        memmove((char *)pixels + row * (size_t)y,
                (char *)pixels + stride * (size_t)(bottom + y) + pixel * (size_t)crop->x, row);
    picture->width = crop->width;
    picture->height = crop->height;
}
