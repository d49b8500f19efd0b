// SPDX-License-Identifier: GPL-3.0-or-later
// Programs of passes in which numbers that stand still are constants, each tried beside the general
// one before it takes that one's place.
//
// In:  vertex shaders (plan/special.h), a renderer that draws frames for it. Out: programs that
// gave the same picture to the last bit of 32-bit floats. Thread: a current context; with those of
// the renderer it is tried with.
#pragma once

#include "plan/special.h"
#include "render/renderer.h"

#include <GL/glew.h>

struct rmx_special;

// Compiles nothing yet. The plan, its texts and a renderer of it or of the same plan made again,
// with which nothing else is drawn, outlive the trial. A pass whose trial would hold more than
// `most_bytes` is not tried.
struct rmx_special *rmx_special_create(const struct rmx_plan *plan,
                                       const struct rmx_special_texts *texts,
                                       struct rmx_renderer *renderer, long long most_bytes);
void rmx_special_destroy(struct rmx_special *special); // NULL is fine

// Compiles the next program that is to be tried. False: all are there; those that the driver
// refuses, and passes that are heavy to compile (render/heavy.h), are left out.
bool rmx_special_compile(struct rmx_special *special);
// Draws a strip of a frame of the renderer's, 0 up to RMX_SPECIAL_STRIPS, with each of them beside
// the general one: no more at a time, since others wait to draw. To be called strip by strip, with
// three frames for each. False: nothing is left to be tried.
enum { RMX_SPECIAL_STRIPS = 8 };
bool rmx_special_try(struct rmx_special *special, int strip, const unsigned char *block);
// The trial is over, and the renderer may go. How many passes have found one.
int rmx_special_end(struct rmx_special *special);

// For a renderer of the same plan.
GLuint rmx_special_program(const struct rmx_special *special, int pass); // 0: the general one
// Within the renderer's drawing: no more than the strip is drawn.
void rmx_special_scissor(const struct rmx_special *special, int width, int height);
// Within the renderer's drawing, for each pass, with all that it reads bound.
void rmx_special_try_pass(struct rmx_special *special, int pass, GLuint general, int width,
                          int height);
// In its place, of one that takes too long for that.
void rmx_special_give_up(struct rmx_special *special, int pass);
