// SPDX-License-Identifier: GPL-3.0-or-later
// The functions of libvips that pictures need, found when the first one is wanted.
//
// libvips brings a hundred libraries along: linked, it would add 25 ms to the start of every
// command. Thread: any. Once loaded they stay.
#pragma once

#include <stdbool.h>
#include <vips/vips.h>

// Without their vips_.
// clang-format off
#define RMX_VIPS(use) \
    use(autorot) use(black) use(block_untrusted_set) use(cache_set_max) use(cast) use(colourspace) \
    use(copy) use(error) use(error_buffer) use(error_buffer_copy) use(error_clear) \
    use(extract_band) use(flip) use(icc_transform) use(image_copy_memory) use(image_generate) \
    use(image_get_bands) use(image_get_blob) use(image_get_coding) use(image_get_format) \
    use(image_get_height) use(image_get_int) use(image_get_orientation) use(image_get_orientation_swap) \
    use(image_get_string) use(image_get_typeof) use(image_get_width) \
    use(image_guess_interpretation) use(image_hasalpha) use(image_new) use(image_new_from_memory) \
    use(image_new_from_source) use(image_pipelinev) use(image_set_blob_copy) use(image_set_string) \
    use(image_write_to_memory) use(init) use(jpegsave) use(linear1) use(object_build) \
    use(openexrload) use(operation_block_set) use(pngsave_buffer) use(premultiply) use(rad2float) \
    use(region_prepare) use(region_region) use(resize) use(rint) use(sink_disc) \
    use(source_get_type) use(start_one) use(stop_one) use(svgload_buffer) use(text) \
    use(thread_shutdown) use(tiffsave) use(type_find) use(unpremultiply) use(version) \
    use(webpsave)
// clang-format on

struct rmx_vips {
#define RMX_VIPS_MEMBER(name) __typeof__(vips_##name) *name;
    RMX_VIPS(RMX_VIPS_MEMBER)
#undef RMX_VIPS_MEMBER
};

// Nothing in it may be called before rmx_media_start has returned true.
extern struct rmx_vips rmx_vips;

// Fills it. False where the library is not there, or another one than this was built for (logged).
bool rmx_vips_load(void);

// What a thread does last: drops libvips's words and this thread's buffers.
void rmx_vips_leave(void);
