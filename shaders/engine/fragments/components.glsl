// The connected components of a mask, as every stage and a cut with ISLANDS see them: by the names
// island... there. Sheets of RMX_SHEET.xy texels stand one above another; a mask is one, and without
// it each picture has its own.

// Component and distance; the next component and its distance.
layout(binding = 28) uniform sampler2D rmx_component_field;
layout(binding = 27) uniform usamplerBuffer rmx_component_rows; // how many there are; two texels each

struct Island {
    vec2 home;  // the middle of its upright box, in heights
    vec2 size;  // of that box
    float area; // heights squared
    int sheet;  // which picture it is in, where each has its own
};

int island_count()
{
    return int(texelFetch(rmx_component_rows, 0).x);
}

// The largest is number 0; of equals, the lower one. There is none, and its area is 0, from
// island_count() on.
Island island(int id)
{
    if (id < 0 || id >= island_count())
        return Island(vec2(0.0), vec2(0.0), 0.0, 0);
    uvec4 box = texelFetch(rmx_component_rows, 2 * id + 2), more = texelFetch(rmx_component_rows, 2 * id + 3);
    vec2 texel = vec2(ASPECT, 1.0) / vec2(RMX_SHEET.xy);
    vec2 low = vec2(box.xy) * texel, high = vec2(box.zw) * texel;
    return Island(0.5 * (low + high), high - low, float(more.x) * texel.x * texel.y, int(more.y));
}

// From a texel to a component's edge, below 0 inside it; as far as the two nearest ones at least.
float rmx_texel_distance(ivec2 at, int sheet, int id)
{
    ivec2 inside = clamp(at, ivec2(0), RMX_SHEET.xy - 1);
    vec4 near = texelFetch(rmx_component_field, inside + ivec2(0, sheet * RMX_SHEET.y), 0);
    float apart = near.x == float(id) ? near.y : near.z == float(id) ? near.w : max(near.y, near.w);
    return apart + length(vec2(at - inside)) / float(RMX_SHEET.y);
}

// In heights, below 0 inside the component. Behind two others it is a lower bound.
float island_distance(vec2 p, int id)
{
    Island it = island(id);
    int sheet = min(it.sheet, RMX_SHEET.z - 1);
    vec2 at = p / vec2(ASPECT, 1.0) * vec2(RMX_SHEET.xy) - 0.5;
    ivec2 low = ivec2(floor(at));
    vec2 part = at - floor(at);
    float below = mix(rmx_texel_distance(low, sheet, id),
                      rmx_texel_distance(low + ivec2(1, 0), sheet, id), part.x);
    float above = mix(rmx_texel_distance(low + ivec2(0, 1), sheet, id),
                      rmx_texel_distance(low + ivec2(1, 1), sheet, id), part.x);
    float apart = mix(below, above, part.y), beside = length(max(abs(p - it.home) - 0.5 * it.size, 0.0));
    return beside > 0.0 ? max(apart, beside) : apart;
}

// Which one holds a point of a sheet; -1: none.
int island_at(vec2 p, int sheet)
{
    ivec2 at = ivec2(floor(p / vec2(ASPECT, 1.0) * vec2(RMX_SHEET.xy)));
    at = clamp(at, ivec2(0), RMX_SHEET.xy - 1) + ivec2(0, clamp(sheet, 0, RMX_SHEET.z - 1) * RMX_SHEET.y);
    int id = int(texelFetch(rmx_component_field, at, 0).x);
    return id >= 0 && island_distance(p, id) <= 0.0 ? id : -1;
}
