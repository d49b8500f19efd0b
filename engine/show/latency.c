// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/latency.h"

#include <GL/glew.h>
#include <math.h>

// The scale: half a second to either side, a line each 20 ms, a longer one each 100.
enum { TICK_MS = 20, LONG_MS = 100, HALF_MS = 500 };
#define BAND 0.2f // its height, in heights of the output
#define THICK 0.0016f

static void add(struct rmx_latency_rect *rects, int *count, struct rmx_latency_rect rect)
{
    rects[(*count)++] = rect;
}

static void add_tick(struct rmx_latency_rect *rects, int *count, int ms)
{
    float high = ms == 0 ? 1 : ms % LONG_MS == 0 ? 0.6f : 0.3f;
    float thick = ms == 0 ? 3 * THICK : THICK;
    float across = 0.5f + (float)ms / (2 * HALF_MS);
    add(rects, count,
        (struct rmx_latency_rect){
            across - thick / 2, 0, thick, BAND * high, {0.55f, 0.55f, 0.55f, 1}});
}

int rmx_latency_rects(double time_s, struct rmx_latency_rect rects[RMX_LATENCY_MOST])
{
    int count = 0;
    double since_s = time_s - floor(time_s);
    double hand = since_s + 0.5 - floor(since_s + 0.5); // half-way over when it flashes
    if (since_s < RMX_LATENCY_FLASH_S)
        add(rects, &count, (struct rmx_latency_rect){0, 0, 1, 1, {1, 1, 1, 1}});
    add(rects, &count, (struct rmx_latency_rect){0, 0, 1, BAND, {0, 0, 0, 1}});
    for (int ms = -HALF_MS + TICK_MS; ms < HALF_MS; ms += TICK_MS)
        add_tick(rects, &count, ms);
    add(rects, &count,
        (struct rmx_latency_rect){
            (float)hand - 2 * THICK, 0, 4 * THICK, BAND, {1, 0.75f, 0.1f, 1}});
    return count;
}

void rmx_latency_draw(double time_s, int width, int height)
{
    struct rmx_latency_rect rects[RMX_LATENCY_MOST];
    int count = rmx_latency_rects(time_s, rects);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, 0);
    glEnable(GL_SCISSOR_TEST);
    for (int i = 0; i < count; i++) {
        const struct rmx_latency_rect *rect = &rects[i];
        int left = (int)lroundf(rect->x * (float)width);
        int low = (int)lroundf(rect->y * (float)height);
        int wide = (int)lroundf(rect->width * (float)width);
        glScissor(left, low, wide > 0 ? wide : 1, (int)lroundf(rect->height * (float)height));
        glClearNamedFramebufferfv(0, GL_COLOR, 0, rect->color);
    }
    glDisable(GL_SCISSOR_TEST);
}
