// SPDX-License-Identifier: GPL-3.0-or-later
// Shaders that another host feeds with uniforms, written anew as ISF files.
//
// In:  the tokens of such a shader. Out: its uniforms as entries of an ISF header, and its text
// without their declarations, each line where it was. Pure.
#pragma once

#include "base/error.h"
#include "glsl/words.h"

#include <cjson/cJSON.h>

enum { RMX_MOST_UNIFORMS = 100 };

// What a uniform's type becomes. `cast`: its GLSL type, where the input's is another one.
struct rmx_uniform_kind {
    const char *type, *input, *cast;
    int numbers;
};

// One name of `uniform type name;`. `word`: "uniform", or another one of `words`.
struct rmx_uniform {
    const struct rmx_uniform_kind *kind; // NULL: no input; it is only taken away
    const struct rmx_token *word, *type, *name;
    const char *said; // a comment or an initialiser with the default; "" where neither is
    int first, last;  // tokens of the whole declaration, the ';' included
};

struct rmx_uniforms {
    struct rmx_arena *arena;
    struct rmx_tokens tokens;
    const char *const *words; // that begin a declaration to be taken, NULL ends them
    // Whether the host gives that by itself: it is no input. Asked before the item's other fields
    // are known.
    bool (*is_hosts)(const struct rmx_uniform *uniform);
    struct rmx_uniform items[RMX_MOST_UNIFORMS];
    int count;
};

// Fills in the items; the other fields are the caller's. What cannot be read is left to the
// compiler.
void rmx_uniforms_find(struct rmx_uniforms *uniforms);
// The items that have a kind, as inputs.
void rmx_uniforms_add(const struct rmx_uniforms *uniforms, cJSON *inputs);
// The text; `preamble` stands on its first line that can have a declaration.
void rmx_uniforms_write(const struct rmx_uniforms *uniforms, const char *preamble,
                        struct rmx_text *out);

cJSON *rmx_input_add(cJSON *inputs, const char *name, const char *type);
// As text in the arena, which no comment's end is in.
const char *rmx_header_print(struct rmx_arena *arena, const cJSON *root);
// What follows `word` on a comment's line: "// Author: gre" gives "gre". "" where nothing does.
const char *rmx_said_after(struct rmx_arena *arena, const struct rmx_tokens *tokens,
                           const char *word);
// The written file, in place of `source`. `text` is finished.
struct rmx_source_text *rmx_source_rewritten(struct rmx_arena *arena,
                                             const struct rmx_source_text *source,
                                             struct rmx_text *text);

// Tokens by their number; outside of the text none is anything.
const struct rmx_token *rmx_token_at(const struct rmx_tokens *tokens, int i); // or NULL
bool rmx_token_at_is(const struct rmx_tokens *tokens, int i, const char *text);
// From `i` on, the first token that is neither space nor comment.
int rmx_token_skip(const struct rmx_tokens *tokens, int i);
// Whether the tokens at `i` are these words, whatever blanks stand between; NULL ends them.
bool rmx_tokens_are(const struct rmx_tokens *tokens, int i, const char *const *words);
