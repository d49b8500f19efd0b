// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sizes.h"

#include "app/command.h"
#include "base/paper.h"
#include "runtime/canvas.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// False: it is no size on paper; `is_wrong`, and said: one that is not printed.
static bool read_paper(const char *name, const char *text, struct rmx_size_wish *size,
                       bool *is_wrong)
{
    static const double least_mm = 1, most_mm = 100000;
    double mm[2];
    if (!rmx_paper_read(text, mm))
        return false;
    *size = (struct rmx_size_wish){.mm = {mm[0], mm[1]}};
    *is_wrong = !(fmin(mm[0], mm[1]) >= least_mm && fmax(mm[0], mm[1]) <= most_mm);
    if (*is_wrong)
        rmx_complain("--%s goes from a millimetre to 100 metres, and '%s' is outside", name, text);
    return true;
}

bool rmx_size_set(const char *text, struct rmx_size_wish *size)
{
    enum { MOST_SIDE = 1 << 20, MOST_SCALE = 64 };
    int end = 0;
    bool is_wrong = false;
    *size = (struct rmx_size_wish){0};
    if (strspn(text, "0123456789.x") == strlen(text)) {
        if (sscanf(text, "%7dx%7d%n", &size->width, &size->height, &end) == 2 && !text[end] &&
            size->width > 0 && size->height > 0 && size->width <= MOST_SIDE &&
            size->height <= MOST_SIDE)
            return true;
        if (sscanf(text, "%7d%n", &size->width, &end) == 1 && !text[end] && size->width > 0 &&
            size->width <= MOST_SIDE) {
            size->height = 0;
            return true;
        }
        *size = (struct rmx_size_wish){0};
        if (sscanf(text, "%lfx%n", &size->scale, &end) == 1 && end && !text[end] &&
            size->scale > 0) {
            if (size->scale <= MOST_SCALE)
                return true;
            rmx_complain("--size %s is %g times the scene's size; a width is said without the x",
                         text, size->scale);
            return false;
        }
    }
    if (read_paper("size", text, size, &is_wrong))
        return !is_wrong;
    rmx_complain("--size takes 1920x1080, 1920, 2x, A2 or 60x40cm, not '%s'", text);
    return false;
}

bool rmx_size_set_window(const char *text, struct rmx_size_wish *size)
{
    enum { MOST_SIDE = 16384 };
    int end = 0;
    if (sscanf(text, "%5dx%5d%n", &size->width, &size->height, &end) == 2 && !text[end] &&
        size->width > 0 && size->height > 0 && size->width <= MOST_SIDE &&
        size->height <= MOST_SIDE)
        return true;
    rmx_complain("--window takes 1280x720, not '%s'", text);
    return false;
}

bool rmx_size_set_print(const char *text, struct rmx_size_wish *size)
{
    bool is_wrong = false;
    if (read_paper("print", text, size, &is_wrong))
        return !is_wrong;
    rmx_complain("--print takes a size on paper, A2 or 60x40cm, not '%s'", text);
    return false;
}

struct rmx_size_wish rmx_size_in_pixels(const struct rmx_options *options)
{
    struct rmx_size_wish wish = options->size;
    if (wish.mm[0] <= 0)
        return wish;
    double dpi = rmx_canvas_paper_dpi(NULL, &wish);
    return (struct rmx_size_wish){
        .width = rmx_canvas_side((double)rmx_paper_pixels(wish.mm[0], dpi)),
        .height = rmx_canvas_side((double)rmx_paper_pixels(wish.mm[1], dpi)),
    };
}

double rmx_size_dpi(const struct rmx_options *options, const struct rmx_scene *scene)
{
    if (options->dpi.given)
        return options->dpi.value;
    if (options->size.mm[0] > 0)
        return rmx_canvas_paper_dpi(scene, &options->size);
    return scene ? scene->dpi : 0;
}
