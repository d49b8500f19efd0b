#ifdef RMX_DECORATED
#include "engine/fragments/border.glsl"
#include "lib/hash.glsl"
#endif
#include "engine/fragments/layer.glsl"
// A fragment's colour: its picture, and what the scene wants along its edge. Premultiplied.

layout(location = 0) in vec4 rmx_point;
layout(location = 1) flat in vec4 rmx_seen;
#ifdef RMX_WHOLE
layout(location = 2) flat in int rmx_which;
#endif
#ifdef RMX_DECORATED
layout(location = 3) flat in float rmx_lift;
#endif
#if defined(RMX_LOOSE) && !(defined(RMX_MESH) && !defined(RMX_DECORATED))
layout(location = 7) flat in float rmx_apart;
#else
const float rmx_apart = 0.0;
#endif
#ifdef RMX_FRAMED
layout(location = 8) flat in float rmx_gone;
#endif
layout(location = 0) out vec4 rmx_result;

vec4 rmx_picture(float level)
{
    vec4 colour = rmx_picture_lod(vec3(rmx_point.xy, rmx_seen.x), level);
#ifdef RMX_VARIED
    colour.rgb = rmx_varied(colour.rgb);
#endif
    return colour;
}

vec4 rmx_premultiplied(vec4 colour, float coverage)
{
    return vec4(colour.rgb, 1.0) * (colour.a * coverage);
}

// A pixel's width in the fragment, in pixels as they are where it lies flat.
vec2 rmx_pixel()
{
#ifdef RMX_DEEP
    return max(vec2(length(vec2(dFdx(rmx_point.z), dFdy(rmx_point.z))),
                    length(vec2(dFdx(rmx_point.w), dFdy(rmx_point.w)))),
               1e-6);
#else
    return vec2(1.0);
#endif
}

#ifdef RMX_WHOLE
// From its home, in heights of the picture.
vec2 rmx_local(float scale)
{
    return rmx_point.zw / (RMX_PIXELS * abs(scale));
}
#endif

// The level of the picture, where it is not the same all over the fragment.
float rmx_level()
{
#ifdef RMX_DEEP
    vec2 p = rmx_point.xy * vec2(textureSize(rmx_pictures, 0).xy);
    return log2(max(max(length(dFdx(p)), length(dFdy(p))), 1.0));
#elif defined(RMX_AS_CUT)
    return 0.0; // no fragment is smaller than it was cut
#else
    return rmx_seen.y;
#endif
}

// Inside it is below 0.
float rmx_box(vec2 p, vec2 half_size)
{
    vec2 d = abs(p) - half_size;
    return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0);
}

// The signed distance to the outline (a winding test and the nearest edge).
float rmx_edge(Fragment f, vec2 p)
{
#ifdef RMX_COMPONENTS
    return island_distance(rmx_rest[f.id].home.xy + p, f.number);
#else
    if (f.corners == 0)
        return rmx_box(p, 0.5 * f.size);
    int first = 16 * f.id;
    float nearest = 1e9;
    bool inside = false;
    vec2 a = rmx_corners[first + f.corners - 1];
    for (int k = 0; k < f.corners; k++) {
        vec2 b = rmx_corners[first + k];
        vec2 along = b - a, to = p - a;
        vec2 off = to - along * clamp(dot(to, along) / max(dot(along, along), 1e-20), 0.0, 1.0);
        nearest = min(nearest, dot(off, off));
        if ((b.y > p.y) != (a.y > p.y) && p.x < (a.x - b.x) * (p.y - b.y) / (a.y - b.y) + b.x)
            inside = !inside;
        a = b;
    }
    return sqrt(nearest) * (inside ? -1.0 : 1.0);
#endif
}

// How much of a pixel so far from the outline is covered: components have nothing beside them that
// they must meet.
float rmx_cover(float edge, float width)
{
#ifdef RMX_COMPONENTS
    return clamp(0.5 - edge / width, 0.0, 1.0);
#else
    return clamp(1.0 - 0.5 * rmx_apart - edge / width, 0.0, 1.0);
#endif
}

