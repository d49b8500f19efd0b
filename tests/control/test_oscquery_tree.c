// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of OSCQuery that need no socket: what is answered to a path, what a command and a header
// mean.
#include "control/oscquery_request.h"
#include "control/oscquery_tree.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

static const struct rmx_osc_target targets[] = {
    {"/remontage/knob/chaos", "chaos", -1, NAN, RMX_OSC_NUMBER, -1, 1, "how \"wild\" it is"},
    {"/remontage/knob", "knob", -1, 0, RMX_OSC_NUMBER, 0, 0, NULL}, // a leaf and a folder
    {"/remontage/knob-like", "like", -1, 0, RMX_OSC_NUMBER, 0, INFINITY, ""},
    {"/remontage/blackout", "!blackout", 6, 0, RMX_OSC_SWITCH, 0, 0, "black, and back"},
    {"/remontage/still", "!still", 7, 0, RMX_OSC_BUTTON, 0, 0, "a still"},
    {"/remontage/snapshot", "!snapshot", 8, 0, RMX_OSC_BUTTON, 1, 9, "recall one"},
    {"/s", "/s", -1, 0, RMX_OSC_NUMBER, -INFINITY, INFINITY, NULL},
    {"/s", "/s 0.2", -1, 0.2, RMX_OSC_NUMBER, -INFINITY, INFINITY, NULL},
};

// JSON without its blanks.
static const char *const chaos =
    "{\"FULL_PATH\":\"/remontage/knob/chaos\",\"DESCRIPTION\":\"how \\\"wild\\\" it is\","
    "\"ACCESS\":3,\"TYPE\":\"f\",\"VALUE\":[0.25],\"RANGE\":[{\"MIN\":-1,\"MAX\":1}],"
    "\"CLIPMODE\":[\"both\"]}";
static const char *const host_info =
    "{\"NAME\":\"remontage on altair\",\"OSC_PORT\":9000,\"OSC_TRANSPORT\":\"UDP\","
    "\"WS_PORT\":9001,\"EXTENSIONS\":{\"DESCRIPTION\":true,\"ACCESS\":true,\"VALUE\":true,"
    "\"RANGE\":true,\"CLIPMODE\":true,\"TAGS\":false,\"UNIT\":false,\"CRITICAL\":false,"
    "\"EXTENDED_TYPE\":false,\"OVERLOADS\":false,\"LISTEN\":true,\"PATH_CHANGED\":true,"
    "\"PATH_ADDED\":true,\"PATH_REMOVED\":true,\"OSC_STREAMING\":true,\"PATH_RENAMED\":false}}";

static const struct {
    const char *law, *path, *query;
    int status;
    const char *const *whole; // or
    const char *text;
} answers[] = {
    {"a knob says all of itself", "/remontage/knob/chaos", "", 200, &chaos, NULL},
    {"a closing slash changes nothing", "/remontage/knob/chaos/", NULL, 200, &chaos, NULL},
    {"one attribute", "/remontage/knob/chaos", "VALUE", 200, NULL, "{\"VALUE\":[0.25]}"},
    {"a switch is true or false", "/remontage/blackout", "VALUE", 200, NULL, "{\"VALUE\":[true]}"},
    {"and is of that type", "/remontage/blackout", "TYPE", 200, NULL, "{\"TYPE\":\"T\"}"},
    {"a switch has no range", "/remontage/blackout", "RANGE", 204, NULL, NULL},
    {"a button is written only", "/remontage/still", "ACCESS", 200, NULL, "{\"ACCESS\":2}"},
    {"it stands nowhere", "/remontage/still", "VALUE", 204, NULL, NULL},
    {"it says what it is", "/remontage/still", "TYPE", 200, NULL, "{\"TYPE\":\"I\"}"},
    {"one of several is a number", "/remontage/snapshot", "TYPE", 200, NULL, "{\"TYPE\":\"i\"}"},
    {"in a range", "/remontage/snapshot", "RANGE", 200, NULL,
     "{\"RANGE\":[{\"MIN\":1,\"MAX\":9}]}"},
    {"a value that nobody told", "/s", "VALUE", 204, NULL, NULL},
    {"what has no ends has no range", "/s", "RANGE", 204, NULL, NULL},
    {"nor clips", "/s", "CLIPMODE", 204, NULL, NULL},
    {"half a range", "/remontage/knob-like", "RANGE", 200, NULL, "{\"RANGE\":[{\"MIN\":0}]}"},
    {"clips at that end", "/remontage/knob-like", "CLIPMODE", 200, NULL,
     "{\"CLIPMODE\":[\"low\"]}"},
    {"no phrase", "/remontage/knob-like", "DESCRIPTION", 204, NULL, NULL},
    {"a folder has no type", "/remontage", "TYPE", 204, NULL, NULL},
    {"nor access", "/remontage", "ACCESS", 200, NULL, "{\"ACCESS\":0}"},
    {"a leaf has no contents", "/s", "CONTENTS", 204, NULL, NULL},
    {"an attribute that nothing here has", "/s", "UNIT", 204, NULL, NULL},
    {"an attribute that there is not", "/s", "GABBA", 400, NULL, NULL},
    {"in another case", "/s", "value", 400, NULL, NULL},
    {"of a node that there is not", "/t", "VALUE", 404, NULL, NULL},
    {"half a name is none", "/remontage/kno", "", 404, NULL, NULL},
    {"nor one that goes on", "/remontage/knob/chaos/x", "", 404, NULL, NULL},
    {"a path that is none", "s", "", 404, NULL, NULL},
    {"about the host", "/", "HOST_INFO", 200, &host_info, NULL},
    {"at any path", "/nowhere", "HOST_INFO", 200, &host_info, NULL},
    {"a folder's contents", "/remontage/knob", "CONTENTS", 200, NULL,
     "{\"CONTENTS\":{\"chaos\":{\"FULL_PATH\":\"/remontage/knob/chaos\",\"DESCRIPTION\":"
     "\"how \\\"wild\\\" it is\",\"ACCESS\":3,\"TYPE\":\"f\",\"VALUE\":[0.25],\"RANGE\":[{\"MIN\":"
     "-1,\"MAX\":1}],\"CLIPMODE\":[\"both\"]}}}"},
};

