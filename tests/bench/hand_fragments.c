// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/hand_fragments.h"

#include "bench/hand.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 1920, HEIGHT = 1080, CORNERS = 16 };
static const double aspect = (double)WIDTH / HEIGHT;

struct corner {
    float x, y, picture;
};

struct quad {
    float turn[4], place[2], home[3], half_size[2];
};

// As shaders/lib/hash.glsl.
static void hash3(int x, int y, int z, double *out)
{
    uint32_t v[3] = {(uint32_t)x, (uint32_t)y, (uint32_t)z};
    for (int i = 0; i < 3; i++)
        v[i] = v[i] * 1664525u + 1013904223u;
    for (int round = 0; round < 2; round++) {
        v[0] += v[1] * v[2];
        v[1] += v[2] * v[0];
        v[2] += v[0] * v[1];
        for (int i = 0; round == 0 && i < 3; i++)
            v[i] ^= v[i] >> 16;
    }
    for (int i = 0; i < 3; i++)
        out[i] = (double)(v[i] >> 8) / 16777216.0;
}

static int source_of(const struct hand_fragments *hand, int id)
{
    uint32_t h = (uint32_t)id * 747796405u + (uint32_t)hand->seed * 2891336453u + 277803737u;
    h = ((h >> ((h >> 28) + 4)) ^ h) * 277803737u;
    double draw = (((h >> 22) ^ h) >> 8) / 16777216.0;
    return (int)(draw * hand->picture_count);
}

// As shaders/lib/permute.glsl; backwards: the inverse.
static int permute(int i, int count, int seed, bool backwards)
{
    uint32_t bits = 1, x = (uint32_t)i;
    while (1u << (2 * bits) < (uint32_t)count)
        bits++;
    uint32_t mask = (1u << bits) - 1;
    do {
        uint32_t half[2] = {x >> bits, x & mask};
        for (uint32_t k = 0; k < 4; k++) {
            uint32_t round = backwards ? 3 - k : k, from = half[!backwards];
            uint32_t m = from * 0x9E3779B1u + round * 0x85EBCA77u + (uint32_t)seed * 0xC2B2AE3Du;
            m = (m ^ (m >> 15)) * 0x2C1B3C6Du;
            m = (m ^ (m >> 12)) * 0x297A2D39u;
            uint32_t next = half[backwards] ^ ((m ^ (m >> 15)) & mask);
            half[backwards] = from;
            half[!backwards] = next;
        }
        x = half[0] << bits | half[1];
    } while (x >= (uint32_t)count);
    return (int)x;
}

static void make_targets(struct hand_fragments *hand)
{
    hand->canvas = hand_texture(WIDTH, HEIGHT, NULL, 0);
    hand->drawn = hand_texture(WIDTH, HEIGHT, NULL, 0);
    hand->canvas_frame = hand_framebuffer(hand->canvas);
    hand->drawn_frame = hand_framebuffer(hand->drawn);
    hand->final = hand_program("fragments_final.frag");
    glCreateVertexArrays(1, &hand->vertices);
}

static GLuint drawing_program(const char *vertex)
{
    GLuint program = glCreateProgram();
    char path[1024];
    snprintf(path, sizeof(path), "%s/tests/bench/%s", hand_root(), vertex);
    glAttachShader(program, hand_shader(GL_VERTEX_SHADER, path));
    snprintf(path, sizeof(path), "%s/tests/bench/fragments_mesh.frag", hand_root());
    glAttachShader(program, hand_shader(GL_FRAGMENT_SHADER, path));
    glLinkProgram(program);
    return program;
}

static void set_grid(const struct hand_fragments *hand, GLuint program, int seed)
{
    glProgramUniform2i(program, 0, hand->columns, hand->rows);
    if (glGetUniformLocation(program, "cut_seed") >= 0)
        glProgramUniform1f(program, 1, (float)seed);
    glProgramUniform1f(program, 2, (float)hand->seed);
}

static void site_of(int x, int y, int seed, double *site)
{
    double random[3];
    hash3(x, y, seed, random);
    site[0] = x + 0.5 + 0.65 * (random[0] - 0.5);
    site[1] = y + 0.5 + 0.65 * (random[1] - 0.5);
}

