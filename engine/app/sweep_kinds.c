// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sweep_kinds.h"

#include <string.h>

// Words of Mesa's compiler, then of NVIDIA's and glslang's.
static const struct {
    const char *part, *kind;
} messages[] = {
    {"undeclared", "glsl-name"},
    {"undefined variable", "glsl-name"},
    {"no matching function", "glsl-call"},
    {"no function with name", "glsl-call"},
    {"unable to find compatible overloaded", "glsl-call"},
    {"reserved word", "glsl-word"},
    {"reserved keyword", "glsl-word"},
    {"syntax error", "glsl-syntax"},
    {"unexpected", "glsl-syntax"},
    {"redeclared", "glsl-twice"},
    {"redefinition", "glsl-twice"},
    {"redefined", "glsl-twice"},
    {"already", "glsl-twice"},
    {"read-only", "glsl-write"},
    {"lvalue", "glsl-write"},
    {"type", "glsl-type"},
    {"operand", "glsl-type"},
    {"conver", "glsl-type"},
    {"constant", "glsl-constant"},
};

static const struct {
    const char *kind, *words;
} meanings[] = {
    {"blank", "draws nothing"},
    {"transparent", "its alpha is 0 everywhere: `alpha: ignore` shows it"},
    {"draw", "could not be drawn"},
    {"gl", "errors of OpenGL"},
    {"signal", "ended the process"},
    {"time", "took too long"},
    {"not-yet", "needs what this version lacks"},
    {"isf-no-header", "no ISF header, nor another format that is known"},
    {"isf-no-main", "no function 'main'"},
    {"isf-json", "the header is not JSON"},
    {"isf-name", "a name that cannot stand in GLSL"},
    {"isf-imported", "an imported picture without a path"},
    {"isf-include", "includes a file that is not there"},
    {"isf-limit", "larger than is let in"},
    {"too-heavy", "too much for the graphics driver"},
    {"isf-loop", "a loop that cannot be bounded"},
    {"isf-stores", "stores beside its picture"},
    {"isf-madmapper", "a material of MadMapper"},
    {"isf-buffers", "buffers of glslViewer"},
    {"glsl-name", "reads a name that nothing declares"},
    {"glsl-call", "calls a function that is not there"},
    {"glsl-word", "a word that newer GLSL keeps for itself"},
    {"glsl-syntax", "is not GLSL"},
    {"glsl-twice", "declares something twice"},
    {"glsl-write", "writes to what cannot be written"},
    {"glsl-type", "types that do not fit"},
    {"glsl-constant", "a constant is wanted"},
    {"glsl", "does not compile"},
};

const char *rmx_sweep_kind(const struct rmx_error *error)
{
    if (strcmp(error->id, "glsl") != 0)
        return error->id;
    for (size_t i = 0; i < sizeof(messages) / sizeof(*messages); i++)
        if (strcasestr(error->message, messages[i].part))
            return messages[i].kind;
    return error->id;
}

const char *rmx_sweep_kind_words(const char *kind)
{
    for (size_t i = 0; i < sizeof(meanings) / sizeof(*meanings); i++)
        if (strcmp(kind, meanings[i].kind) == 0)
            return meanings[i].words;
    return "";
}
