// Over the texels of all sheets: how far inside the mask each is, and itself as its own label. Where
// small holes are filled, what is outside is labelled first.

layout(std430, binding = 8) buffer Values { float rmx_values[]; };
layout(std430, binding = 9) buffer Labels { uint rmx_labels[]; };
#ifdef RMX_FILLING
layout(std430, binding = 10) buffer Numbers { uint rmx_numbers[]; };
layout(std430, binding = 11) buffer Found { uint rmx_found[]; };

// Whether a texel lies in a hole that the cut fills: one that does not reach the picture's edge.
bool rmx_is_filled(int i)
{
    uint from = 8u * rmx_numbers[rmx_labels[i]];
    uvec2 size = uvec2(RMX_SHEET.xy), low = uvec2(rmx_found[from], rmx_found[from + 1u]);
    uvec2 high = uvec2(rmx_found[from + 2u], rmx_found[from + 3u]);
    if (any(equal(low, size)) || any(equal(high, size)))
        return false;
    return rmx_fills(float(rmx_found[from + 4u]) * ASPECT / float(size.x * size.y));
}
#endif

void rmx_stage()
{
    int i = int(gl_GlobalInvocationID.x), sheet = i / (RMX_SHEET.x * RMX_SHEET.y);
    if (sheet >= RMX_SHEET.z)
        return;
#ifdef RMX_FILLING
    float value = rmx_values[i];
    if (!(value > 0.0) && rmx_is_filled(i))
        rmx_values[i] = value = 1e-6 - value;
    rmx_labels[i] = value > 0.0 ? uint(i) : 0xffffffffu;
#else
    ivec2 at = ivec2(i % RMX_SHEET.x, i / RMX_SHEET.x % RMX_SHEET.y);
    float value = rmx_inside((vec2(at) + 0.5) / vec2(RMX_SHEET.xy) * vec2(ASPECT, 1.0), sheet);
    bool is_inside = value > 0.0; // NaN is not
    rmx_values[i] = is_inside || value < 0.0 ? value : 0.0;
#ifdef RMX_FILLS
    is_inside = !is_inside;
#endif
    rmx_labels[i] = is_inside ? uint(i) : 0xffffffffu;
#endif
}
