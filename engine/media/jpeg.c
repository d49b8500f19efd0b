// SPDX-License-Identifier: GPL-3.0-or-later
// libjpeg itself tells a missing end marker from a missing part of the picture; libvips does not.
#include "media/jpeg.h"

#include "base/file.h"
#include "media/jpeg_watch.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
// After stdio.h, which it wants.
#include <jerror.h>

struct reader {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct rmx_jpeg_watch watch;
    struct rmx_patience *patience;
    jmp_buf out;
    FILE *file;
    JSAMPLE *row;
    bool is_cut, is_damaged;
    int scan; // where the bytes ended
    double share;
};

static void leave(j_common_ptr jpeg)
{
    struct reader *reader = jpeg->client_data;
    reader->is_damaged = true;
    longjmp(reader->out, 1);
}

// Rows of the picture, or of a scan where several make it.
static void note_end(struct reader *reader)
{
    const struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    reader->is_cut = true;
    reader->scan = jpeg->input_scan_number;
    reader->share =
        jpeg->total_iMCU_rows ? (double)jpeg->input_iMCU_row / jpeg->total_iMCU_rows : 0;
}

static void listen(j_common_ptr jpeg, int level)
{
    struct reader *reader = jpeg->client_data;
    bool is_end = reader->jpeg.unread_marker == JPEG_EOI;
    if (level < 0 && jpeg->err->msg_code == JWRN_HIT_MARKER && is_end && !reader->is_cut)
        note_end(reader);
}

// Between two scans nothing is hit: what has been refined to its last bit is there.
static bool lacks_scans(const struct jpeg_decompress_struct *jpeg)
{
    for (int c = 0; jpeg->coef_bits && c < jpeg->num_components; c++)
        for (int i = 0; i < DCTSIZE2; i++)
            if (jpeg->coef_bits[c][i] != 0)
                return true;
    return false;
}

static void read_rows(struct reader *reader)
{
    struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    if (setjmp(reader->out) != 0)
        return;
    jpeg_create_decompress(jpeg);
    rmx_jpeg_watch(&reader->watch, jpeg, reader->file, reader->patience);
    jpeg_read_header(jpeg, TRUE);
    jpeg->scale_num = 1;
    jpeg->scale_denom = 8;
    jpeg_start_decompress(jpeg);
    reader->row = malloc((size_t)jpeg->output_width * (size_t)jpeg->output_components);
    while (reader->row && !reader->is_cut && jpeg->output_scanline < jpeg->output_height)
        jpeg_read_scanlines(jpeg, &reader->row, 1);
    if (!reader->is_cut && lacks_scans(jpeg)) {
        note_end(reader);
        reader->share = 1;
    }
}

static void say(const struct reader *reader, char *why, size_t size)
{
    int percent = (int)(reader->share * 100);
    if (reader->jpeg.progressive_mode)
        snprintf(why, size, "the file ends too early: in pass %d of a progressive JPEG, at %d %%",
                 reader->scan, percent);
    else
        snprintf(why, size, "the file ends too early: %d %% of the picture is there", percent);
}

enum rmx_jpeg_rest rmx_jpeg_rest(const char *path, struct rmx_patience *patience, char *why,
                                 size_t why_size)
{
    struct reader *reader = calloc(1, sizeof(*reader));
    enum rmx_jpeg_rest rest = RMX_JPEG_NONE;
    if (!reader || !(reader->file = rmx_file_stream(path))) {
        free(reader);
        return rest;
    }
    reader->jpeg.err = jpeg_std_error(&reader->errors);
    reader->jpeg.client_data = reader;
    reader->errors.error_exit = leave;
    reader->errors.emit_message = listen;
    reader->patience = patience;
    read_rows(reader);
    if (!reader->is_damaged && reader->row)
        rest = reader->is_cut ? RMX_JPEG_CUT : RMX_JPEG_WHOLE;
    if (rest == RMX_JPEG_CUT)
        say(reader, why, why_size);
    jpeg_destroy_decompress(&reader->jpeg);
    free(reader->row);
    fclose(reader->file);
    free(reader);
    return rest;
}

// The next marker of the header, its segment passed over but for its first bytes; 0: none.
static int next_segment(FILE *file, unsigned char *head, size_t size)
{
    int marker;
    unsigned char length[2];
    if (getc(file) != 0xff)
        return 0;
    while ((marker = getc(file)) == 0xff)
        continue;
    if (marker <= 0 || fread(length, 1, 2, file) != 2)
        return 0;
    long rest = (length[0] << 8 | length[1]) - 2;
    size_t wanted = rest > (long)size ? size : rest > 0 ? (size_t)rest : 0;
    memset(head, 0, size);
    if (fread(head, 1, wanted, file) != wanted || fseek(file, rest - (long)wanted, SEEK_CUR) != 0)
        return 0;
    return marker;
}

// Whether one pass cannot hold all of the picture: it is progressive, or lacks some channels.
static bool has_passes(FILE *file)
{
    enum { SOF0 = 0xc0, SOF15 = 0xcf, DHT = 0xc4, JPG = 0xc8, DAC = 0xcc, SOS = 0xda };
    unsigned char head[6];
    bool is_progressive = false;
    int marker, channels = 0;
    if (getc(file) != 0xff || getc(file) != 0xd8)
        return false;
    while ((marker = next_segment(file, head, sizeof(head))) && marker != SOS)
        if (marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC) {
            is_progressive = marker % 4 == 2;
            channels = head[5];
        }
    return marker == SOS && (is_progressive || head[0] < channels);
}

static int count_passes(FILE *file, int most)
{
    int passes = 1, before = 0, byte;
    while (passes <= most && (byte = getc_unlocked(file)) != EOF) {
        passes += before == 0xff && byte == 0xda;
        before = byte;
    }
    return passes;
}

int rmx_jpeg_passes(const char *path, int most)
{
    FILE *file = rmx_file_stream(path);
    int passes = file && has_passes(file) ? count_passes(file, most) : 1;
    if (file)
        fclose(file);
    return passes;
}
