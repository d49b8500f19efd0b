// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/start.h"

#include "base/log.h"
#include "media/image.h"

#include <dlfcn.h>
#include <gmodule.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vips/vips.h>

static pthread_once_t start_once = PTHREAD_ONCE_INIT, more_once = PTHREAD_ONCE_INIT;
static bool started, has_more;

static void log_message(const gchar *domain, GLogLevelFlags level, const gchar *message,
                        gpointer nothing)
{
    (void)level, (void)nothing;
    rmx_log(RMX_LOG_INFO, "%s: %s", domain, message);
}

static void block_untrusted(void)
{
    vips_block_untrusted_set(TRUE);
    vips_operation_block_set("VipsForeignLoadSvg", FALSE);
}

static void start(void)
{
    if (vips_init("remontage") != 0) {
        rmx_log(RMX_LOG_ERROR, "libvips does not start: %s", vips_error_buffer());
        vips_error_clear();
        return;
    }
    g_log_set_handler("VIPS", G_LOG_LEVEL_MASK, log_message, NULL);
    vips_cache_set_max(0); // each picture is read once
    block_untrusted();
    started = true;
}

bool rmx_media_start(void)
{
    pthread_once(&start_once, start);
    return started;
}

void rmx_media_start_lean(void)
{
    // Where libvips looks for its modules; a place that the environment names stays.
    setenv("VIPSHOME", "/nonexistent", 0);
}

// Beside libvips's own file, wherever that lies.
static bool module_path(char *path, size_t size)
{
    Dl_info info;
    const char *slash;
    void *address;
    int (*symbol)(const char *) = vips_init;
    memcpy(&address, &symbol, sizeof(address));
    if (!dladdr(address, &info) || !(slash = strrchr(info.dli_fname, '/')))
        return false;
    int length =
        snprintf(path, size, "%.*s/vips-modules-%d.%d/vips-heif.so", (int)(slash - info.dli_fname),
                 info.dli_fname, vips_version(0), vips_version(1));
    return length > 0 && (size_t)length < size;
}

static void load_more(void)
{
    char path[4096];
    if (vips_type_find("VipsOperation", "heifload") || !module_path(path, sizeof(path)))
        return; // it was there from the start
    GModule *module = g_module_open(path, G_MODULE_BIND_LAZY);
    if (!module)
        return;
    g_module_make_resident(module);
    block_untrusted();
    has_more = true;
}

bool rmx_media_more_formats(void)
{
    pthread_once(&more_once, load_more);
    return has_more;
}
