// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/pace.h"

#include "base/clock.h"
#include "render/context.h"

#include <math.h>

// A look is at sixteen squares, spread over the picture: pixels differ in what they cost. Sides are
// whole quads, so that derivatives are those of one draw.
enum {
    LOOKS = 3,
    ACROSS = 4,
    SQUARES = ACROSS * ACROSS,
    SMALLEST = 4,
    LARGEST = 64,
    ROW = 8,
    LONG_CODE = 1000
};
static const int sides[LOOKS] = {SMALLEST, 16, LARGEST};
static const double LOOK_MS = 300, SQUARE_MS = 50, VERTICES_MS = 1;

static bool has_loop(const struct rmx_tokens *tokens)
{
    static const char *const words[] = {"for", "while", "do"};
    for (int i = 0; i < tokens->count; i++)
        for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++)
            if (rmx_token_is(&tokens->items[i], words[k]))
                return true;
    return tokens->count > LONG_CODE;
}

static bool is_long(const struct rmx_effect *effect)
{
    if (!effect || effect->is_ours)
        return false;
    for (int i = 0; i < effect->library_count; i++)
        if (effect->libraries[i]->is_foreign)
            return true;
    return has_loop(&effect->tokens) || is_long(effect->vertex);
}

void rmx_pace_init(struct rmx_pace *pace, struct rmx_arena *arena, const struct rmx_plan *plan,
                   double most_ms)
{
    *pace = (struct rmx_pace){.most_ms = most_ms,
                              .soon_ms = 100,
                              .part_ms = 250,
                              .over = -1,
                              .passes = RMX_NEW(arena, struct rmx_paced, plan->pass_count),
                              .pass_count = plan->pass_count};
    for (int i = 0; i < plan->pass_count; i++) {
        const struct rmx_pass *pass = &plan->passes[i];
        for (int s = 0; s < pass->step_count; s++) {
            const struct rmx_effect *effect = plan->steps[pass->steps[s]].effect;
            pace->passes[i].is_foreign |= is_long(effect);
            pace->passes[i].has_vertices |= effect && is_long(effect->vertex);
        }
        pace->any |= pace->passes[i].is_foreign;
    }
}

void rmx_pace_finish(struct rmx_pace *pace)
{
    rmx_texture_finish(&pace->kept);
}

void rmx_pace_leave(struct rmx_pace *pace)
{
    for (int i = 0; i < pace->pass_count; i++)
        rmx_stopwatch_leave(&pace->passes[i].stopwatch);
}

void rmx_pace_begin(struct rmx_pace *pace)
{
    pace->spent_ms = 0;
    pace->over = -1;
}

void rmx_pass_draw(const struct rmx_pass *pass)
{
    if (pass->shaders.has_strip) { // it may leave parts of the target uncovered
        glClearBufferfv(GL_COLOR, 0, (const float[4]){0});
        glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    } else {
        glDrawArrays(GL_TRIANGLES, 0, 3);
    }
}

// --- A look.

struct square {
    int x, y, side;
};

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int side_of(const struct rmx_texture *picture, int look)
{
    return smaller(sides[look], smaller(picture->width, picture->height));
}

static int corner_of(int index, int side, int length)
{
    int corner = (2 * index + 1) * length / (2 * ACROSS) - side / 2;
    corner = smaller(corner, length - side);
    return corner < 0 ? 0 : corner / SMALLEST * SMALLEST;
}

// Those of the first look lie over each other where the picture is small.
static struct square square_of(const struct rmx_texture *picture, int look, int index)
{
    int side = side_of(picture, look);
    return (struct square){corner_of(index % ACROSS, side, picture->width),
                           corner_of(index / ACROSS, side, picture->height), side};
}

static bool has_room(const struct rmx_texture *picture, int look)
{
    return !look ||
           (picture->width >= ACROSS * sides[look] && picture->height >= ACROSS * sides[look]);
}

// Between the picture and what is kept of it, where each look has a row of its own.
static void copy_squares(const struct rmx_pace *pace, struct rmx_texture *picture, int look,
                         bool back)
{
    for (int i = 0, y = look ? sides[look - 1] + (look > 1 ? sides[0] : 0) : 0; i < SQUARES; i++) {
        struct square at = square_of(picture, look, i);
        int x = i * at.side;
        glCopyImageSubData(back ? pace->kept.name : picture->name, GL_TEXTURE_2D, 0,
                           back ? x : at.x, back ? y : at.y, 0,
                           back ? picture->name : pace->kept.name, GL_TEXTURE_2D, 0,
                           back ? at.x : x, back ? at.y : y, 0, at.side, at.side, 1);
    }
}

static void keep(struct rmx_pace *pace, struct rmx_texture *picture, int look)
{
    if (pace->kept.name && pace->kept.format != picture->format)
        rmx_texture_finish(&pace->kept);
    if (!pace->kept.name &&
        !rmx_texture_init(&pace->kept, picture->format, SQUARES * LARGEST, 2 * LARGEST, false))
        return;
    copy_squares(pace, picture, look, false);
    pace->looks = look + 1;
}

