// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/stopwatch.h"

#include <GL/glew.h>

static unsigned *pair(struct rmx_stopwatch *stopwatch, int number)
{
    return &stopwatch->queries[2 * (number % RMX_STOPWATCH_ROOM)];
}

void rmx_stopwatch_begin(struct rmx_stopwatch *stopwatch)
{
    if (!stopwatch->queries[0])
        glCreateQueries(GL_TIMESTAMP, 2 * RMX_STOPWATCH_ROOM, stopwatch->queries);
    stopwatch->is_running = stopwatch->begun - stopwatch->answered < RMX_STOPWATCH_ROOM;
    if (stopwatch->is_running)
        glQueryCounter(pair(stopwatch, stopwatch->begun)[0], GL_TIMESTAMP);
}

void rmx_stopwatch_end(struct rmx_stopwatch *stopwatch)
{
    if (stopwatch->is_running)
        glQueryCounter(pair(stopwatch, stopwatch->begun++)[1], GL_TIMESTAMP);
    stopwatch->is_running = false;
}

double rmx_stopwatch_take_ms(struct rmx_stopwatch *stopwatch)
{
    double ms = 0;
    for (; stopwatch->answered < stopwatch->begun; stopwatch->answered++) {
        const unsigned *queries = pair(stopwatch, stopwatch->answered);
        GLint is_there = GL_FALSE;
        GLuint64 from_ns = 0, until_ns = 0;
        glGetQueryObjectiv(queries[1], GL_QUERY_RESULT_AVAILABLE, &is_there);
        if (!is_there)
            break;
        glGetQueryObjectui64v(queries[0], GL_QUERY_RESULT, &from_ns);
        glGetQueryObjectui64v(queries[1], GL_QUERY_RESULT, &until_ns);
        ms += until_ns > from_ns ? (double)(until_ns - from_ns) / 1e6 : 0;
    }
    return ms;
}

void rmx_stopwatch_leave(struct rmx_stopwatch *stopwatch)
{
    if (stopwatch->queries[0])
        glDeleteQueries(2 * RMX_STOPWATCH_ROOM, stopwatch->queries);
    *stopwatch = (struct rmx_stopwatch){0};
}
