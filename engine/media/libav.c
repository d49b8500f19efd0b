// SPDX-License-Identifier: GPL-3.0-or-later
// The four libraries bring 130 others along: linked, they would add some 30 ms to the start of
// every command, and few hear a sound. So they are loaded by name when a sound is opened. Their
// names hold the versions of the headers that this was compiled with.
#include "media/libav.h"

#include "base/loaded.h"

#include <pthread.h>

#define FILE_OF(library, major) "lib" library ".so." AV_STRINGIFY(major)
#define NAME(name) {#name, &functions.name},
#define LOAD(library, major, list)                                                                 \
    rmx_load_library(FILE_OF(library, major), "sound files cannot be read",                        \
                     (const struct rmx_loaded_name[]){list(NAME)},                                 \
                     sizeof((const struct rmx_loaded_name[]){list(NAME)}) /                        \
                         sizeof(struct rmx_loaded_name))

static struct rmx_libav functions;
static const struct rmx_libav *loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void)
{
    if (!LOAD("avutil", LIBAVUTIL_VERSION_MAJOR, RMX_LIBAV_UTIL) ||
        !LOAD("swresample", LIBSWRESAMPLE_VERSION_MAJOR, RMX_LIBAV_RESAMPLE) ||
        !LOAD("avcodec", LIBAVCODEC_VERSION_MAJOR, RMX_LIBAV_CODEC) ||
        !LOAD("avformat", LIBAVFORMAT_VERSION_MAJOR, RMX_LIBAV_FORMAT))
        return;
    functions.av_log_set_level(AV_LOG_QUIET); // the caller that opened the file says what matters
    loaded = &functions;
}

const struct rmx_libav *rmx_libav(void)
{
    pthread_once(&once, load);
    return loaded;
}