// The picture is what it was.
static void take_back(struct rmx_pace *pace, struct rmx_target *target)
{
    while (pace->looks > 0)
        copy_squares(pace, &target->textures[target->current], --pace->looks, true);
    rmx_target_take_back(target);
}

static double draw_squares(const struct rmx_texture *picture, const struct rmx_pass *pass, int look,
                           int count)
{
    double from_ms = rmx_clock_ms();
    glEnable(GL_SCISSOR_TEST);
    for (int i = 0; i < count; i++) {
        struct square at = square_of(picture, look, i);
        glScissor(at.x, at.y, at.side, at.side);
        rmx_pass_draw(pass);
    }
    glDisable(GL_SCISSOR_TEST);
    rmx_context_wait();
    return rmx_clock_ms() - from_ms;
}

// What a draw takes that reaches no pixel.
static double draw_vertices(const struct rmx_pass *pass)
{
    double from_ms = rmx_clock_ms();
    glEnable(GL_SCISSOR_TEST);
    glScissor(0, 0, 0, 0);
    rmx_pass_draw(pass);
    glDisable(GL_SCISSOR_TEST);
    rmx_context_wait();
    return rmx_clock_ms() - from_ms;
}

// Each draw runs the effect's vertex shader, however few pixels it reaches.
static void time_vertices(struct rmx_paced *paced, const struct rmx_pass *pass)
{
    if (!paced->has_vertices)
        return;
    double quick_ms = fmax(2 * paced->vertices_ms, SQUARE_MS), ms = draw_vertices(pass);
    for (int i = 0; i < 2 && ms > quick_ms; i++)
        ms = fmin(ms, draw_vertices(pass));
    paced->vertices_ms = ms;
}

// What is left of a draw's time for its pixels: none where vertices may have taken a little longer.
static double without_vertices(double ms, double vertices_ms)
{
    double left_ms = ms - vertices_ms;
    return left_ms > vertices_ms / 4 ? left_ms : 0;
}

// Where that is long it may have been another program's time, or the first draw's, which compiles:
// the shortest counts.
static double time_squares(const struct rmx_paced *paced, const struct rmx_texture *picture,
                           const struct rmx_pass *pass, int look, int count, double long_ms)
{
    double vertices_ms = count * paced->vertices_ms;
    double ms = draw_squares(picture, pass, look, count);
    for (int i = 0; i < 2 && without_vertices(ms, vertices_ms) > long_ms; i++)
        ms = fmin(ms, draw_squares(picture, pass, look, count));
    return without_vertices(ms, vertices_ms);
}

// How long the pixels of the whole picture take, as larger and larger parts tell. The first is one
// square alone: of all it may take the longest.
static double look_at_pixels(struct rmx_pace *pace, struct rmx_paced *paced,
                             const struct rmx_pass *pass, struct rmx_texture *picture)
{
    double all = (double)picture->width * picture->height, whole_ms = 0, first_ms = 0, ms = 0;
    double most_ms = pace->most_ms > 0 ? pace->most_ms : (double)INFINITY;
    int squares = paced->vertices_ms > VERTICES_MS ? 1 : SQUARES;
    pace->looks = 0;
    for (int look = 0; look < LOOKS && has_room(picture, look); look++) {
        int side = side_of(picture, look);
        double square = side * side / all, part = squares * square;
        if (look && 16 * ms > LOOK_MS)
            break;
        if (pace->most_ms > 0)
            keep(pace, picture, look);
        if (!look && (ms = time_squares(paced, picture, pass, 0, 1, SQUARE_MS)) > SQUARE_MS)
            return ms / square;
        ms = time_squares(paced, picture, pass, look, squares, fmax(LOOK_MS / 16, most_ms * part));
        first_ms = look ? first_ms : ms;
        whole_ms = ms / part;
        if (paced->quick_ms > 0 && first_ms <= 4 * paced->quick_ms)
            return 0; // nothing has changed
        if (whole_ms <= pace->soon_ms)
            break;
    }
    paced->quick_ms = whole_ms <= pace->soon_ms ? first_ms : 0;
    return whole_ms;
}

static double look_at(struct rmx_pace *pace, struct rmx_paced *paced, const struct rmx_pass *pass,
                      struct rmx_texture *picture)
{
    time_vertices(paced, pass);
    return paced->vertices_ms + look_at_pixels(pace, paced, pass, picture);
}

// A few pixels may take most of it, which no look meets: it counts what a look like this one went
// with, twice in a row where nothing was in parts.
static double estimate(struct rmx_pace *pace, struct rmx_paced *paced, const struct rmx_pass *pass,
                       struct rmx_texture *picture)
{
    double took_ms = rmx_stopwatch_take_ms(&paced->stopwatch);
    double look_ms = look_at(pace, paced, pass, picture);
    if (took_ms > 0 && fmin(took_ms, paced->took_ms) > pace->soon_ms)
        paced->known_ms = fmin(took_ms, paced->took_ms);
    if (took_ms > 0)
        paced->took_ms = took_ms;
    if (paced->known_ms <= pace->soon_ms || look_ms < paced->look_ms / 2)
        paced->known_ms = paced->worst_rate = 0;
    double ms = fmax(look_ms, paced->known_ms);
    paced->look_ms = look_ms;
    paced->known_ms *= 0.9; // it is tried again some time
    return ms;
}

