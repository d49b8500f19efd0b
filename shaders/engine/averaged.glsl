// Of mips the levels themselves are means of light; the filter's own mix of level 0 is one of
// encoded values, which darkens what is fine. What is of one colour stays of it, to the bit. Behind
// lib/light.glsl.
vec4 rmx_lit(vec4 c)
{
    return vec4(c.a > 0.0 ? light_linear(c.rgb / c.a) * c.a : vec3(0.0), c.a);
}
vec4 rmx_averaged(sampler2D s, vec2 p, float level)
{
    vec4 c = textureLod(s, p, level);
    ivec2 size = textureSize(s, 0);
    vec2 at = clamp(p, 0.0, 1.0) * vec2(size) - 0.5;
    vec2 f = fract(at);
    ivec2 low = ivec2(floor(at));
    vec4 sum = vec4(0.0), first = c;
    bool is_flat = true;
    // No round where the filter is right: llvmpipe walks into both sides of an if.
    int count = level > 0.0 && level < 1.0 ? 4 : 0;
    for (int i = 0; i < count; i++) {
        ivec2 by = ivec2(i & 1, i >> 1);
        vec4 texel = texelFetch(s, clamp(low + by, ivec2(0), size - 1), 0);
        first = i == 0 ? texel : first;
        is_flat = is_flat && texel == first;
        vec2 w = mix(1.0 - f, f, vec2(by));
        sum += w.x * w.y * rmx_lit(texel);
    }
    if (is_flat)
        return c;
    sum = mix(sum, rmx_lit(textureLod(s, p, 1.0)), level);
    return vec4(sum.a > 0.0 ? light_encoded(sum.rgb / sum.a) * sum.a : vec3(0.0), sum.a);
}
