// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/stage.h"

void rmx_stage_init(struct rmx_stage *stage, const struct rmx_device *device)
{
    *stage = (struct rmx_stage){0};
    rmx_blank_init(&stage->blank, device);
    glCreateFramebuffers(1, &stage->framebuffer);
    glCreateQueries(GL_TIME_ELAPSED, RMX_STAGE_QUERIES, stage->queries);
}

void rmx_stage_finish(struct rmx_stage *stage)
{
    glDeleteFramebuffers(1, &stage->framebuffer);
    rmx_blank_finish(&stage->blank);
    glDeleteQueries(RMX_STAGE_QUERIES, stage->queries);
    *stage = (struct rmx_stage){0};
}

// Answers come some frames later; nobody waits for them.
static void read_queries(struct rmx_stage *stage)
{
    while (stage->answered < stage->asked) {
        GLuint query = stage->queries[stage->answered % RMX_STAGE_QUERIES];
        GLint is_there = GL_FALSE;
        GLuint64 elapsed_ns = 0;
        glGetQueryObjectiv(query, GL_QUERY_RESULT_AVAILABLE, &is_there);
        if (!is_there)
            return;
        glGetQueryObjectui64v(query, GL_QUERY_RESULT, &elapsed_ns);
        stage->gpu_ms = (double)elapsed_ns / 1e6;
        stage->answered++;
    }
}

void rmx_stage_draw(struct rmx_stage *stage, struct rmx_shown *shown,
                    const struct rmx_moment *moment)
{
    struct rmx_moment now = *moment;
    now.width = shown->width;
    now.height = shown->height;
    now.knobs = shown->knobs;
    if (now.frame != shown->frame)
        rmx_renderer_advance(shown->renderer);
    shown->frame = now.frame;
    rmx_values_frame(shown->values, &now, shown->block);
    rmx_renderer_hear(shown->renderer, now.sound);
    rmx_blank_draw(&stage->blank);
    read_queries(stage);
    bool is_timed = stage->asked - stage->answered < RMX_STAGE_QUERIES;
    if (is_timed)
        glBeginQuery(GL_TIME_ELAPSED, stage->queries[stage->asked++ % RMX_STAGE_QUERIES]);
    rmx_renderer_draw(shown->renderer, shown->block);
    if (is_timed)
        glEndQuery(GL_TIME_ELAPSED);
}

static void clear(int width, int height)
{
    const float black[4] = {0, 0, 0, 1};
    glDisable(GL_SCISSOR_TEST);
    glViewport(0, 0, width, height);
    glClearNamedFramebufferfv(0, GL_COLOR, 0, black);
}

// Pixel for pixel where the generation was made for this size; else scaled until one is.
void rmx_stage_present(struct rmx_stage *stage, const struct rmx_shown *shown, int width,
                       int height)
{
    int inner_width = 0, inner_height = 0;
    if (shown)
        rmx_inner_size(shown->scene, width, height, &inner_width, &inner_height);
    if (!shown || inner_width != width || inner_height != height)
        clear(width, height);
    if (!shown)
        return;
    int x = (width - inner_width) / 2, y = (height - inner_height) / 2;
    bool is_same = inner_width == shown->width && inner_height == shown->height;
    glDisable(GL_SCISSOR_TEST);
    glNamedFramebufferTexture(stage->framebuffer, GL_COLOR_ATTACHMENT0,
                              rmx_renderer_texture(shown->renderer), 0);
    glBlitNamedFramebuffer(stage->framebuffer, 0, 0, 0, shown->width, shown->height, x, y,
                           x + inner_width, y + inner_height, GL_COLOR_BUFFER_BIT,
                           is_same ? GL_NEAREST : GL_LINEAR);
    glNamedFramebufferTexture(stage->framebuffer, GL_COLOR_ATTACHMENT0, 0, 0); // keeps none alive
}
