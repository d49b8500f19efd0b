// Over the texels of all sheets: how far inside the mask each is, and itself as its own label.

layout(std430, binding = 8) buffer Values { float rmx_values[]; };
layout(std430, binding = 9) buffer Labels { uint rmx_labels[]; };

void rmx_stage()
{
    int i = int(gl_GlobalInvocationID.x), sheet = i / (RMX_SHEET.x * RMX_SHEET.y);
    if (sheet >= RMX_SHEET.z)
        return;
    ivec2 at = ivec2(i % RMX_SHEET.x, i / RMX_SHEET.x % RMX_SHEET.y);
    float value = rmx_inside((vec2(at) + 0.5) / vec2(RMX_SHEET.xy) * vec2(ASPECT, 1.0), sheet);
    bool is_inside = value > 0.0; // NaN is not
    rmx_values[i] = is_inside ? value : min(value, 0.0);
    rmx_labels[i] = is_inside ? uint(i) : 0xffffffffu;
}