// What of a polygon lies on the near side of a line; Sutherland and Hodgman, 1974.
static int clip(double (*v)[2], int count, const double *normal, double far)
{
    double kept[CORNERS][2];
    int n = 0;
    for (int i = 0; i < count; i++) {
        const double *a = v[i], *b = v[(i + 1) % count];
        double da = normal[0] * a[0] + normal[1] * a[1] - far;
        double db = normal[0] * b[0] + normal[1] * b[1] - far;
        if (da <= 0 && n < CORNERS)
            memcpy(kept[n++], a, sizeof(kept[0]));
        if ((da < 0) != (db < 0) && da != 0 && db != 0 && n < CORNERS) {
            double t = da / (da - db);
            kept[n][0] = a[0] + t * (b[0] - a[0]);
            kept[n++][1] = a[1] + t * (b[1] - a[1]);
        }
    }
    memcpy(v, kept, sizeof(kept[0]) * (size_t)n);
    return n;
}

// The shard of one square, in squares.
static int shard(const struct hand_fragments *hand, int x, int y, int seed, double (*v)[2])
{
    double site[2], other[2], w = hand->columns, h = hand->rows;
    int count = 4;
    memcpy(v, (double[4][2]){{0, 0}, {w, 0}, {w, h}, {0, h}}, sizeof(double[4][2]));
    site_of(x, y, seed, site);
    for (int i = 0; i < 25; i++) {
        int ox = x + i % 5 - 2, oy = y + i / 5 - 2;
        if (i == 12 || ox < 0 || oy < 0 || ox >= hand->columns || oy >= hand->rows)
            continue;
        site_of(ox, oy, seed, other);
        double normal[2] = {other[0] - site[0], other[1] - site[1]};
        double far = 0.5 * (normal[0] * (other[0] + site[0]) + normal[1] * (other[1] + site[1]));
        count = clip(v, count, normal, far);
    }
    return count;
}

static void fill_buffer(GLuint *buffer, const void *bytes, size_t size)
{
    glCreateBuffers(1, buffer);
    glNamedBufferStorage(*buffer, (GLsizeiptr)size, bytes, 0);
}

static void *room(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (!memory)
        abort();
    return memory;
}

static void make_mesh(struct hand_fragments *hand, int seed)
{
    size_t most = (size_t)(hand->columns * hand->rows * CORNERS);
    struct corner *corners = room(most, sizeof(*corners));
    GLuint *indices = room(most * 3, sizeof(*indices));
    GLuint corner_count = 0;
    hand->index_count = 0;
    for (int y = hand->rows - 1, id = 0; y >= 0; y--)
        for (int x = 0; x < hand->columns; x++, id++) {
            double v[CORNERS][2];
            int count = shard(hand, x, y, seed, v);
            for (int k = 0; k < count; k++) {
                corners[corner_count + (GLuint)k] =
                    (struct corner){(float)(v[k][0] / hand->columns), (float)(v[k][1] / hand->rows),
                                    (float)source_of(hand, id)};
                if (k < 2)
                    continue;
                GLuint triangle[3] = {corner_count, corner_count + (GLuint)k - 1,
                                      corner_count + (GLuint)k};
                memcpy(indices + hand->index_count, triangle, sizeof(triangle));
                hand->index_count += 3;
            }
            corner_count += (GLuint)count;
        }
    fill_buffer(&hand->buffers[0], corners, corner_count * sizeof(*corners));
    fill_buffer(&hand->buffers[1], indices, (size_t)hand->index_count * sizeof(*indices));
    free(corners);
    free(indices);
}

static void attribute(struct hand_fragments *hand, GLuint index, int size, size_t offset)
{
    glEnableVertexArrayAttrib(hand->vertices, index);
    glVertexArrayAttribFormat(hand->vertices, index, size, GL_FLOAT, GL_FALSE, (GLuint)offset);
    glVertexArrayAttribBinding(hand->vertices, index, 0);
}

void hand_fragments_shards(struct hand_fragments *hand, int seed)
{
    make_targets(hand);
    make_mesh(hand, seed);
    hand->programs[HAND_GATHER] = hand_program("fragments_gather.frag");
    set_grid(hand, hand->programs[HAND_GATHER], seed);
    hand->programs[HAND_MESH] = drawing_program("fragments_mesh.vert");
    attribute(hand, 0, 3, 0);
    glVertexArrayVertexBuffer(hand->vertices, 0, hand->buffers[0], 0, sizeof(struct corner));
    glVertexArrayElementBuffer(hand->vertices, hand->buffers[1]);
}

void hand_fragments_tiles(struct hand_fragments *hand, int seed)
{
    int count = hand->columns * hand->rows;
    GLuint *came = room((size_t)count, sizeof(*came));
    for (int id = 0; id < count; id++) {
        int partner = permute(id, count, seed, false) ^ 1;
        int place = partner >= count ? id : permute(partner, count, seed, true);
        came[place] = (GLuint)id;
    }
    make_targets(hand);
    fill_buffer(&hand->buffers[0], came, (size_t)count * sizeof(*came));
    glCreateTextures(GL_TEXTURE_BUFFER, 1, &hand->list);
    glTextureBuffer(hand->list, GL_R32UI, hand->buffers[0]);
    hand->programs[HAND_TILES] = hand_program("fragments_tiles.frag");
    set_grid(hand, hand->programs[HAND_TILES], seed);
    free(came);
}

