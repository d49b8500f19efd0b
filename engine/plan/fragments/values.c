// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of a layer of fragments that no input holds: how many there are, and from where they
// are seen.
#include "plan/values_parts.h"

#include "base/log.h"
#include "plan/fragments/choose.h"

#include <cglm/cglm.h>
#include <math.h>

static double header(struct rmx_values *v, int cut, const struct rmx_program *program)
{
    return program ? rmx_values_header(v, cut, program) : 1.0;
}

void rmx_values_grid(struct rmx_values *v, const struct rmx_pass *pass, int32_t *grid)
{
    const struct rmx_fragments_plan *fragments = pass->fragments;
    const struct rmx_effect *cut = v->plan->steps[fragments->cut].effect;
    double columns = header(v, fragments->cut, fragments->columns);
    double rows = header(v, fragments->cut, fragments->rows);
    bool *told = &v->was_told[pass->root][0];
    int most = fragments->most ? fragments->most : v->plan->params.limits.fragments;
    if (!rmx_fragments_grid(columns, rows, cut->fragments.each, most, grid) && !*told) {
        rmx_log(RMX_LOG_WARNING, "%s: %.0f fragments are too many, %d are made",
                v->plan->steps[fragments->cut].label,
                floor(columns) * floor(rows) * cut->fragments.each, grid[2]);
        *told = true;
    }
    grid[3] = fragments->picture_count;
}

static float number(struct rmx_values *v, const struct rmx_pass *pass, const char *name)
{
    double out[4] = {0};
    rmx_values_input(v, pass->root, rmx_effect_input(v->plan->steps[pass->root].effect, name), out);
    return (float)out[0];
}

// The plane's middle is the origin, its height is 1 and fills the view where the eye stands
// straight before it.
void rmx_values_camera(struct rmx_values *v, const struct rmx_pass *pass, int column, double *out)
{
    enum { SWAY_SECONDS = 8 };
    float distance = number(v, pass, "camera_distance");
    double turn = 2.0 * GLM_PI * v->signals[RMX_SIGNAL_TIME] / SWAY_SECONDS;
    float angle =
        number(v, pass, "camera_angle") + number(v, pass, "camera_sway") * (float)sin(turn);
    mat4 view, m;
    vec3 back = {0.0f, 0.0f, -distance}, up = {0.0f, 1.0f, 0.0f};
    glm_perspective(2.0f * atanf(0.5f / distance),
                    (float)v->frame_inputs->width / (float)v->frame_inputs->height, 0.01f, 1000.0f,
                    m);
    glm_translate_make(view, back);
    glm_rotate(view, glm_rad(-angle), up);
    glm_mat4_mul(m, view, m);
    for (int i = 0; i < 4; i++)
        out[i] = (double)m[column][i];
}
