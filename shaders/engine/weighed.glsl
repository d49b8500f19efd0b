// Straight colours are mixed as they cover: what is not seen must not stain what is. The filter's
// own mix is the same where nothing or everything covers, and at a texel's middle.
vec4 rmx_weighed(sampler2D s, vec2 p, float level)
{
    vec4 c = textureLod(s, p, level);
    vec2 off = abs(fract(p * vec2(textureSize(s, 0))) - 0.5);
    bool is_between = level > 0.0 || max(off.x, off.y) > 0.002;
    int low = min(int(max(level, 0.0)), textureQueryLevels(s) - 1);
    float share = low + 1 < textureQueryLevels(s) ? clamp(level - float(low), 0.0, 1.0) : 0.0;
    // No round where nothing is to be weighed: llvmpipe walks into both sides of an if.
    // One loop for both levels: LLVM takes minutes for many pairs of loops.
    int count = c.a > 0.0 && c.a < 0.9999 && is_between ? (share > 0.0 ? 8 : 4) : 0;
    ivec2 fine = textureSize(s, low);
    ivec2 coarse = textureSize(s, min(low + 1, textureQueryLevels(s) - 1));
    vec4 sum = vec4(0.0);
    for (int i = 0; i < count; i++) {
        ivec2 size = i < 4 ? fine : coarse, by = ivec2(i & 1, (i >> 1) & 1);
        vec2 at = clamp(p, 0.0, 1.0) * vec2(size) - 0.5, f = fract(at);
        vec4 t = texelFetch(s, clamp(ivec2(floor(at)) + by, ivec2(0), size - 1), low + (i >> 2));
        vec2 w = mix(1.0 - f, f, vec2(by));
        sum += (i < 4 ? 1.0 - share : share) * w.x * w.y * vec4(t.rgb * t.a, t.a);
    }
    return sum.a > 0.0 ? vec4(sum.rgb / sum.a, sum.a) : c;
}
