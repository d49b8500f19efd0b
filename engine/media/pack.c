// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/pack.h"

#include "media/alpha.h"

#include <stdint.h>

// x * a / most, rounded exactly, for products of two values of 8 or 16 bits.
static uint32_t share8(uint32_t x, uint32_t a)
{
    uint32_t product = x * a + 128;
    return (product + (product >> 8)) >> 8;
}

static uint32_t share16(uint32_t x, uint32_t a)
{
    uint32_t product = x * a + 32768;
    return (uint32_t)(((uint64_t)product + (product >> 16)) >> 16);
}

#define PACK(name, type, most, share)                                                              \
    static void name(const struct rmx_pack *pack, const type *in, type *out, int width)            \
    {                                                                                              \
        int colours = pack->bands > 2 ? 3 : 1;                                                     \
        for (int x = 0; x < width; x++, in += pack->bands, out += 4) {                             \
            type a = pack->bands > colours ? in[colours] : most;                                   \
            for (int c = 0; c < 3; c++) {                                                          \
                type value = in[colours == 3 ? c : 0];                                             \
                out[c] = a == most || pack->premultiplied ? value : (type)share(value, a);         \
            }                                                                                      \
            out[3] = a;                                                                            \
        }                                                                                          \
    }
PACK(pack8, uint8_t, UINT8_MAX, share8)
PACK(pack16, uint16_t, UINT16_MAX, share16)

void rmx_pack_row(const struct rmx_pack *pack, const void *row, void *rgba, int width)
{
    if (pack->bytes_per_channel == 2)
        pack16(pack, row, rgba, width);
    else if (pack->bands == 3)
        rmx_alpha_add(row, rgba, width); // what most photographs are
    else
        pack8(pack, row, rgba, width);
}
