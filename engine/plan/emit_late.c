// SPDX-License-Identifier: GPL-3.0-or-later
// A number that is named only behind a loop of reads. Were it flat, too, an unrolled loop would be
// one stretch of code with all that follows, in which LLVM begins many reads before it ends the
// first and runs out of registers: one number that is read from the block behind it costs less.
#include "glsl/code.h"
#include "plan/emit_parts.h"

#include <string.h>

// r2_tap_inputImage, r2_pixel_inputImage
static bool is_read(const struct rmx_code *code, int i)
{
    static const char *const kinds[] = {"_tap_", "_pixel_"};
    const struct rmx_token *word = rmx_code_at(code, i);
    const char *at = word->text + 1, *end = word->text + word->length;
    if (!rmx_code_is_name(code, i) || *word->text != 'r')
        return false;
    while (at < end && *at >= '0' && *at <= '9')
        at++;
    for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++)
        if ((size_t)(end - at) > strlen(kinds[k]) && memcmp(at, kinds[k], strlen(kinds[k])) == 0)
            return true;
    return false;
}

// The last item of the loop at `i`, where it reads a picture; else -1.
static int end_of_reads(const struct rmx_code *code, int i)
{
    if (!rmx_code_is(code, i, "for") || !rmx_code_is(code, i + 1, "("))
        return -1;
    int body = rmx_code_close(code, i + 1) + 1;
    int end = body < code->count ? rmx_code_statement_end(code, body) : -1;
    for (int k = body; k < end; k++)
        if (is_read(code, k))
            return end;
    return -1;
}

// n2_main, where its parameters are items `i` + 1 and the next and a body follows.
static bool begins_main(const struct rmx_code *code, int i)
{
    const struct rmx_token *word = rmx_code_at(code, i);
    return rmx_code_is_name(code, i) && *word->text == 'n' && word->length > 6 &&
           memcmp(word->text + word->length - 5, "_main", 5) == 0 && rmx_code_is(code, i + 3, "{");
}

struct late {
    struct rmx_names slots; // single floats, by name
    bool *is_early; // by slot: named before a loop of reads ends, or in no main that has one
    bool *is_named;
};

static void note(struct late *late, const struct rmx_code *code, int i, bool is_late)
{
    const struct rmx_token *word = rmx_code_at(code, i);
    int slot = rmx_code_is_name(code, i)
                   ? rmx_names_get(&late->slots, word->text, (size_t)word->length)
                   : -1;
    if (slot < 0)
        return;
    late->is_named[slot] = true;
    late->is_early[slot] |= !is_late;
}

int rmx_emit_late_number(const struct rmx_printer *e)
{
    int count = e->pass->slot_count;
    const struct rmx_tokens tokens = rmx_lex(e->arena, rmx_text_string(&e->code), e->code.length);
    const struct rmx_code code = rmx_code_make(e->arena, &tokens);
    struct late late = {
        {.arena = e->arena}, RMX_NEW(e->arena, bool, count), RMX_NEW(e->arena, bool, count)};
    if (!code.is_balanced || code.too_deep)
        return -1;
    for (int i = 0; i < count; i++) {
        struct rmx_number number = rmx_emit_number(e, &e->pass->slots[i]);
        if (strcmp(number.type, "float") == 0)
            rmx_names_put(&late.slots, number.name, strlen(number.name), i);
    }
    for (int i = 0, reads_end = -1, main_end = -1; i < code.count; i++) {
        if (begins_main(&code, i)) {
            main_end = rmx_code_close(&code, i + 3);
            reads_end = -1;
            for (int k = i + 4; k < main_end; k++) {
                int end = end_of_reads(&code, k);
                reads_end = end > reads_end ? end : reads_end;
            }
        }
        note(&late, &code, i, i < main_end && reads_end >= 0 && i > reads_end);
    }
    for (int i = 0; i < count; i++)
        if (late.is_named[i] && !late.is_early[i])
            return i;
    return -1;
}
