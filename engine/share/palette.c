// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/palette.h"

#include "base/light.h"

#include <math.h>

static const uint32_t BACKGROUND = 0x3b3835, EFFECTS = 0xb9b4aa;

// Vermilion, Prussian blue, ochre, sage, plum, sky, rose, moss: prints' and posters' own.
static const uint32_t chosen[] = {
    0xd4553a, 0x2f5f8f, 0xe3a83b, 0x5a9a78, 0x8b5a8e, 0x7db6cb, 0xe29c9a, 0x85863a,
};
enum { CHOSEN = sizeof(chosen) / sizeof(chosen[0]) };

struct oklab {
    double l, a, b;
};

static double to_linear(uint32_t byte)
{
    return rmx_light_of((double)(byte & 255) / 255);
}

static struct oklab oklab_of(uint32_t colour)
{
    double r = to_linear(colour >> 16), g = to_linear(colour >> 8), b = to_linear(colour);
    double l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    double m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    double s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return (struct oklab){0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

// False where no screen shows it.
static bool colour_of(struct oklab lab, uint32_t *colour)
{
    double l = pow(lab.l + 0.3963377774 * lab.a + 0.2158037573 * lab.b, 3);
    double m = pow(lab.l - 0.1055613458 * lab.a - 0.0638541728 * lab.b, 3);
    double s = pow(lab.l - 0.0894841775 * lab.a - 1.2914855480 * lab.b, 3);
    const double rgb[3] = {4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
                           -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
                           -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
    *colour = 0;
    for (int i = 0; i < 3; i++) {
        if (rgb[i] < 0 || rgb[i] > 1)
            return false;
        *colour = *colour << 8 | (uint32_t)lround(rmx_light_encoded(rgb[i]) * 255);
    }
    return true;
}

static double distance(struct oklab a, struct oklab b)
{
    return sqrt((a.l - b.l) * (a.l - b.l) + (a.a - b.a) * (a.a - b.a) + (a.b - b.b) * (a.b - b.b));
}

// What there is to choose from: rings of hues, of several lightnesses and strengths.
struct candidate {
    uint32_t colour;
    struct oklab lab;
    double nearest; // distance to the nearest colour that was taken
};

enum { HUES = 48, LIGHTS = 9, STRENGTHS = 6, CANDIDATES = HUES * LIGHTS * STRENGTHS };

static int list_candidates(struct candidate *candidates)
{
    const double pi = 3.14159265358979;
    int count = 0;
    for (int i = 0; i < CANDIDATES; i++) {
        int hue = i % HUES, light = i / HUES % LIGHTS, strength = i / HUES / LIGHTS;
        double angle = 2 * pi * (hue + 0.5 * (light % 2)) / HUES, chroma = 0.045 + 0.015 * strength;
        struct candidate *candidate = &candidates[count];
        candidate->lab =
            (struct oklab){0.46 + 0.045 * light, chroma * cos(angle), chroma * sin(angle)};
        candidate->nearest = 2;
        count += colour_of(candidate->lab, &candidate->colour);
    }
    return count;
}

static void take(struct candidate *candidates, int count, uint32_t colour)
{
    struct oklab lab = oklab_of(colour);
    for (int i = 0; i < count; i++)
        candidates[i].nearest = fmin(candidates[i].nearest, distance(candidates[i].lab, lab));
}

static uint32_t farthest(const struct candidate *candidates, int count)
{
    int best = 0;
    for (int i = 1; i < count; i++)
        if (candidates[i].nearest > candidates[best].nearest)
            best = i;
    return candidates[best].colour;
}

const uint32_t *rmx_palette_create(struct rmx_arena *arena, const struct rmx_holders *holders)
{
    uint32_t *colours = RMX_NEW(arena, uint32_t, holders->count);
    struct candidate *candidates = RMX_NEW(arena, struct candidate, CANDIDATES);
    int count = list_candidates(candidates), own = 0;
    take(candidates, count, BACKGROUND);
    take(candidates, count, EFFECTS);
    for (int i = 0; i < CHOSEN; i++)
        take(candidates, count, chosen[i]);
    for (int i = 0; i < holders->count; i++) {
        enum rmx_holder_kind kind = holders->items[i].kind;
        if (kind == RMX_HOLDER_BACKGROUND || kind == RMX_HOLDER_EFFECTS)
            colours[i] = kind == RMX_HOLDER_BACKGROUND ? BACKGROUND : EFFECTS;
        else if (own < CHOSEN)
            colours[i] = chosen[own++];
        else
            take(candidates, count, colours[i] = farthest(candidates, count));
    }
    return colours;
}

uint32_t rmx_palette_text_on(uint32_t colour)
{
    return oklab_of(colour).l > 0.62 ? RMX_PALETTE_INK : RMX_PALETTE_PAPER;
}
