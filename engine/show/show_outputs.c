// SPDX-License-Identifier: GPL-3.0-or-later
// The outputs of a show: all present the picture that the stage draws in the first one's context.
#include "show/latency.h"
#include "show/show_parts.h"

#include <GL/glew.h>

bool rmx_show_print_outputs(struct rmx_text *out)
{
    return rmx_window_print_outputs(out);
}

bool rmx_show_open_outputs(struct rmx_show *show, enum rmx_window_status *status, char *why,
                           int why_size)
{
    int count = show->params.output_count > 1 ? show->params.output_count : 1;
    for (show->output_count = 0; show->output_count < count; show->output_count++) {
        struct rmx_output_params params = show->params.outputs[show->output_count];
        params.window.beside = show->output_count ? show->window : NULL;
        struct rmx_output *output = rmx_output_create(&params, status, why, why_size);
        if (!output)
            return false;
        show->outputs[show->output_count] = output;
        show->window = rmx_output_window(show->outputs[0]);
    }
    rmx_window_enter(show->window);
    show->context = rmx_context_share(why, why_size);
    show->probe = rmx_context_share(why, why_size);
    *status = show->context && show->probe ? RMX_WINDOW_OK : RMX_WINDOW_NO_DISPLAY;
    return *status == RMX_WINDOW_OK;
}

static void close_output(struct rmx_show *show, int index)
{
    rmx_window_enter(rmx_output_window(show->outputs[index]));
    glDeleteSync(show->presented[index]); // NULL is fine
    rmx_output_destroy(show->outputs[index]);
    show->output_count--;
    for (int i = index; i < show->output_count; i++) {
        show->outputs[i] = show->outputs[i + 1];
        show->presented[i] = show->presented[i + 1];
    }
    show->presented[show->output_count] = NULL;
}

void rmx_show_close_outputs(struct rmx_show *show)
{
    rmx_context_destroy(show->probe);
    rmx_context_destroy(show->context);
    show->probe = show->context = NULL;
    while (show->output_count)
        close_output(show, show->output_count - 1);
    show->window = NULL;
}

void rmx_show_close_output(struct rmx_show *show, int output)
{
    if (output < show->output_count)
        rmx_window_close(rmx_output_window(show->outputs[output]));
}

// For good: it does not come back after a lost context.
static void drop_output(struct rmx_show *show, int index)
{
    close_output(show, index);
    rmx_window_enter(show->window);
    for (int i = index; i < show->output_count; i++)
        show->params.outputs[i] = show->params.outputs[i + 1];
}

void rmx_show_follow_outputs(struct rmx_show *show)
{
    for (int i = show->output_count - 1; i > 0; i--)
        if (rmx_window_is_closing(rmx_output_window(show->outputs[i])))
            drop_output(show, i);
    for (int i = 0; i < show->output_count; i++)
        if (rmx_output_follow(show->outputs[i]))
            show->presented_frame = -1;
}

static void tell_sink(struct rmx_show *show, int output, bool is_black)
{
    if (!show->params.sink.frame)
        return;
    struct rmx_show_frame frame = {
        .frame = show->frame,
        .fps = show->fps,
        .player = show->player,
        .is_black = is_black,
        .output = output,
        .swaps = show->counts.swaps,
        .restarts = show->counts.restarts,
        .resets = show->counts.resets,
        .is_frozen = show->is_frozen,
        .is_held = show->head.is_held,
        .time_ms = rmx_show_now_ms(show),
    };
    rmx_output_size(show->outputs[output], &frame.width, &frame.height);
    show->params.sink.frame(show->params.sink.data, &frame);
}

// Of what is in the output's back buffer only its audience sees this.
static void draw_latency(const struct rmx_show *show, int output, bool is_black)
{
    int width, height;
    if (!show->tests_latency || is_black || show->fps <= 0)
        return;
    rmx_output_size(show->outputs[output], &width, &height);
    rmx_latency_draw((double)show->frame / show->fps, width, height);
}

// In the output's own context, once what is drawn is there.
static void present_beside(struct rmx_show *show, int index, GLsync drawn,
                           const struct rmx_generation *generation,
                           const struct rmx_output_reveal *reveal)
{
    struct rmx_window *window = rmx_output_window(show->outputs[index]);
    rmx_window_enter(window);
    glWaitSync(drawn, 0, GL_TIMEOUT_IGNORED);
    rmx_output_present(show->outputs[index], generation, 0, reveal);
    draw_latency(show, index, !generation);
    glDeleteSync(show->presented[index]);
    show->presented[index] = glFenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
    tell_sink(show, index, !generation);
    rmx_window_swap(window);
}

static void present_others(struct rmx_show *show, const struct rmx_generation *generation,
                           const struct rmx_output_reveal *reveal)
{
    GLsync drawn = glFenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
    glFlush();
    for (int i = 1; i < show->output_count; i++)
        present_beside(show, i, drawn, generation, reveal);
    rmx_window_enter(show->window);
    glDeleteSync(drawn);
}

// The others first: showing the first one waits for its output.
void rmx_show_present(struct rmx_show *show, bool is_black)
{
    const struct rmx_generation *generation = is_black ? NULL : show->player->generation;
    const struct rmx_output_reveal *reveal = is_black ? NULL : rmx_show_reveal(show);
    if (show->output_count > 1)
        present_others(show, generation, reveal);
    rmx_output_present(show->outputs[0], generation,
                       generation ? rmx_renderer_framebuffer(generation->renderer) : 0, reveal);
    draw_latency(show, 0, is_black);
}

void rmx_show_show_first(struct rmx_show *show, bool is_black)
{
    tell_sink(show, 0, is_black);
    rmx_window_swap(show->window);
}

void rmx_show_wait_for_outputs(struct rmx_show *show)
{
    for (int i = 1; i < show->output_count; i++) {
        if (show->presented[i])
            glWaitSync(show->presented[i], 0, GL_TIMEOUT_IGNORED);
        glDeleteSync(show->presented[i]);
        show->presented[i] = NULL;
    }
}
