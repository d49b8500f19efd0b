// SPDX-License-Identifier: GPL-3.0-or-later
// Any path and query is answered with JSON or a status, any command and header read or refused.
#include "control/oscquery_request.h"
#include "control/oscquery_tree.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct rmx_osc_tree make_tree(void)
{
    static const struct rmx_osc_target targets[] = {
        {"/a", "a", -1, NAN, RMX_OSC_NUMBER, 0, 1, "a"},
        {"/a-b", "a-b", -1, NAN, RMX_OSC_NUMBER, 0, INFINITY, NULL},
        {"/a/b", "a/b", -1, NAN, RMX_OSC_SWITCH, 0, 0, "b"},
        {"/a//b/", "a//b/", -1, NAN, RMX_OSC_BUTTON, 0, 0, NULL},
        {"/", "/", -1, NAN, RMX_OSC_NUMBER, 0, 0, NULL},
    };
    return rmx_osc_tree_create(targets, sizeof(targets) / sizeof(*targets));
}

// "/path?query"
static void ask(const struct rmx_osc_tree *tree, char *text)
{
    static const struct rmx_oscquery_host host = {"host", 1, 2};
    char *mark = strchr(text, '?');
    struct rmx_text out = {0};
    if (mark)
        *mark = '\0';
    int status = rmx_oscquery_answer(tree, &host, text, mark ? mark + 1 : NULL, &out);
    cJSON *json = cJSON_Parse(rmx_text_string(&out));
    if ((status == 200) != (json != NULL) || (status != 200 && out.length))
        abort();
    cJSON_Delete(json);
    rmx_text_finish(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct rmx_osc_tree tree;
    struct rmx_oscquery_command command;
    char *text = malloc(size + 1);
    memcpy(text, data, size);
    text[size] = '\0';
    if (!tree.entries)
        tree = make_tree();
    if (rmx_oscquery_read_command(text, size, &command) && command.path[0] != '/')
        abort();
    rmx_oscquery_is_own_host(text, "altair");
    rmx_oscquery_is_own_origin(text, "altair");
    ask(&tree, text);
    free(text);
    return 0;
}
