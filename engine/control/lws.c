// SPDX-License-Identifier: GPL-3.0-or-later
// It brings libssl and others along, and few shows are asked what they can do: so it is loaded by
// name when one is.
#include "control/lws.h"

#include "base/loaded.h"

#include <pthread.h>

static struct rmx_lws functions;
static const struct rmx_lws *loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void)
{
#define NAME(name) {#name, &functions.name},
    static const struct rmx_loaded_name names[] = {RMX_LWS(NAME)};
    if (!rmx_load_library("libwebsockets.so.17", "OSCQuery", names, sizeof(names) / sizeof(*names)))
        return;
    functions.lws_set_log_level(0, NULL); // what strangers send is no news
    loaded = &functions;
}

const struct rmx_lws *rmx_lws(void)
{
    pthread_once(&once, load);
    return loaded;
}
