// SPDX-License-Identifier: GPL-3.0-or-later
// The chain of eight without the engine: the parameters of chain.frag, and the scene that says the
// same. Plain OpenGL, for bench_chain and for the bare program of bench_still.
#pragma once

#include <GL/glew.h>

// The scene's text, %s being the first and the second picture's path.
extern const char hand_scene[];

// As the block `Chain` of chain.frag, std140.
struct hand_block {
    float background[4], gap_color[4], corner_color[4];
    float size[2], first_scale[2], first_offset[2], second_scale[2], second_offset[2];
    float rotate_center[2], kaleidoscope_center[2];
    float first_level, second_level;
    float rotate_angle;
    float sides, kaleidoscope_angle, turn, zoom;
    float count, amount, tile_angle, light, gap, seed;
    float levels, tone_softness;
    float hue_angle;
    float contrast, contrast_level;
    float opacity;
    float corner_amount, radius, corner_softness;
};

// `first`, `second`: width and height of the pictures, which cover the canvas.
struct hand_block hand_block_make(int width, int height, const int *first, const int *second);
void hand_block_turn(struct hand_block *block, long long frame);

// Where the source tree stands: $REMONTAGE_DATA, else where it was built.
const char *hand_root(void);
// A shader from a file; the driver's words on standard error.
GLuint hand_shader(GLenum kind, const char *path);
// Compiles tests/bench/FILE with the engine's triangle, drawn by glDrawArrays(GL_TRIANGLES, 0, 3).
// 0 after an error, with the driver's words on standard error.
GLuint hand_program(const char *file);
// A texture for the pixels, RGBA8; with all its levels where `mips`.
GLuint hand_texture(int width, int height, const void *pixels, int mips);
GLuint hand_framebuffer(GLuint texture);
