// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/start.h"

#include "base/log.h"
#include "base/pages.h"
#include "media/image.h"
#include "media/vips.h"

#include <dlfcn.h>
#include <gmodule.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_once_t start_once = PTHREAD_ONCE_INIT, heif_once = PTHREAD_ONCE_INIT,
                      jxl_once = PTHREAD_ONCE_INIT;
static bool started, has_heif, has_jxl;

static void log_message(const gchar *domain, GLogLevelFlags level, const gchar *message,
                        gpointer nothing)
{
    (void)level, (void)nothing;
    rmx_log(RMX_LOG_INFO, "%s: %s", domain, message);
}

// Of those that libvips does not trust, the ones that tests/fuzz/fuzz_picture went through. A
// matrix is no picture.
static void block_untrusted(void)
{
    static const char *const open[] = {"VipsForeignLoadSvg", "VipsForeignLoadPpm",
                                       "VipsForeignLoadRad", "VipsForeignLoadJp2k",
                                       "VipsForeignLoadJxl", "VipsForeignLoadOpenexr"};
    rmx_vips.block_untrusted_set(TRUE);
    rmx_vips.operation_block_set("VipsForeignLoadMatrix", TRUE);
    for (size_t i = 0; i < sizeof(open) / sizeof(open[0]); i++)
        rmx_vips.operation_block_set(open[i], FALSE);
}

// GLib tells of memory that it does not get by asking for more, without end.
static bool has_memory(void)
{
    enum { OWN_BYTES = 64 << 20 };
    bool has = rmx_pages_are_left(OWN_BYTES);
    if (!has)
        rmx_log(RMX_LOG_ERROR, "memory does not suffice for the picture library");
    return has;
}

static void start(void)
{
    if (!has_memory() || !rmx_vips_load() || !has_memory()) // which the library itself takes of
        return;
    if (rmx_vips.init("remontage") != 0) {
        rmx_log(RMX_LOG_ERROR, "libvips does not start: %s", rmx_vips.error_buffer());
        rmx_vips.error_clear();
        return;
    }
    g_log_set_handler("VIPS", G_LOG_LEVEL_MASK, log_message, NULL);
    rmx_vips.cache_set_max(0); // each picture is read once
    block_untrusted();
    started = true;
}

static void drop_message(const gchar *domain, GLogLevelFlags level, const gchar *message,
                         gpointer nothing)
{
    (void)domain, (void)level, (void)message, (void)nothing;
}

void rmx_media_be_quiet(void)
{
    g_log_set_default_handler(drop_message, NULL);
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
static bool module_path(const char *name, char *path, size_t size)
{
    Dl_info info;
    const char *slash;
    void *address;
    int (*symbol)(const char *) = rmx_vips.init;
    memcpy(&address, &symbol, sizeof(address));
    if (!dladdr(address, &info) || !(slash = strrchr(info.dli_fname, '/')))
        return false;
    int length =
        snprintf(path, size, "%.*s/vips-modules-%d.%d/vips-%s.so", (int)(slash - info.dli_fname),
                 info.dli_fname, rmx_vips.version(0), rmx_vips.version(1), name);
    return length > 0 && (size_t)length < size;
}

// False, too, where it was there from the start: then it was asked already.
static bool load_module(const char *name, const char *loader)
{
    char path[4096];
    if (rmx_vips.type_find("VipsOperation", loader) || !module_path(name, path, sizeof(path)))
        return false;
    GModule *module = g_module_open(path, G_MODULE_BIND_LAZY);
    if (!module)
        return false;
    g_module_make_resident(module);
    block_untrusted();
    return true;
}

static void load_heif(void)
{
    has_heif = load_module("heif", "heifload");
}

static void load_jxl(void)
{
    has_jxl = load_module("jxl", "jxlload");
}

bool rmx_media_more_formats(enum rmx_format_reader reader)
{
    switch (reader) {
    case RMX_READER_HEIF: pthread_once(&heif_once, load_heif); return has_heif;
    case RMX_READER_JXL: pthread_once(&jxl_once, load_jxl); return has_jxl;
    case RMX_READER_VIPS:
    case RMX_READER_EXR:
    case RMX_READER_SIMPLE: break;
    }
    return false;
}
