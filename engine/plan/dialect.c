// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/dialect.h"

#define TEXTURE "rmx_texture"

static void desktop_number(struct rmx_text *out, const char *type, const char *name)
{
    rmx_text_printf(out, "    %s %s;\n", type, name);
}

static void desktop_number_at(struct rmx_text *out, int offset, const char *type, const char *name)
{
    rmx_text_printf(out, "    layout(offset = %d) %s %s;\n", offset, type, name);
}

static void desktop_flat(struct rmx_text *out, const char *way, struct rmx_flat_place place,
                         const char *type, const char *name)
{
    rmx_text_printf(out, "layout(location = %d, component = %d) flat %s %s %s;\n", place.location,
                    place.component, way, type, name);
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

static void desktop_weigh(struct rmx_text *out, int unit, const char *point)
{
    rmx_text_printf(out, "rmx_weighed(" TEXTURE "%d, %s, rmx_level%d)", unit, point, unit);
}

static void desktop_average(struct rmx_text *out, int unit, const char *point)
{
    rmx_text_printf(out, "rmx_averaged(" TEXTURE "%d, %s, rmx_level%d)", unit, point, unit);
}

const struct rmx_dialect rmx_dialect_desktop = {
    .version = "#version 450 core\n",
    .block_open = "layout(std140, binding = 0) uniform Pass {\n",
    .block_close = "};\n",
    .number = desktop_number,
    .rest_open = "layout(std140, binding = 0) uniform PassRest {\n",
    .whole_open = "layout(std140, binding = 0) uniform Pass {\n",
    .whole_close = "} rmx_pass;\n",
    .whole_prefix = "rmx_pass.",
    .number_at = desktop_number_at,
    .flat = desktop_flat,
    .texture_name = TEXTURE,
    .texture = desktop_texture,
    .size = desktop_size,
    .read = desktop_read,
    .fetch = desktop_fetch,
    .loops = desktop_loops,
    .weigh = desktop_weigh,
    .weigher = "weighed.glsl",
    .average = desktop_average,
    .averager = "averaged.glsl",
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
