// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/large_scene.h"

// Two chains of eight, 24 expressions each: one for every '@'.
static const char *const chains[] = {
    "      - rotate: {angle: @, center: [@, @]}\n"
    "      - kaleidoscope: {angle: @, turn: @, zoom: @, center: [@, 0.5]}\n"
    "      - tiles: {amount: @, angle: @, light: @, background: [@, @, @, 1]}\n"
    "      - posterize: {softness: @}\n"
    "      - hue: {angle: @}\n"
    "      - contrast: {amount: @, level: @}\n"
    "      - saturate: {amount: @}\n"
    "      - vignette: {amount: @, radius: @, softness: @, color: [@, @, @, 1]}\n",
    "      - scroll: {x: @, y: @}\n"
    "      - twirl: {turns: @, radius: @, center: [@, @]}\n"
    "      - shards: {amount: @, angle: @, light: @, variety: @}\n"
    "      - levels: {black: @, gamma: @}\n"
    "      - tint: {color: [@, @, @, 1], amount: @}\n"
    "      - threshold: {level: @, softness: @, amount: @, ink: [@, @, 0.1, 1]}\n"
    "      - misregister: {angle: @, turn: @}\n"
    "      - channel_shift: {angle: @}\n",
};

static const char *const pictures[] = {"asset:coffee.jpg", "asset:chelsea-the-cat.jpg",
                                       "asset:rocket-at-dusk.jpg"};

static int add_expressions(struct rmx_text *out, const char *text, int count)
{
    for (; *text; text++) {
        if (*text == '@')
            rmx_text_printf(out, "0.5 + 0.25 * wave(time * 0.%02d + energy)", 1 + count++ % 97);
        else
            rmx_text_add_n(out, text, 1);
    }
    return count;
}

int large_scene_write(struct rmx_text *out, int variant)
{
    int count = 0;
    rmx_text_printf(out, "size: 320x180\nknobs:\n  energy: {from: 0, to: 1, at: %g}\nlayers:\n",
                    0.3 + 0.01 * (variant % 50));
    for (int i = 0; i < LARGE_SCENE_LAYERS; i++) {
        rmx_text_printf(out, "  - picture: %s\n    opacity: ", pictures[i % 3]);
        count = add_expressions(out, "@\n    chain:\n", count);
        count = add_expressions(out, chains[i % 2], count);
    }
    return count;
}