// --- All of it.

struct parts {
    struct rmx_pace *pace;
    const struct rmx_pass *pass;
    int width, height;
    double vertices_ms;                 // of each part
    double began_ms, all, done, pixels; // of the picture; that are drawn; of the next part
    double worst_rate;                  // of pixels alone
};

static bool draw_part(struct parts *parts, int x, int y, int width, int height)
{
    struct rmx_pace *pace = parts->pace;
    double from_ms = rmx_clock_ms(), count = (double)width * height;
    glScissor(x, y, width, height);
    rmx_pass_draw(parts->pass);
    rmx_context_wait();
    pace->parts++;
    double now_ms = rmx_clock_ms();
    double ms = fmax(without_vertices(now_ms - from_ms, parts->vertices_ms), 0.01);
    double part_ms = fmax(pace->part_ms, parts->vertices_ms);
    parts->done += count;
    parts->worst_rate = fmax(parts->worst_rate, ms / count);
    parts->pixels = count * fmin(2, fmax(part_ms / ms, 1.0 / 64));
    double spent_ms = pace->spent_ms + now_ms - parts->began_ms;
    if (pace->waiter.tell)
        pace->waiter.tell(pace->waiter.data, now_ms - parts->began_ms,
                          (now_ms - parts->began_ms) * parts->all / parts->done);
    pace->estimate_ms = spent_ms * parts->all / parts->done;
    return pace->most_ms <= 0 || spent_ms < pace->most_ms;
}

static int at_most(double wanted, int grain, int most)
{
    double whole = grain * floor(wanted / grain);
    return whole >= most ? most : whole < grain ? (most < grain ? most : grain) : (int)whole;
}

// Rows, or parts of them. False: it took too long on the way.
static bool draw_parts(struct parts *parts)
{
    int height;
    bool goes_on = true;
    glEnable(GL_SCISSOR_TEST);
    for (int y = 0; goes_on && y < parts->height; y += height) {
        int width;
        height = at_most(parts->pixels / parts->width, ROW, parts->height - y);
        for (int x = 0; goes_on && x < parts->width; x += width) {
            width = at_most(parts->pixels / height, ROW, parts->width - x);
            goes_on = draw_part(parts, x, y, width, height);
        }
    }
    glDisable(GL_SCISSOR_TEST);
    return goes_on;
}

// What is quick, at once; how long it took is known when it is drawn the next time.
static void draw_whole(struct rmx_pace *pace, struct rmx_paced *paced, const struct rmx_pass *pass,
                       double ms)
{
    rmx_stopwatch_begin(&paced->stopwatch);
    rmx_pass_draw(pass);
    rmx_stopwatch_end(&paced->stopwatch);
    pace->spent_ms += ms;
}

static bool draw_long(struct rmx_pace *pace, struct rmx_paced *paced, const struct rmx_pass *pass,
                      const struct rmx_texture *picture, double ms)
{
    double all = (double)picture->width * picture->height;
    double rate = fmax(fmax(ms - paced->vertices_ms, 0.01) / all, paced->worst_rate);
    struct parts parts = {.pace = pace,
                          .pass = pass,
                          .width = picture->width,
                          .height = picture->height,
                          .vertices_ms = paced->vertices_ms,
                          .began_ms = rmx_clock_ms(),
                          .all = all,
                          .pixels = fmax(pace->part_ms, paced->vertices_ms) / rate};
    bool is_drawn = draw_parts(&parts);
    double spent_ms = rmx_clock_ms() - parts.began_ms;
    is_drawn |= parts.done >= all;
    paced->known_ms = spent_ms * all / parts.done;
    paced->worst_rate = parts.worst_rate;
    pace->spent_ms += spent_ms;
    return is_drawn;
}

bool rmx_pace_draw(struct rmx_pace *pace, const struct rmx_plan *plan, int index,
                   struct rmx_target *target)
{
    struct rmx_paced *paced = &pace->passes[index];
    struct rmx_texture *picture = &target->textures[target->current];
    const struct rmx_pass *pass = &plan->passes[index];
    pace->is_long = false;
    if (pace->is_off || !paced->is_foreign)
        return false;
    double ms = estimate(pace, paced, pass, picture);
    pace->spent_ms += 2 * paced->vertices_ms; // of looks
    pace->is_long = ms > pace->soon_ms;
    bool is_over = pace->most_ms > 0 && pace->spent_ms + ms > pace->most_ms;
    if (is_over)
        pace->estimate_ms = pace->spent_ms + ms;
    else if (ms <= pace->soon_ms)
        draw_whole(pace, paced, pass, ms);
    else
        is_over = !draw_long(pace, paced, pass, picture, ms);
    if (!is_over)
        return true;
    pace->over = index;
    take_back(pace, target);
    return true;
}
