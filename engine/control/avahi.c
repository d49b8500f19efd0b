// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/avahi.h"

#include "base/loaded.h"

#include <pthread.h>

#define NAME(name) {#name, &functions.name},
#define COUNT(rows) ((int)(sizeof(rows) / sizeof(*(rows))))

static struct rmx_avahi functions;
static const struct rmx_avahi *loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void)
{
    static const char what[] = "OSCQuery is not announced";
    static const struct rmx_loaded_name common[] = {RMX_AVAHI_COMMON(NAME)};
    static const struct rmx_loaded_name client[] = {RMX_AVAHI_CLIENT(NAME)};
    if (rmx_load_library("libavahi-common.so.3", what, common, COUNT(common)) &&
        rmx_load_library("libavahi-client.so.3", what, client, COUNT(client)))
        loaded = &functions;
}

const struct rmx_avahi *rmx_avahi(void)
{
    pthread_once(&once, load);
    return loaded;
}
