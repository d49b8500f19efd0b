// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/stage.h"

#include "render/program.h"
#include "runtime/canvas.h"

void rmx_stage_init(struct rmx_stage *stage, const struct rmx_device *device)
{
    *stage = (struct rmx_stage){0};
    rmx_blank_init(&stage->blank, device);
    stage->over = rmx_program_builtin(NULL, device, "over_black.frag", NULL);
    stage->sampler = rmx_sampler_create(GL_LINEAR);
    glCreateQueries(GL_TIME_ELAPSED, RMX_STAGE_QUERIES, stage->queries);
}

void rmx_stage_rest(struct rmx_stage *stage)
{
    rmx_blank_draw(&stage->blank);
    glFinish();
}

void rmx_stage_finish(struct rmx_stage *stage)
{
    glDeleteProgram(stage->over);
    glDeleteSamplers(1, &stage->sampler);
    rmx_blank_finish(&stage->blank);
    glDeleteQueries(RMX_STAGE_QUERIES, stage->queries);
    *stage = (struct rmx_stage){0};
}

// Answers come some frames later; nobody waits for them.
static void read_queries(struct rmx_stage *stage)
{
    while (stage->answered < stage->requested) {
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

// Deleted programs are freed when this context next flushes, which is after the draw that follows.
static void draw_blank(struct rmx_stage *stage, bool others_at_work)
{
    enum { DRAWS = 3 };
    if (others_at_work)
        stage->blanks = DRAWS;
    if (stage->blanks > 0) {
        stage->blanks--;
        rmx_blank_draw(&stage->blank);
    }
}

void rmx_stage_begin(struct rmx_stage *stage, bool others_at_work)
{
    draw_blank(stage, others_at_work);
    read_queries(stage);
}

void rmx_stage_draw(struct rmx_stage *stage, struct rmx_player *player)
{
    bool is_timed = stage->requested - stage->answered < RMX_STAGE_QUERIES;
    if (is_timed)
        glBeginQuery(GL_TIME_ELAPSED, stage->queries[stage->requested++ % RMX_STAGE_QUERIES]);
    rmx_player_draw(player);
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

static void show_over_black(struct rmx_stage *stage, const struct rmx_generation *generation,
                            const int at[4])
{
    rmx_blank_draw(&stage->blank); // a held picture is drawn without rmx_stage_draw
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glViewport(at[0], at[1], at[2], at[3]);
    glUseProgram(stage->over);
    glProgramUniform4f(stage->over, 0, (float)at[0], (float)at[1], (float)at[2], (float)at[3]);
    glBindTextureUnit(0, rmx_renderer_texture(generation->renderer));
    glBindSampler(0, stage->sampler);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindTextureUnit(0, 0); // keeps none alive
}

// Pixel for pixel where the generation was made for this size; else scaled until one is.
static void copy(const struct rmx_generation *generation, const int at[4])
{
    bool is_same = at[2] == generation->width && at[3] == generation->height;
    glBlitNamedFramebuffer(rmx_renderer_framebuffer(generation->renderer), 0, 0, 0,
                           generation->width, generation->height, at[0], at[1], at[0] + at[2],
                           at[1] + at[3], GL_COLOR_BUFFER_BIT, is_same ? GL_NEAREST : GL_LINEAR);
}

void rmx_stage_present(struct rmx_stage *stage, const struct rmx_generation *generation, int width,
                       int height)
{
    int at[4] = {0};
    if (generation)
        rmx_inner_size(generation->scene, width, height, &at[2], &at[3]);
    if (!generation || at[2] != width || at[3] != height)
        clear(width, height);
    if (!generation)
        return;
    at[0] = (width - at[2]) / 2;
    at[1] = (height - at[3]) / 2;
    glDisable(GL_SCISSOR_TEST);
    if (generation->scene->background[3] < 1)
        show_over_black(stage, generation, at);
    else
        copy(generation, at);
}
