// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers that are known when a pass is printed, as constants.
#include "plan/emit_parts.h"

#include <stdint.h>
#include <string.h>

// Nine digits tell any two floats apart; a point or an exponent makes it no integer.
static void add_float(struct rmx_text *out, const unsigned char *bytes)
{
    float number;
    size_t from = out->length;
    memcpy(&number, bytes, sizeof(number));
    rmx_text_printf(out, "%.9g", (double)number);
    if (!strpbrk(rmx_text_string(out) + from, ".e"))
        rmx_text_add(out, ".0");
}

static void add_int(struct rmx_text *out, const unsigned char *bytes)
{
    int32_t number;
    memcpy(&number, bytes, sizeof(number));
    rmx_text_printf(out, "%d", number);
}

// A bool goes as an integer.
const char *rmx_known_literal(struct rmx_arena *arena, const char *type, const unsigned char *bytes)
{
    const char *digit = strpbrk(type, "234");
    bool is_whole = *type == 'i' || *type == 'b';
    struct rmx_text out = {0};
    if (digit)
        rmx_text_printf(&out, "%s(", type);
    for (int i = 0; i < (digit ? *digit - '0' : 1); i++) {
        if (i)
            rmx_text_add(&out, ", ");
        (is_whole ? add_int : add_float)(&out, bytes + 4 * i);
    }
    if (digit)
        rmx_text_add(&out, ")");
    const char *literal = rmx_arena_copy_n(arena, out.data, out.length);
    rmx_text_finish(&out);
    return literal;
}

const char *rmx_printer_known(struct rmx_printer *e, const struct rmx_pass *pass,
                              const struct rmx_known *known)
{
    if (!pass->shaders.flat_numbers)
        return NULL;
    e->known = known;
    struct rmx_shaders shaders = rmx_printer_pass(e, pass, NULL);
    e->known = NULL;
    return shaders.vertex;
}
