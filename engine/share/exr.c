// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/exr.h"

#include "base/arena.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <openexr.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// A file under way, and its first failure: errno where the system refused, else the library's code.
struct writer {
    const struct rmx_exr_params *params;
    exr_context_t file;
    int part, fd;
    float *rows; // of one chunk
    exr_result_t code;
    int error;
};

static bool succeeds(struct writer *writer, exr_result_t code)
{
    if (!writer->code)
        writer->code = code;
    return code == EXR_ERR_SUCCESS;
}

// The library calls this under its own lock: nothing of the context may be asked here.
static void say_nothing(exr_const_context_t file, exr_result_t code, const char *message)
{
    (void)file;
    (void)code;
    (void)message;
}

static int64_t write_at(exr_const_context_t file, void *data, const void *bytes, uint64_t length,
                        uint64_t offset, exr_stream_error_func_ptr_t fail)
{
    struct writer *writer = data;
    uint64_t done = 0;
    (void)file;
    (void)fail;
    while (!writer->error && done < length) {
        ssize_t put =
            pwrite(writer->fd, (const char *)bytes + done, length - done, (off_t)(offset + done));
        if (put < 0 && errno != EINTR)
            writer->error = errno;
        done += put > 0 ? (uint64_t)put : 0;
    }
    return writer->error ? -1 : (int64_t)done;
}

// The part has no name: some readers would put it before those of the channels.
static bool add_header(struct writer *writer)
{
    const struct rmx_exr_params *params = writer->params;
    exr_context_t file = writer->file;
    bool fine =
        succeeds(writer, exr_add_part(file, NULL, EXR_STORAGE_SCANLINE, &writer->part)) &&
        succeeds(writer, exr_initialize_required_attr_simple(file, writer->part, params->width,
                                                             params->height, EXR_COMPRESSION_ZIP));
    for (int i = 0; fine && i < params->channel_count; i++)
        fine =
            succeeds(writer, exr_add_channel(file, writer->part, params->channels[i],
                                             EXR_PIXEL_FLOAT, EXR_PERCEPTUALLY_LOGARITHMIC, 1, 1));
    for (int i = 0; fine && i < params->text_count; i++)
        fine = succeeds(writer, exr_attr_set_string(file, writer->part, params->texts[i].name,
                                                    params->texts[i].value));
    return fine && succeeds(writer, exr_write_header(file));
}

// The library sorts channels by name; a row's floats keep the caller's order.
static void point_channels(const struct writer *writer, exr_encode_pipeline_t *encode)
{
    const struct rmx_exr_params *params = writer->params;
    int pixel = params->channel_count * (int)sizeof(float);
    for (int c = 0; c < encode->channel_count; c++) {
        exr_coding_channel_info_t *channel = &encode->channels[c];
        int at = 0;
        while (strcmp(params->channels[at], channel->channel_name) != 0)
            at++;
        channel->user_pixel_stride = pixel;
        channel->user_line_stride = pixel * params->width;
        channel->encode_from_ptr = (const uint8_t *)(writer->rows + at);
    }
}

static bool encode_chunk(struct writer *writer, exr_encode_pipeline_t *encode, int y)
{
    const struct rmx_exr_params *params = writer->params;
    exr_context_t file = writer->file;
    exr_chunk_info_t chunk;
    if (!succeeds(writer, exr_write_scanline_chunk_info(file, writer->part, y, &chunk)))
        return false;
    size_t row = (size_t)params->width * (size_t)params->channel_count;
    for (int i = 0; i < chunk.height; i++)
        params->fill_row(params->data, y + i, writer->rows + row * (size_t)i);
    bool first = y == 0;
    if (!succeeds(writer, first ? exr_encoding_initialize(file, writer->part, &chunk, encode)
                                : exr_encoding_update(file, writer->part, &chunk, encode)))
        return false;
    point_channels(writer, encode);
    return (!first ||
            succeeds(writer, exr_encoding_choose_default_routines(file, writer->part, encode))) &&
           succeeds(writer, exr_encoding_run(file, writer->part, encode));
}

static bool encode_all(struct writer *writer)
{
    const struct rmx_exr_params *params = writer->params;
    int32_t lines = 0;
    if (!succeeds(writer, exr_get_scanlines_per_chunk(writer->file, writer->part, &lines)))
        return false;
    writer->rows = calloc((size_t)params->width * (size_t)params->channel_count * (size_t)lines,
                          sizeof *writer->rows);
    bool fine = succeeds(writer, writer->rows ? EXR_ERR_SUCCESS : EXR_ERR_OUT_OF_MEMORY);
    exr_encode_pipeline_t encode = EXR_ENCODE_PIPELINE_INITIALIZER;
    for (int y = 0; fine && y < params->height; y += lines)
        fine = encode_chunk(writer, &encode, y);
    exr_encoding_destroy(writer->file, &encode);
    free(writer->rows);
    return fine;
}

static bool write_opened(struct writer *writer, const char *name)
{
    exr_context_initializer_t start = EXR_DEFAULT_CONTEXT_INITIALIZER;
    start.error_handler_fn = say_nothing;
    start.user_data = writer;
    start.write_fn = write_at;
    if (!succeeds(writer, exr_start_write(&writer->file, name, EXR_WRITE_FILE_DIRECTLY, &start)))
        return false;
    bool whole = add_header(writer) && encode_all(writer);
    return succeeds(writer, exr_finish(&writer->file)) && whole; // writes where the chunks lie
}

static bool write_named(struct writer *writer, const char *part)
{
    writer->fd = open(part, O_WRONLY | O_CLOEXEC);
    bool whole = writer->fd >= 0 && write_opened(writer, part);
    if (writer->fd >= 0 && close(writer->fd) != 0)
        whole = false;
    return whole;
}

static bool write_beside(struct writer *writer, const char *path)
{
    struct rmx_arena *arena = rmx_arena_create();
    char *part = rmx_file_begin(arena, path);
    bool whole = part && write_named(writer, part);
    if (part && !whole)
        rmx_file_abandon(part);
    whole = whole && rmx_file_commit(part, path);
    if (!whole && !writer->error && !writer->code)
        writer->error = errno;
    rmx_arena_destroy(arena);
    return whole;
}

bool rmx_exr_write(const char *path, const struct rmx_exr_params *params, char *why,
                   size_t why_size)
{
    struct writer writer = {.params = params};
    bool whole = write_beside(&writer, path);
    if (!whole && why && why_size)
        snprintf(why, why_size, "cannot write %s: %s", path,
                 writer.error ? strerror(writer.error)
                              : exr_get_default_error_message(writer.code));
    return whole;
}
