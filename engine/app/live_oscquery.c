// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_oscquery.h"

#include "control/oscquery.h"
#include "control/oscquery_announce.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct rmx_live_oscquery {
    struct rmx_osc *osc;
    struct rmx_oscquery *query;
    struct rmx_oscquery_announce *announce; // NULL: it cannot be
};

static void take(void *data, const void *packet, size_t size)
{
    struct rmx_live_oscquery *live = data;
    rmx_osc_take(live->osc, packet, size);
}

// By which people choose it where several machines show something.
static void write_name(char *name, size_t size)
{
    char machine[200] = "";
    if (gethostname(machine, sizeof(machine) - 1) != 0 || !*machine)
        snprintf(name, size, "remontage");
    else
        snprintf(name, size, "remontage on %s", machine);
}

static bool is_all(const char *address)
{
    return strcmp(address, "0.0.0.0") == 0 || strcmp(address, "::") == 0;
}

static void say_where(const struct rmx_live_oscquery_params *params, int port)
{
    char line[400], machine[200] = "";
    const char *host = params->listen ? params->listen : "localhost";
    if (is_all(host) && gethostname(machine, sizeof(machine) - 1) == 0)
        host = machine;
    snprintf(line, sizeof(line), "remontage: OSCQuery at http://%s%s%s:%d/, OSC at port %d\n",
             strchr(host, ':') ? "[" : "", host, strchr(host, ':') ? "]" : "", port,
             rmx_osc_port(params->osc));
    params->say(params->say_data, line);
}

static void announce(struct rmx_live_oscquery *live, const struct rmx_live_oscquery_params *params,
                     const char *name)
{
    const struct rmx_oscquery_announce_params announced = {
        .name = name,
        .listen = params->listen,
        .port = rmx_oscquery_port(live->query),
        .osc_port = rmx_osc_port(params->osc),
    };
    live->announce = rmx_oscquery_announce_create(&announced);
}

struct rmx_live_oscquery *rmx_live_oscquery_create(const struct rmx_live_oscquery_params *params)
{
    char why[256], line[300], name[256];
    struct rmx_live_oscquery *live = calloc(1, sizeof(*live));
    if (!live)
        abort();
    write_name(name, sizeof(name));
    live->osc = params->osc;
    live->query =
        rmx_oscquery_create(&(struct rmx_oscquery_params){.port = params->port,
                                                          .listen = params->listen,
                                                          .name = name,
                                                          .osc_port = rmx_osc_port(params->osc),
                                                          .data = live,
                                                          .take = take},
                            why, sizeof(why));
    if (live->query) {
        if (!params->is_quiet)
            say_where(params, rmx_oscquery_port(live->query));
        announce(live, params, name);
        return live;
    }
    snprintf(line, sizeof(line), "remontage: %s\n", why);
    if (!params->was_refused)
        params->say(params->say_data, line);
    free(live);
    return NULL;
}

void rmx_live_oscquery_destroy(struct rmx_live_oscquery *live)
{
    if (!live)
        return;
    rmx_oscquery_announce_destroy(live->announce);
    rmx_oscquery_destroy(live->query);
    free(live);
}

void rmx_live_oscquery_set_targets(struct rmx_live_oscquery *live,
                                   const struct rmx_osc_target *targets, int count)
{
    if (live)
        rmx_oscquery_set_targets(live->query, targets, count);
}

void rmx_live_oscquery_tell(struct rmx_live_oscquery *live, const char *name, double value)
{
    if (live)
        rmx_oscquery_tell(live->query, name, value);
}

void rmx_live_oscquery_note_moved(struct rmx_live_oscquery *live, const char *name, double host)
{
    if (live)
        rmx_oscquery_note_moved(live->query, name, host);
}

int rmx_live_oscquery_port(const struct rmx_live_oscquery *live)
{
    return rmx_oscquery_port(live->query);
}