static struct rmx_osc_tree make_tree(void)
{
    struct rmx_osc_tree tree = rmx_osc_tree_create(targets, COUNT(targets));
    rmx_osc_tree_stand(&tree, "chaos", 0.25);
    rmx_osc_tree_stand(&tree, "!blackout", 1);
    return tree;
}

static const struct rmx_oscquery_host host = {"remontage on altair", 9000, 9001};

// As one line; until the next call.
static const char *answer(const struct rmx_osc_tree *tree, const char *path, const char *query,
                          int *status)
{
    static char line[8192];
    struct rmx_text text = {0};
    *status = rmx_oscquery_answer(tree, &host, path, query, &text);
    cJSON *json = cJSON_Parse(rmx_text_string(&text));
    bool is_whole = json && cJSON_PrintPreallocated(json, line, sizeof(line), false);
    if (!is_whole)
        snprintf(line, sizeof(line), "%s", rmx_text_string(&text));
    assert_true(is_whole || !*line);
    cJSON_Delete(json);
    rmx_text_finish(&text);
    return line;
}

static void paths_are_answered(void **state)
{
    (void)state;
    struct rmx_osc_tree tree = make_tree();
    for (size_t i = 0; i < COUNT(answers); i++) {
        int status;
        const char *wanted = answers[i].whole  ? *answers[i].whole
                             : answers[i].text ? answers[i].text
                                               : "";
        const char *got = answer(&tree, answers[i].path, answers[i].query, &status);
        if (status != answers[i].status || strcmp(got, wanted) != 0)
            fail_msg("%s: %d %s", answers[i].law, status, got);
    }
    rmx_osc_tree_finish(&tree);
}

// Each address stands once, below what it is below of.
static void the_root_holds_all(void **state)
{
    (void)state;
    struct rmx_osc_tree tree = make_tree();
    struct rmx_text text = {0};
    assert_int_equal(rmx_oscquery_answer(&tree, &host, "/", NULL, &text), 200);
    cJSON *root = cJSON_Parse(rmx_text_string(&text));
    for (size_t i = 0; i < COUNT(targets); i++) {
        char address[128], *rest = address, *part;
        snprintf(address, sizeof(address), "%s", targets[i].address);
        const cJSON *node = root;
        while ((part = strtok_r(rest, "/", &rest)))
            node = cJSON_GetObjectItem(cJSON_GetObjectItem(node, "CONTENTS"), part);
        assert_non_null(node);
        assert_string_equal(cJSON_GetObjectItem(node, "FULL_PATH")->valuestring,
                            targets[i].address);
    }
    const cJSON *contents = cJSON_GetObjectItem(root, "CONTENTS");
    assert_int_equal(cJSON_GetArraySize(contents), 2);
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(
                         cJSON_GetObjectItem(contents, "remontage"), "CONTENTS")),
                     5);
    cJSON_Delete(root);
    rmx_text_finish(&text);
    rmx_osc_tree_finish(&tree);
}

static void an_empty_tree_has_a_root(void **state)
{
    (void)state;
    int status;
    struct rmx_osc_tree tree = rmx_osc_tree_create(NULL, 0);
    assert_string_equal(answer(&tree, "/", "", &status),
                        "{\"FULL_PATH\":\"/\",\"ACCESS\":0,\"CONTENTS\":{}}");
    answer(&tree, "", "", &status);
    assert_int_equal(status, 200);
    answer(&tree, "/a", "", &status);
    assert_int_equal(status, 404);
    rmx_osc_tree_finish(&tree);
}

// --- Commands

