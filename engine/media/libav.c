// SPDX-License-Identifier: GPL-3.0-or-later
// The four libraries bring 130 others along: linked, they would add some 30 ms to the start of
// every command, and few hear a sound. So they are loaded by name when a sound is opened. Their
// names hold the versions of the headers that this was compiled with.
#include "media/libav.h"

#include "base/log.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#define FILE_OF(library, major) "lib" library ".so." AV_STRINGIFY(major)

static struct rmx_libav functions;
static const struct rmx_libav *loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *open_library(const char *file)
{
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        rmx_log(RMX_LOG_ERROR, "sound files cannot be read: %s", dlerror());
    return library;
}

// ISO C knows no way from an object's pointer to a function's.
static bool find(void *library, const char *name, void *function)
{
    void *symbol = dlsym(library, name);
    if (!symbol)
        rmx_log(RMX_LOG_ERROR, "sound files cannot be read: libav has no %s", name);
    memcpy(function, &symbol, sizeof(symbol));
    return symbol != NULL;
}

static void load(void)
{
    void *util = open_library(FILE_OF("avutil", LIBAVUTIL_VERSION_MAJOR));
    void *resample = util ? open_library(FILE_OF("swresample", LIBSWRESAMPLE_VERSION_MAJOR)) : NULL;
    void *codec = resample ? open_library(FILE_OF("avcodec", LIBAVCODEC_VERSION_MAJOR)) : NULL;
    void *format = codec ? open_library(FILE_OF("avformat", LIBAVFORMAT_VERSION_MAJOR)) : NULL;
    bool found = format != NULL;
#define FIND_IN(library, name) found = found && find(library, #name, &functions.name);
#define FIND_FORMAT(name) FIND_IN(format, name)
#define FIND_CODEC(name) FIND_IN(codec, name)
#define FIND_RESAMPLE(name) FIND_IN(resample, name)
#define FIND_UTIL(name) FIND_IN(util, name)
    RMX_LIBAV_FORMAT(FIND_FORMAT)
    RMX_LIBAV_CODEC(FIND_CODEC)
    RMX_LIBAV_RESAMPLE(FIND_RESAMPLE)
    RMX_LIBAV_UTIL(FIND_UTIL)
    if (!found)
        return;
    functions.av_log_set_level(AV_LOG_QUIET); // what matters is said by whoever opened the file
    loaded = &functions;
}

const struct rmx_libav *rmx_libav(void)
{
    pthread_once(&once, load);
    return loaded;
}
