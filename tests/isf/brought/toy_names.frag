// What Shadertoy gives, as numbers that a test reads: 0.5 is none, 1 is 256.
void mainImage(out vec4 c, in vec2 at)
{
    if (at.x < iResolution.x * 0.25)
        c = vec4(iTime, iTimeDelta, float(iFrame), 0.0);
    else if (at.x < iResolution.x * 0.5)
        c = vec4(iResolution, 0.0);
    else if (at.x < iResolution.x * 0.75)
        c = vec4(iMouse.xzw, 0.0);
    else
        c = vec4(iChannelResolution[0].xy, texture(iChannel0, at / iResolution.xy).a, 0.0);
    c = c / 512.0 + 0.5;
}