static const struct {
    const char *law, *text;
    int verb; // -1: it is none
    const char *path;
} commands[] = {
    {"listen", "{\"COMMAND\":\"LISTEN\",\"DATA\":\"/a/b\"}", RMX_OSCQUERY_LISTEN, "/a/b"},
    {"ignore", " {\"DATA\": \"/a\", \"COMMAND\": \"IGNORE\"}", RMX_OSCQUERY_IGNORE, "/a"},
    {"another command", "{\"COMMAND\":\"EXPLODE\",\"DATA\":\"/a\"}", -1, NULL},
    {"none", "{\"DATA\":\"/a\"}", -1, NULL},
    {"no data", "{\"COMMAND\":\"LISTEN\"}", -1, NULL},
    {"data that is no path", "{\"COMMAND\":\"LISTEN\",\"DATA\":\"a\"}", -1, NULL},
    {"data that is no text", "{\"COMMAND\":\"LISTEN\",\"DATA\":[\"/a\"]}", -1, NULL},
    {"no JSON", "LISTEN /a", -1, NULL},
    {"a list", "[\"LISTEN\", \"/a\"]", -1, NULL},
    {"half of it", "{\"COMMAND\":\"LISTEN\",\"DATA\":\"/a", -1, NULL},
    {"nothing", "", -1, NULL},
};

static void commands_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(commands); i++) {
        struct rmx_oscquery_command command;
        bool is_one =
            rmx_oscquery_read_command(commands[i].text, strlen(commands[i].text), &command);
        bool is_right = commands[i].verb < 0 ? !is_one
                                             : is_one && (int)command.verb == commands[i].verb &&
                                                   strcmp(command.path, commands[i].path) == 0;
        if (!is_right)
            fail_msg("%s: %d %s", commands[i].law, is_one, command.path);
    }
}

static void long_commands_are_none(void **state)
{
    (void)state;
    static char deep[200000], far[600];
    struct rmx_oscquery_command command;
    memset(deep, '[', sizeof(deep));
    assert_false(rmx_oscquery_read_command(deep, sizeof(deep), &command));
    assert_false(rmx_oscquery_read_command(deep, RMX_OSCQUERY_COMMAND, &command));
    snprintf(far, sizeof(far), "{\"COMMAND\":\"LISTEN\",\"DATA\":\"/%0300d\"}", 0);
    assert_false(rmx_oscquery_read_command(far, strlen(far), &command));
}

// --- Headers

static const struct {
    const char *law, *host;
    bool is_own;
} hosts[] = {
    {"a number", "127.0.0.1:9001", true},
    {"of another network", "192.168.1.5", true},
    {"in IPv6", "[::1]:9001", true},
    {"localhost", "localhost:9001", true},
    {"in capitals, ended", "LOCALHOST.", true},
    {"its name", "altair:9001", true},
    {"its name on the network", "Altair.local:9001", true},
    {"one of two of that name", "altair-2.local", true},
    {"a stranger's name", "evil.example:9001", false},
    {"that begins like its own", "altair.evil.example", false},
    {"and like that of mDNS", "altair-2.evil.example", false},
    {"or ends like it", "evil.altair", false},
    {"a number within a name", "127.0.0.1.evil.example", false},
    {"a name within brackets", "[localhost]", false},
    {"half a bracket", "[::1", false},
    {"no number behind it", "localhost:x", false},
    {"two of them", "localhost:1:2", false},
    {"somebody before it", "evil@localhost", false},
    {"a point", ".", false},
    {"none", "", false},
};

static void hosts_are_told_apart(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(hosts); i++)
        if (rmx_oscquery_is_own_host(hosts[i].host, "altair") != hosts[i].is_own)
            fail_msg("%s: %s", hosts[i].law, hosts[i].host);
    assert_true(rmx_oscquery_is_own_host("altair.stage.example", "altair.stage.example"));
    assert_false(rmx_oscquery_is_own_host("altair", ""));
}

static const struct {
    const char *law, *origin;
    bool is_own;
} origins[] = {
    {"no browser", "", true},
    {"a page of its own", "http://localhost:9001", true},
    {"behind a proxy that encrypts", "https://localhost:9001", true},
    {"another port", "http://localhost:3000", false},
    {"a stranger", "http://evil.example", false},
    {"a stranger that begins like it", "http://localhost:9001.evil.example", false},
    {"a file, or a frame in a sandbox", "null", false},
    {"another scheme", "file://localhost:9001", false},
};

static void origins_are_told_apart(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(origins); i++)
        if (rmx_oscquery_is_own_origin(origins[i].origin, "localhost:9001") != origins[i].is_own)
            fail_msg("%s: %s", origins[i].law, origins[i].origin);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_answered),       cmocka_unit_test(the_root_holds_all),
        cmocka_unit_test(an_empty_tree_has_a_root), cmocka_unit_test(commands_are_read),
        cmocka_unit_test(long_commands_are_none),   cmocka_unit_test(hosts_are_told_apart),
        cmocka_unit_test(origins_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
