// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/dialect.h"

#define TEXTURE "rmx_texture"

static void desktop_number(struct rmx_text *out, const char *type, const char *name)
{
    rmx_text_printf(out, "    %s %s;\n", type, name);
}

static void desktop_texture(struct rmx_text *out, int unit)
{
    rmx_text_printf(out, "layout(binding = %d) uniform sampler2D " TEXTURE "%d;\n", unit, unit);
}

static void desktop_size(struct rmx_text *out, int unit)
{
    rmx_text_printf(out, "vec2(textureSize(" TEXTURE "%d, 0))", unit);
}

static void desktop_read(struct rmx_text *out, int unit, const char *point)
{
    rmx_text_printf(out, "textureLod(" TEXTURE "%d, %s, rmx_level%d)", unit, point, unit);
}

static void desktop_fetch(struct rmx_text *out, int unit, const char *point)
{
    rmx_text_printf(out, "texelFetch(" TEXTURE "%d, %s, 0)", unit, point);
}

static void desktop_loops(struct rmx_text *out, int binding)
{
    rmx_text_printf(out, "layout(std430, binding = %d) buffer rmx_Loops { uint rmx_loops[]; };\n",
                    binding);
}

const struct rmx_dialect rmx_dialect_desktop = {
    .version = "#version 450 core\n",
    .block_open = "layout(std140, binding = 0) uniform Pass {\n",
    .block_close = "};\n",
    .number = desktop_number,
    .texture_name = TEXTURE,
    .texture = desktop_texture,
    .size = desktop_size,
    .read = desktop_read,
    .fetch = desktop_fetch,
    .loops = desktop_loops,
    .result = "layout(location = 0) out vec4 rmx_result;\n",
    .point = "(gl_FragCoord.xy + rmx_view.zw) / rmx_view.xy",
    .helpers =
        "#define RENDERSIZE rmx_view.xy\n"
        "#define IMG_NORM_PIXEL(s, c) texture(s, (c))\n"
        "#define IMG_PIXEL(s, c) texture(s, (c) / vec2(textureSize(s, 0)))\n"
        "#define IMG_SIZE(s) vec2(textureSize(s, 0))\n"
        "#define texture2D texture\n"
        "vec2 rmx_clamp(vec2 p, vec2 size) { return clamp(p, 0.5 / size, 1.0 - 0.5 / size); }\n",
};
