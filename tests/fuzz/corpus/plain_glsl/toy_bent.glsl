// The picture, bent around the pointer; the second channel shines through.
const float STRENGTH = 0.2;

vec2 bend(vec2 uv)
{
    vec2 m = iMouse.z > 0.0 ? iMouse.xy / iResolution.xy : vec2(0.5);
    vec2 d = uv - m;
    d.x *= iResolution.x / iResolution.y;
    return uv + STRENGTH * d * exp(-8.0 * dot(d, d));
}

void mainImage( out vec4 O, vec2 U )
{
    vec2 uv = U / iResolution.xy;
    ivec2 size = textureSize(iChannel0, 0);
    vec4 a = texture(iChannel0, bend(uv));
    vec4 b = texelFetch(iChannel1, ivec2(U) % ivec2(iChannelResolution[1].xy), 0);
    O = mix(a, b, 0.25 + 0.1 * sin(iChannelTime[0]) + 0.0 * float(size.x + iFrame) * iTimeDelta);
    O.rgb *= iDate.y < 12.0 ? 1.0 : 0.5;
}
