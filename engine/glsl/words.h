// SPDX-License-Identifier: GPL-3.0-or-later
// The words of GLSL 4.50 and of ISF that a reader must know.
//
// Source: OpenGL Shading Language 4.50, sections 3.6 (keywords) and 8 (built-in functions).
// Pure.
#pragma once

#include "glsl/lexer.h"

#include <stdbool.h>

// A keyword or a word that the language reserves: no name of ours may be one. This function and the
// next four are false of a token that is a plain name in its file.
bool rmx_word_is_keyword(const struct rmx_token *token);
// smooth, sample, half ...: a keyword that was a name in GLSL 1.20 or ES 1.00.
bool rmx_word_is_newer(const struct rmx_token *token);
// in, const, highp, layout ...: what may stand before a type.
bool rmx_word_is_qualifier(const struct rmx_token *token);
// float, vec3, mat4x2, sampler2D ...
bool rmx_word_is_type(const struct rmx_token *token);
// buffer, shared, image2D, atomic_uint ...: what is written to beside a picture.
bool rmx_word_is_storage(const struct rmx_token *token);
// Of these the types, each between spaces.
extern const char rmx_storage_types[];
// mix, texture, dFdx ...
bool rmx_word_is_builtin_function(const struct rmx_token *token);
// dFdx and its sisters.
bool rmx_word_is_derivative(const struct rmx_token *token);
// TIME, RENDERSIZE, IMG_PIXEL ...: what the host declares.
bool rmx_word_is_host_name(const struct rmx_token *token);
// r7_left and its like, and rmx_rounds: what the engine counts by is no file's.
bool rmx_word_is_engines(const struct rmx_token *token);
