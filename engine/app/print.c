// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print.h"

#include "app/sizes.h"
#include "base/file.h"
#include "base/paper.h"
#include "plan/values.h"
#include "runtime/inner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double least_dpi = 150; // what a print that is held in the hand wants

typedef void rmx_on_picture(void *data, const struct rmx_source *source,
                            const struct rmx_source_info *info, const char *reader, double dpi);

struct walk {
    rmx_on_picture *tell;
    void *data;
};

static struct rmx_enlarged *enlarged_of(struct rmx_arena *arena, const struct rmx_plan *plan)
{
    const struct rmx_frame_inputs frame = {
        .frame = rmx_still_frame(plan->scene, plan->scene->fps),
        .fps = plan->scene->fps,
        .width = plan->width,
        .height = plan->height,
    };
    struct rmx_enlarged *all = RMX_NEW(arena, struct rmx_enlarged, plan->scene->source_count);
    struct rmx_values *values = rmx_values_create(plan);
    rmx_values_frame(values, &frame, RMX_NEW(arena, unsigned char, plan->block_size));
    rmx_values_enlarged(values, all);
    rmx_values_destroy(values);
    return all;
}

static bool has_pixels(const struct rmx_source *source)
{
    return source->kind == RMX_SOURCE_IMAGE && !rmx_has_suffix(source->path, ".svg") &&
           !rmx_has_suffix(source->path, ".svgz");
}

static void visit(const struct walk *walk, const struct rmx_generation *generation, double dpi)
{
    struct rmx_arena *scratch = rmx_arena_create();
    const struct rmx_plan *plan = generation->plan;
    const struct rmx_enlarged *all = enlarged_of(scratch, plan);
    for (int i = 0; i < plan->scene->source_count; i++) {
        if (all[i].density <= 0)
            continue;
        const struct rmx_generation *inner = rmx_inner_of(generation, i);
        const struct rmx_source *picture = &plan->scene->sources[all[i].picture];
        if (inner)
            visit(walk, inner, dpi * all[i].density);
        else if (has_pixels(picture))
            walk->tell(walk->data, picture, &plan->params.sources[all[i].picture], all[i].reader,
                       dpi * all[i].density);
    }
    rmx_arena_destroy(scratch);
}

static int width_of(const struct rmx_source_info *info)
{
    return info->file_width ? info->file_width : info->width;
}

static int height_of(const struct rmx_source_info *info)
{
    return info->file_height ? info->file_height : info->height;
}

static void explain(void *data, const struct rmx_source *source, const struct rmx_source_info *info,
                    const char *reader, double dpi)
{
    rmx_text_printf(data, "  %s, %dx%d, has %.0f of its own in %s\n", rmx_path_file(source->path),
                    width_of(info), height_of(info), dpi, reader);
}

// Of a scene on paper that says none its usual ones, whatever canvas stands for the paper.
static double dpi_of(const struct rmx_options *options, const struct rmx_generation *generation)
{
    const struct rmx_scene *scene = generation->scene;
    double dpi = rmx_size_dpi(options, scene);
    if (dpi > 0 || !scene->is_on_paper)
        return dpi;
    return (double)RMX_PAPER_DPI * generation->width / scene->width;
}

void rmx_print_explain(const struct rmx_options *options, const struct rmx_generation *generation,
                       struct rmx_text *out)
{
    const struct walk walk = {.tell = explain, .data = out};
    double dpi = dpi_of(options, generation);
    if (dpi <= 0)
        return;
    rmx_text_printf(out, "on paper: %.1f x %.1f cm, %.0f dots an inch\n",
                    generation->width / dpi * 2.54, generation->height / dpi * 2.54, dpi);
    visit(&walk, generation, dpi);
}

enum { CANVAS_SIDE = 1024 };

static double canvas_dpi(const struct rmx_size_wish *print)
{
    return CANVAS_SIDE / fmax(print->mm[0], print->mm[1]) * 25.4;
}

struct rmx_size_wish rmx_print_canvas(const struct rmx_size_wish *print)
{
    struct rmx_size_wish wish = *print;
    wish.dpi = canvas_dpi(print);
    return wish;
}

struct warning {
    struct rmx_errors *errors;
    const struct rmx_size_wish *print;
};

static void warn(void *data, const struct rmx_source *source, const struct rmx_source_info *info,
                 const char *reader, double dpi)
{
    const struct warning *warning = data;
    const double *mm = warning->print->mm;
    double whole = round(dpi); // the canvas has whole pixels, too
    double share = fmax(whole, fmin(dpi, 1)) / least_dpi;
    if (whole >= least_dpi)
        return;
    struct rmx_error *error =
        rmx_errors_warn(warning->errors, source->span, "print-coarse",
                        "'%s', %d x %d, has %.0f dots an inch at %.4g x %.4g cm, in %s",
                        rmx_path_file(source->path), width_of(info), height_of(info), whole,
                        mm[0] / 10, mm[1] / 10, reader);
    error->hint = rmx_arena_printf(warning->errors->arena,
                                   "it holds %.0f up to %.3g x %.3g cm; at this size a picture "
                                   "%.2g times as wide would",
                                   least_dpi, share * mm[0] / 10, share * mm[1] / 10, 1 / share);
}

void rmx_print_warn(struct rmx_generation *generation, const struct rmx_size_wish *print)
{
    struct warning warning = {.errors = &generation->errors, .print = print};
    const struct walk walk = {.tell = warn, .data = &warning};
    visit(&walk, generation, canvas_dpi(print));
    rmx_errors_sort(&generation->errors);
}
