// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/hand.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char hand_scene[] =
    "size: 1920x1080\n"
    "layers:\n"
    "  - picture: \"%s\"\n"
    "    chain:\n"
    "      - rotate: {angle: time * 9, center: [0.5, 0.5], edge: mirror}\n"
    "      - kaleidoscope: {sides: 6, angle: 270, turn: 90, zoom: 1, center: [0.5, 0.5]}\n"
    "      - tiles: {count: 5, amount: 0.03, angle: 4, light: 0.12, gap: 0.008,\n"
    "                background: [0.93, 0.9, 0.84, 1], seed: 7}\n"
    "      - posterize: {levels: 5, softness: 0.12}\n"
    "      - hue: {angle: 150}\n"
    "      - contrast: {amount: 1.3, level: 0.5}\n"
    "  - picture: \"%s\"\n"
    "    blend: multiply\n"
    "    opacity: 0.7\n"
    "finish:\n"
    "  - vignette: {amount: 0.6, radius: 0.35, softness: 0.75, color: [0.02, 0.015, 0.01, 1]}\n";

// How a picture covers the canvas; returns its pixels per pixel of the canvas.
static float cover(float *scale, float *offset, const int *picture, int width, int height)
{
    double source = (double)picture[0] / picture[1], canvas = (double)width / height;
    double x = source > canvas ? canvas / source : 1.0, y = source > canvas ? 1.0 : source / canvas;
    scale[0] = (float)x;
    scale[1] = (float)y;
    offset[0] = (float)((1.0 - x) / 2.0);
    offset[1] = (float)((1.0 - y) / 2.0);
    return (float)fmax(x * picture[0] / width, y * picture[1] / height);
}

struct hand_block hand_block_make(int width, int height, const int *first, const int *second)
{
    struct hand_block b = {
        .background = {0, 0, 0, 1},
        .gap_color = {0.93f, 0.9f, 0.84f, 1},
        .corner_color = {0.02f, 0.015f, 0.01f, 1},
        .size = {(float)width, (float)height},
        .rotate_center = {0.5f, 0.5f},
        .kaleidoscope_center = {0.5f, 0.5f},
        .sides = 6,
        .kaleidoscope_angle = 270,
        .turn = 90,
        .zoom = 1,
        .count = 5,
        .amount = 0.03f,
        .tile_angle = 4,
        .light = 0.12f,
        .gap = 0.008f,
        .seed = 7,
        .levels = 5,
        .tone_softness = 0.12f,
        .hue_angle = 150,
        .contrast = 1.3f,
        .contrast_level = 0.5f,
        .opacity = 0.7f,
        .corner_amount = 0.6f,
        .radius = 0.35f,
        .corner_softness = 0.75f,
    };
    float density = cover(b.first_scale, b.first_offset, first, width, height);
    b.first_level = fmaxf(log2f(density / b.zoom), 0);
    density = cover(b.second_scale, b.second_offset, second, width, height);
    b.second_level = fmaxf(log2f(density), 0);
    return b;
}

void hand_block_turn(struct hand_block *block, long long frame)
{
    block->rotate_angle = (float)fmod((double)frame / 30.0 * 9.0, 360.0);
}

static char *read_text(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = calloc(1, 1 << 16);
    if (!file || !text || !fread(text, 1, (1 << 16) - 1, file)) {
        fprintf(stderr, "benchmark: cannot read %s\n", path);
        exit(1);
    }
    fclose(file);
    return text;
}

GLuint hand_shader(GLenum kind, const char *path)
{
    char *text = read_text(path), message[2048] = "";
    GLuint shader = glCreateShader(kind);
    glShaderSource(shader, 1, (const char *const[]){text}, NULL);
    glCompileShader(shader);
    glGetShaderInfoLog(shader, sizeof(message), NULL, message);
    if (*message)
        fprintf(stderr, "%s: %s\n", path, message);
    free(text);
    return shader;
}

static void attach(GLuint program, GLenum kind, const char *path)
{
    GLuint shader = hand_shader(kind, path);
    glAttachShader(program, shader);
    glDeleteShader(shader);
}

const char *hand_root(void)
{
    const char *named = getenv("REMONTAGE_DATA");
    return named && *named ? named : REMONTAGE_ROOT;
}

GLuint hand_program(const char *file)
{
    GLuint program = glCreateProgram();
    GLint linked = 0;
    char path[1024];
    snprintf(path, sizeof(path), "%s/shaders/engine/quad.vert", hand_root());
    attach(program, GL_VERTEX_SHADER, path);
    snprintf(path, sizeof(path), "%s/tests/bench/%s", hand_root(), file);
    attach(program, GL_FRAGMENT_SHADER, path);
    glLinkProgram(program);
    glGetProgramiv(program, GL_LINK_STATUS, &linked);
    return linked ? program : 0;
}

GLuint hand_texture(int width, int height, const void *pixels, int mips)
{
    GLuint texture;
    int levels = mips ? 1 + (int)log2(width > height ? width : height) : 1;
    glCreateTextures(GL_TEXTURE_2D, 1, &texture);
    glTextureStorage2D(texture, levels, GL_RGBA8, width, height);
    glTextureParameteri(texture, GL_TEXTURE_MIN_FILTER, mips ? GL_LINEAR_MIPMAP_LINEAR : GL_LINEAR);
    glTextureParameteri(texture, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTextureParameteri(texture, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    if (pixels)
        glTextureSubImage2D(texture, 0, 0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
    if (mips && pixels)
        glGenerateTextureMipmap(texture);
    return texture;
}

GLuint hand_framebuffer(GLuint texture)
{
    GLuint framebuffer;
    glCreateFramebuffers(1, &framebuffer);
    glNamedFramebufferTexture(framebuffer, GL_COLOR_ATTACHMENT0, texture, 0);
    return framebuffer;
}
