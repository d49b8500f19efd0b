// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/stage.h"

void rmx_stage_init(struct rmx_stage *stage, const struct rmx_device *device)
{
    *stage = (struct rmx_stage){0};
    rmx_blank_init(&stage->blank, device);
    glCreateQueries(GL_TIME_ELAPSED, RMX_STAGE_QUERIES, stage->queries);
}

void rmx_stage_rest(struct rmx_stage *stage)
{
    rmx_blank_draw(&stage->blank);
    glFinish();
}

void rmx_stage_finish(struct rmx_stage *stage)
{
    rmx_blank_finish(&stage->blank);
    glDeleteQueries(RMX_STAGE_QUERIES, stage->queries);
    *stage = (struct rmx_stage){0};
}

// Results come some frames later, and are not waited for.
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
// One goes before the scenes within, one right before the scene itself.
static void draw_blank(struct rmx_stage *stage)
{
    if (stage->blanks > 0)
        rmx_blank_draw(&stage->blank);
}

void rmx_stage_begin(struct rmx_stage *stage, bool others_at_work)
{
    enum { FRAMES = 3 };
    if (others_at_work)
        stage->blanks = FRAMES;
    draw_blank(stage);
    read_queries(stage);
}

void rmx_stage_draw(struct rmx_stage *stage, struct rmx_player *player)
{
    draw_blank(stage);
    if (stage->blanks > 0)
        stage->blanks--;
    bool is_timed = stage->requested - stage->answered < RMX_STAGE_QUERIES;
    if (is_timed)
        glBeginQuery(GL_TIME_ELAPSED, stage->queries[stage->requested++ % RMX_STAGE_QUERIES]);
    rmx_player_draw(player);
    if (is_timed)
        glEndQuery(GL_TIME_ELAPSED);
}
