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

// Straight colours are mixed as they cover: what is not seen must not stain what is. The filter's
// own mix is the same where nothing or everything covers, and at a texel's middle.
static const char desktop_weigher[] =
    "vec4 rmx_weighed(sampler2D s, vec2 p, float level)\n"
    "{\n"
    "    vec4 c = textureLod(s, p, level);\n"
    "    vec2 off = abs(fract(p * vec2(textureSize(s, 0))) - 0.5);\n"
    "    bool is_between = level > 0.0 || max(off.x, off.y) > 0.002;\n"
    "    int low = min(int(max(level, 0.0)), textureQueryLevels(s) - 1);\n"
    "    float share = low + 1 < textureQueryLevels(s) ? clamp(level - float(low), 0.0, 1.0) : "
    "0.0;\n"
    "    // No round where nothing is to be weighed: llvmpipe walks into both sides of an if.\n"
    "    // One loop for both levels: LLVM takes minutes for many pairs of loops.\n"
    "    int count = c.a > 0.0 && c.a < 0.9999 && is_between ? (share > 0.0 ? 8 : 4) : 0;\n"
    "    ivec2 fine = textureSize(s, low);\n"
    "    ivec2 coarse = textureSize(s, min(low + 1, textureQueryLevels(s) - 1));\n"
    "    vec4 sum = vec4(0.0);\n"
    "    for (int i = 0; i < count; i++) {\n"
    "        ivec2 size = i < 4 ? fine : coarse, by = ivec2(i & 1, (i >> 1) & 1);\n"
    "        vec2 at = clamp(p, 0.0, 1.0) * vec2(size) - 0.5, f = fract(at);\n"
    "        vec4 t = texelFetch(s, clamp(ivec2(floor(at)) + by, ivec2(0), size - 1), low + (i >> "
    "2));\n"
    "        vec2 w = mix(1.0 - f, f, vec2(by));\n"
    "        sum += (i < 4 ? 1.0 - share : share) * w.x * w.y * vec4(t.rgb * t.a, t.a);\n"
    "    }\n"
    "    return sum.a > 0.0 ? vec4(sum.rgb / sum.a, sum.a) : c;\n"
    "}\n";

static void desktop_average(struct rmx_text *out, int unit, const char *point)
{
    rmx_text_printf(out, "rmx_averaged(" TEXTURE "%d, %s, rmx_level%d)", unit, point, unit);
}

// Of mips the levels themselves are means of light; the filter's own mix of level 0 is one of
// encoded values, which darkens what is fine. What is of one colour stays of it, to the bit.
static const char desktop_averager[] =
    "vec4 rmx_lit(vec4 c)\n"
    "{\n"
    "    return vec4(c.a > 0.0 ? light_linear(c.rgb / c.a) * c.a : vec3(0.0), c.a);\n"
    "}\n"
    "vec4 rmx_averaged(sampler2D s, vec2 p, float level)\n"
    "{\n"
    "    vec4 c = textureLod(s, p, level);\n"
    "    ivec2 size = textureSize(s, 0);\n"
    "    vec2 at = clamp(p, 0.0, 1.0) * vec2(size) - 0.5;\n"
    "    vec2 f = fract(at);\n"
    "    ivec2 low = ivec2(floor(at));\n"
    "    vec4 sum = vec4(0.0), first = c;\n"
    "    bool is_flat = true;\n"
    "    // No round where the filter is right: llvmpipe walks into both sides of an if.\n"
    "    int count = level > 0.0 && level < 1.0 ? 4 : 0;\n"
    "    for (int i = 0; i < count; i++) {\n"
    "        ivec2 by = ivec2(i & 1, i >> 1);\n"
    "        vec4 texel = texelFetch(s, clamp(low + by, ivec2(0), size - 1), 0);\n"
    "        first = i == 0 ? texel : first;\n"
    "        is_flat = is_flat && texel == first;\n"
    "        vec2 w = mix(1.0 - f, f, vec2(by));\n"
    "        sum += w.x * w.y * rmx_lit(texel);\n"
    "    }\n"
    "    if (is_flat)\n"
    "        return c;\n"
    "    sum = mix(sum, rmx_lit(textureLod(s, p, 1.0)), level);\n"
    "    return vec4(sum.a > 0.0 ? light_encoded(sum.rgb / sum.a) * sum.a : vec3(0.0), sum.a);\n"
    "}\n";

const struct rmx_dialect rmx_dialect_desktop = {
    .version = "#version 450 core\n",
    .block_open = "layout(std140, binding = 0) uniform Pass {\n",
    .block_close = "};\n",
    .number = desktop_number,
    .rest_open = "layout(std140, binding = 0) uniform Rest {\n",
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
    .weigher = desktop_weigher,
    .average = desktop_average,
    .averager = desktop_averager,
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
