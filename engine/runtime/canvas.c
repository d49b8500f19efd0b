// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/canvas.h"

#include "base/paper.h"

#include <math.h>

int rmx_canvas_side(double side)
{
    return side < 1 ? 1 : (int)lround(side);
}

static int side_on_paper(const struct rmx_scene *scene, const struct rmx_size_wish *wish, int side)
{
    double dpi = rmx_canvas_paper_dpi(scene, wish);
    return rmx_canvas_side((double)rmx_paper_pixels(wish->mm[side], dpi));
}

double rmx_canvas_paper_dpi(const struct rmx_scene *scene, const struct rmx_size_wish *wish)
{
    return wish->dpi > 0 ? wish->dpi : scene && scene->dpi > 0 ? scene->dpi : RMX_PAPER_DPI;
}

void rmx_canvas_size(const struct rmx_scene *scene, const struct rmx_size_wish *wish, int *width,
                     int *height)
{
    double aspect = (double)scene->width / scene->height;
    *width = scene->width;
    *height = scene->height;
    if (wish->mm[0] > 0) {
        *width = side_on_paper(scene, wish, 0);
        *height = side_on_paper(scene, wish, 1);
    } else if (wish->within) {
        rmx_canvas_within(scene, wish->width, wish->height, width, height);
    } else if (wish->scale > 0) {
        *width = rmx_canvas_side(scene->width * wish->scale);
        *height = rmx_canvas_side(scene->height * wish->scale);
    } else if (wish->height > 0) {
        *width = wish->width;
        *height = wish->height;
    } else if (wish->width > 0) {
        *width = wish->width;
        *height = rmx_canvas_side(wish->width / aspect);
    }
}

void rmx_canvas_within(const struct rmx_scene *scene, int width, int height, int *inner_width,
                       int *inner_height)
{
    double aspect = (double)scene->width / scene->height;
    int fitting = (int)lround(height * aspect);
    if (lround(fitting / aspect) > height)
        fitting--;
    *inner_width = width < fitting ? width : fitting;
    *inner_width = *inner_width > 1 ? *inner_width : 1;
    *inner_height = (int)lround(*inner_width / aspect);
    *inner_height = *inner_height > 1 ? *inner_height : 1;
}
