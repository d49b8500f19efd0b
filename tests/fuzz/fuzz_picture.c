// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a picture are refused with a phrase, or give the pixels that their header promised.
// The file ends as a TGA does, which has no beginning of its own: all other formats are known by
// their first bytes.
#include "base/log.h"
#include "media/image.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);

static volatile unsigned sink; // keeps the compiler from leaving the sum out

static char path[64];

static void remove_file(void)
{
    unlink(path);
}

static void begin(void)
{
    rmx_media_start_lean();
    rmx_log_set_level(RMX_LOG_ERROR);
    snprintf(path, sizeof(path), "/dev/shm/rmx_fuzz_%d.tga", (int)getpid());
    atexit(remove_file);
}

static void write_file(const uint8_t *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(data, 1, size, file) != size || fclose(file) != 0)
        abort();
}

// Each pixel is looked at, so that one that was never written is found.
static unsigned sum_of(const struct rmx_image *image)
{
    size_t count =
        (size_t)image->width * (size_t)image->height * 4 * (size_t)image->bytes_per_channel;
    unsigned sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += image->pixels[i];
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct rmx_image_params params = {
        .path = path, .most_pixels = 1 << 20, .longest_side = 2048};
    struct rmx_image probed, image;
    char why[200] = "";
    if (!*path)
        begin();
    write_file(data, size);
    enum rmx_image_status status = rmx_image_probe(&params, &probed, NULL, NULL, why, sizeof(why));
    if (status == RMX_IMAGE_UNREADABLE && !*why)
        abort();
    if (status != RMX_IMAGE_OK)
        return 0;
    status = rmx_image_load(&params, &image, NULL, why, sizeof(why));
    if (status == RMX_IMAGE_OK)
        sink = sum_of(&image);
    if (status == RMX_IMAGE_OK && (image.width != probed.width || image.height != probed.height))
        abort();
    rmx_image_finish(&image);
    return 0;
}

// The libraries that decode are not watched from within: an input that leaves its format leads
// nowhere. So the first bytes mostly stay.
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
    size_t kept = seed % 16 == 0 ? 0 : seed % 2 ? 12 : 3;
    if (size <= kept)
        return LLVMFuzzerMutate(data, size, most);
    return kept + LLVMFuzzerMutate(data + kept, size - kept, most - kept);
}
