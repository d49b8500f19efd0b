// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around the loops of files of others: the rounds that they have left, and a note
// where that was none.
#include "plan/emit_parts.h"

int rmx_emit_rounds(const struct rmx_printer *e)
{
    return e->plan->params.loop_rounds ? e->plan->params.loop_rounds : RMX_MOST_ROUNDS;
}

static bool keeps_loop(const struct rmx_printer *e, const struct rmx_template *template)
{
    return template->tells_loops && !e->plan->params.no_notes;
}

void rmx_emit_loop_globals(struct rmx_printer *e, int k, const struct rmx_template *template,
                           bool notes)
{
    if (template->counts_rounds)
        rmx_text_printf(&e->code, "int r%d_left;\n", k);
    if (notes && keeps_loop(e, template))
        rmx_text_printf(&e->code,
                        "int r%d_loop;\nbool r%d_end(int i) { r%d_loop = r%d_loop < 0 ? i : "
                        "r%d_loop; return false; }\n",
                        k, k, k, k, k);
    else if (template->tells_loops)
        rmx_text_printf(&e->code, "bool r%d_end(int i) { return false; }\n", k);
}

void rmx_emit_begin_loops(struct rmx_printer *e, int k, const struct rmx_template *template)
{
    if (template->counts_rounds)
        rmx_text_printf(&e->code, "    r%d_left = %d;\n", k, rmx_emit_rounds(e));
    if (keeps_loop(e, template))
        rmx_text_printf(&e->code, "    r%d_loop = -1;\n", k);
}

static int first_loop(const struct rmx_plan *plan, const struct rmx_effect *effect)
{
    for (int i = 0; i < plan->loop_count; i++)
        if (plan->loops[i].effect == effect)
            return i;
    return 0;
}

// After all is drawn: a write within a loop would cost each of its rounds.
void rmx_emit_note_loops(struct rmx_printer *e, int k, const struct rmx_template *template)
{
    int first = first_loop(e->plan, rmx_emit_step_of(e, k)->effect);
    if (!template->counts_rounds || e->plan->params.no_notes)
        return;
    e->shaders.notes_loops = true;
    if (template->tells_loops)
        rmx_text_printf(&e->code,
                        "    if (r%d_loop >= 0)\n        rmx_loops[%d + r%d_loop] = 1u;\n", k,
                        first, k);
    else
        rmx_text_printf(&e->code, "    if (r%d_left < 0)\n        rmx_loops[%d] = 1u;\n", k, first);
}