// As shaders/arrange/scatter.fs with amount 0.5, the rest as it is but stagger and fall 0.
static struct quad scattered(const struct hand_fragments *hand, int id, int seed)
{
    double way[3], turn[3], form[3], gone = 0.5;
    double size[2] = {aspect / hand->columns, 1.0 / hand->rows};
    double home[2] = {(id % hand->columns + 0.5) * size[0],
                      (hand->rows - 1 - id / hand->columns + 0.5) * size[1]};
    hash3(id, 0, seed, way);
    hash3(id, 1, seed, turn);
    hash3(id, 2, seed, form);
    double far = gone * 0.35 * sqrt(way[1]), to = 2 * M_PI * way[0];
    double scale = exp2(gone * 0.3 * (2 * form[0] - 1));
    double angle = gone * M_PI / 2 * (2 * turn[0] - 1);
    double half_size[2] = {size[0] / 2 + 1 / (HEIGHT * scale), size[1] / 2 + 1 / (HEIGHT * scale)};
    double x = scale * half_size[0], y = scale * half_size[1];
    return (struct quad){
        .turn = {(float)(x * cos(angle)), (float)(x * sin(angle)), (float)(-y * sin(angle)),
                 (float)(y * cos(angle))},
        .place = {(float)(home[0] + far * cos(to)), (float)(home[1] + far * sin(to))},
        .home = {(float)(home[0] / aspect), (float)home[1], (float)source_of(hand, id)},
        .half_size = {(float)(half_size[0] / aspect), (float)half_size[1]},
    };
}

void hand_fragments_quads(struct hand_fragments *hand, int seed)
{
    int count = hand->columns * hand->rows;
    struct quad *quads = room((size_t)count, sizeof(*quads));
    for (int id = 0; id < count; id++)
        quads[id] = scattered(hand, id, seed);
    make_targets(hand);
    fill_buffer(&hand->buffers[0], quads, (size_t)count * sizeof(*quads));
    hand->programs[HAND_QUADS] = drawing_program("fragments_quads.vert");
    attribute(hand, 0, 4, offsetof(struct quad, turn));
    attribute(hand, 1, 2, offsetof(struct quad, place));
    attribute(hand, 2, 3, offsetof(struct quad, home));
    attribute(hand, 3, 2, offsetof(struct quad, half_size));
    glVertexArrayVertexBuffer(hand->vertices, 0, hand->buffers[0], 0, sizeof(struct quad));
    glVertexArrayBindingDivisor(hand->vertices, 0, 1);
    free(quads);
}

static void draw_geometry(struct hand_fragments *hand, enum hand_way way)
{
    glBindFramebuffer(GL_FRAMEBUFFER, hand->drawn_frame);
    glClearBufferfv(GL_COLOR, 0, (const float[4]){0});
    glUseProgram(hand->programs[way]);
    if (way == HAND_MESH) {
        glDrawElements(GL_TRIANGLES, hand->index_count, GL_UNSIGNED_INT, NULL);
    } else {
        glEnable(GL_BLEND);
        glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
        glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, hand->columns * hand->rows);
        glDisable(GL_BLEND);
    }
    glBindTextureUnit(0, hand->drawn);
}

void hand_fragments_draw(struct hand_fragments *hand, enum hand_way way)
{
    bool is_function = way == HAND_GATHER || way == HAND_TILES;
    glBindSamplers(0, 2, NULL);
    glDisable(GL_DITHER);
    glViewport(0, 0, WIDTH, HEIGHT);
    glBindVertexArray(hand->vertices);
    glBindTextureUnit(0, hand->pictures);
    glBindTextureUnit(1, hand->list);
    if (!is_function)
        draw_geometry(hand, way);
    glBindFramebuffer(GL_FRAMEBUFFER, hand->canvas_frame);
    glUseProgram(is_function ? hand->programs[way] : hand->final);
    glDrawArrays(GL_TRIANGLES, 0, 3);
}

void hand_fragments_finish(struct hand_fragments *hand)
{
    glDeleteTextures(3, (GLuint[]){hand->canvas, hand->drawn, hand->list});
    glDeleteFramebuffers(2, (GLuint[]){hand->canvas_frame, hand->drawn_frame});
    glDeleteVertexArrays(1, &hand->vertices);
    glDeleteBuffers(2, hand->buffers);
    *hand = (struct hand_fragments){0};
}