// What lies where it was cut ends with the layer's frame, and does not reach half a pixel over it.
float rmx_framed(float cover)
{
#ifdef RMX_FRAMED
    cover = min(cover, max(rmx_gone, rmx_on_layer(gl_FragCoord.xy + rmx_view.zw)));
#endif
    return cover;
}

#if defined(RMX_MESH) && !defined(RMX_DECORATED)

void rmx_stage()
{
    rmx_result = rmx_premultiplied(rmx_picture(rmx_level()), rmx_framed(rmx_point.z));
}

#elif defined(RMX_COMPONENTS) && !defined(RMX_DECORATED)

void rmx_stage()
{
    Fragment f = rmx_fragment(rmx_placed[rmx_which]);
    vec2 pixel = rmx_pixel() / (RMX_PIXELS * abs(f.scale));
    float edge = rmx_edge(f, rmx_local(f.scale));
    rmx_result = rmx_premultiplied(rmx_picture(rmx_level()), rmx_cover(edge, max(pixel.x, pixel.y)));
}

#elif !defined(RMX_DECORATED)

void rmx_stage()
{
#ifdef RMX_EXACT
    vec2 over = vec2(1.0);
#else
    vec2 to = 1.0 - 0.5 * rmx_apart + rmx_seen.zw / rmx_pixel(), at = rmx_point.zw / rmx_pixel();
    vec2 over = clamp(to - at, 0.0, 1.0) + clamp(to + at, 0.0, 1.0) - 1.0;
#endif
#ifdef RMX_CLIPPED
    // Where it was cut, whatever it shows now.
    vec2 here = rmx_rest[rmx_which].home.xy + rmx_local(rmx_placed[rmx_which].place.z);
    if (rmx_cell_at(clamp(here, vec2(0.0), vec2(ASPECT, 1.0))) != rmx_rest[rmx_which].numbers.z)
        discard;
#endif
    rmx_result = rmx_premultiplied(rmx_picture(rmx_level()), rmx_framed(over.x * over.y));
}

#else

float rmx_grain(vec2 p)
{
    vec2 cell = floor(p), at = fract(p);
    at = at * at * (3.0 - 2.0 * at);
    float a = hash1(cell, 3.0), b = hash1(cell + vec2(1.0, 0.0), 3.0);
    float c = hash1(cell + vec2(0.0, 1.0), 3.0), d = hash1(cell + 1.0, 3.0);
    return mix(mix(a, b, at.x), mix(c, d, at.x), at.y);
}

// About 0: rags, and on them ever finer fibre, down to the pixel, whose width is `fine`. And the
// variance of all that is finer, and so not seen.
vec2 rmx_fibre(vec2 p, float shift, float fine)
{
    const float VARIANCE = 0.043; // of rmx_grain
    float often = 40.0, strength = 0.55;
    vec2 sum = vec2(0.0);
    for (int i = 0; i < 8 && often * fine < 4.0; i++) {
        float bump = often * fine; // of the pixel's width: the mean of finer ones is left
        float kept = 1.0 / (1.0 + 0.5 * bump * bump);
        sum.x += strength * sqrt(kept) * (rmx_grain(p * often + shift) - 0.5);
        sum.y += strength * strength * VARIANCE * (1.0 - kept);
        p = vec2(0.8 * p.x - 0.6 * p.y, 0.6 * p.x + 0.8 * p.y);
        often *= 2.6;
        strength *= 0.5;
    }
    sum.y += strength * strength * VARIANCE / 0.75;
    return sum;
}

// How deep torn paper is torn at most, in heights of the picture.
float rmx_tear_depth(Fragment f)
{
    return 0.06 * rmx_torn * min(min(f.size.x, f.size.y) * 3.0, 1.0);
}

// How wide an edge looks whose place varies within its pixel as well.
float rmx_ragged(float width, float variance)
{
    return sqrt(width * width + 12.0 * variance);
}

// As rmx_edge, of what is left of the fragment; and how wide a pixel is there.
vec2 rmx_torn_edge(Fragment f, vec2 local, float width)
{
    float edge = rmx_edge(f, local);
    if (rmx_torn <= 0.0)
        return vec2(edge, width);
    float depth = rmx_tear_depth(f);
    vec2 fibre = rmx_fibre(f.home + local, 17.0 * float(f.number), width);
    return vec2(edge + depth * (0.5 + fibre.x), rmx_ragged(width, depth * depth * fibre.y));
}

