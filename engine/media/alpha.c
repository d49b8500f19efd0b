// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/alpha.h"

#include <string.h>

// Each loop once more for the instruction that shuffles sixteen bytes, which all but the oldest
// machines have. (No target_clones: their resolver runs before ThreadSanitizer's own start.)
#define INLINE static inline __attribute__((always_inline))

typedef unsigned char sixteen __attribute__((vector_size(16)));

// Four pixels at a time, as long as the sixteen bytes lie within both rows.
INLINE void add(const uint8_t *rgb, uint8_t *rgba, int width)
{
    const sixteen full = {255};
    int x = 0;
    for (; x + 6 <= width; x += 4) {
        sixteen pixels;
        memcpy(&pixels, rgb + 3 * x, sizeof pixels);
        pixels = __builtin_shufflevector(pixels, full, 0, 1, 2, 16, 3, 4, 5, 16, 6, 7, 8, 16, 9, 10,
                                         11, 16);
        memcpy(rgba + 4 * x, &pixels, sizeof pixels);
    }
    for (; x < width; x++) {
        memcpy(rgba + 4 * x, rgb + 3 * x, 3);
        rgba[4 * x + 3] = 255;
    }
}

INLINE void drop(const uint8_t *rgba, uint8_t *rgb, int width)
{
    int x = 0;
    for (; x + 6 <= width; x += 4) {
        sixteen pixels;
        memcpy(&pixels, rgba + 4 * x, sizeof pixels);
        pixels = __builtin_shufflevector(pixels, pixels, 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 3,
                                         7, 11, 15);
        memcpy(rgb + 3 * x, &pixels, sizeof pixels); // the last four are written over
    }
    for (; x < width; x++)
        memcpy(rgb + 3 * x, rgba + 4 * x, 3);
}

#ifdef __x86_64__
__attribute__((target("ssse3"))) static void add_ssse3(const uint8_t *rgb, uint8_t *rgba, int width)
{
    add(rgb, rgba, width);
}

__attribute__((target("ssse3"))) static void drop_ssse3(const uint8_t *rgba, uint8_t *rgb,
                                                        int width)
{
    drop(rgba, rgb, width);
}
#endif

void rmx_alpha_add(const uint8_t *rgb, uint8_t *rgba, int width)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("ssse3")) {
        add_ssse3(rgb, rgba, width);
        return;
    }
#endif
    add(rgb, rgba, width);
}

void rmx_alpha_drop(const uint8_t *rgba, uint8_t *rgb, int width)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("ssse3")) {
        drop_ssse3(rgba, rgb, width);
        return;
    }
#endif
    drop(rgba, rgb, width);
}
