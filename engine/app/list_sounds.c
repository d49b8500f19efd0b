// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/list_sounds.h"

#include "app/command.h"
#include "base/text.h"
#include "control/nodes.h"

#include <stdio.h>

static void print_node(const struct rmx_node_info *info)
{
    rmx_print_line(stdout, "  %s%s%s", info->description, info->is_default ? "  (default)" : "",
                   info->is_program ? "  (a program)" : "");
    rmx_print_line(stdout, "      %s", info->name);
}

static void print_kind(const struct rmx_nodes *nodes, enum rmx_sound_kind kind, const char *title,
                       const char *none)
{
    int count = 0;
    rmx_print(stdout, "%s\n", title);
    for (int i = 0; i < nodes->count; i++)
        if (nodes->items[i].kind == kind) {
            print_node(&nodes->items[i]);
            count++;
        }
    if (!count)
        rmx_print(stdout, "  %s\n", none);
}

int rmx_print_sounds(void)
{
    struct rmx_nodes nodes;
    if (!rmx_nodes_list(&nodes)) {
        rmx_complain("there is no input and no monitor: " RMX_PIPEWIRE_ABSENT
                     "; files can be heard");
        rmx_nodes_free(&nodes);
        return RMX_EXIT_NO_GL;
    }
    print_kind(&nodes, RMX_SOUND_INPUT, "inputs, for `sound: {input: NAME}`", "there is none");
    print_kind(&nodes, RMX_SOUND_MONITOR,
               "monitors, for `sound: {monitor: NAME}`: outputs, and programs that play",
               "there is none");
    rmx_nodes_free(&nodes);
    return RMX_EXIT_OK;
}