// How much the picture covers at a point of the fragment, on the mean of so much around it.
float rmx_covers(Fragment f, vec2 local, float around)
{
#ifdef RMX_SEE_THROUGH
    vec2 p = (f.home + local / f.zoom) / vec2(ASPECT, 1.0);
    float texels = 2.0 * around * float(textureSize(rmx_pictures, 0).y) / abs(f.scale * f.zoom);
    return textureLod(rmx_pictures, vec3(p, rmx_seen.x), log2(max(texels, 1.0))).a;
#else
    return 1.0;
#endif
}

// How much of the shadow falls here: none of a fragment that lies where it was cut, then a narrow
// one that leaves it as it rises.
float rmx_shade(Fragment f, vec2 local)
{
    float ca = cos(f.angle), sa = sin(f.angle);
    vec2 falls = rmx_lift * vec2(rmx_shadow_x, rmx_shadow_y);
    vec2 by = vec2(ca * falls.x + sa * falls.y, ca * falls.y - sa * falls.x);
    vec2 from = local - by * f.flip / abs(f.scale);
    float soft = max(rmx_lift * rmx_shadow_blur, 1.0 / RMX_PIXELS);
    float d = abs(f.scale) * rmx_torn_edge(f, from, soft / abs(f.scale)).x - rmx_border_beyond();
    float dark = min(4.0 * rmx_lift, 1.0) * rmx_shadow_opacity * (1.0 - smoothstep(-soft, soft, d));
    return dark * rmx_covers(f, from, soft);
}

void rmx_stage()
{
    Fragment f = rmx_fragment(rmx_placed[rmx_which]);
    vec2 local = rmx_local(f.scale);
    vec2 pixel = rmx_pixel() / (RMX_PIXELS * abs(f.scale));
    float width = max(pixel.x, pixel.y);
    vec2 torn = rmx_torn_edge(f, local, width);
    float edge = torn.x;
    vec4 colour = rmx_picture(rmx_level());
    if (rmx_torn > 0.0) {
        // Torn paper: the print ends before the paper does, and where nothing is there is no paper.
        vec2 p = f.home + local;
        float depth = 0.9 * rmx_tear_depth(f);
        vec2 rim = rmx_fibre(p, 17.0 * float(f.number) + 5.0, width);
        float paper = edge + depth * (0.6 + rim.x);
        float wide = rmx_ragged(torn.y, depth * depth * rim.y);
        vec3 fibre = vec3(0.975 + 0.2 * rmx_fibre(p * 10.0, 3.0, 10.0 * width).x);
        colour.rgb = mix(colour.rgb, fibre, clamp(paper / wide + 0.5, 0.0, 1.0));
    }
    colour.rgb *= colour.a;
    float beyond = rmx_border_beyond() / abs(f.scale);
    if (beyond > 0.0) { // beyond the edge there is nothing but the border
        colour *= clamp(0.5 - edge / torn.y, 0.0, 1.0);
        edge -= beyond;
    }
    if (rmx_border_width > 0.0) {
        // In pixels: below one it becomes paler, and no narrower.
        float wide = rmx_border_width / (width * abs(f.scale));
        float line = clamp(0.5 + wide + edge / width, 0.0, 1.0) * rmx_border_color.a;
        line *= 1.0 - pow(1.0 - min(wide, 1.0), 3.0);
        line *= beyond > 0.0 ? 1.0 : min(2.0 * colour.a, 1.0); // none around what is transparent
        colour = mix(colour, vec4(rmx_border_color.rgb, 1.0), line);
    }
    float covered = rmx_torn > 0.0 ? clamp(0.5 - edge / torn.y, 0.0, 1.0) : rmx_cover(edge, width);
#ifdef RMX_FRAMED
    if (beyond <= 0.0)
        covered = rmx_framed(covered);
#endif
    vec4 shown = colour * covered;
    if (rmx_shadow_opacity * rmx_lift > 0.0)
        shown.a += (1.0 - shown.a) * rmx_shade(f, local);
    rmx_result = shown;
}

#endif
