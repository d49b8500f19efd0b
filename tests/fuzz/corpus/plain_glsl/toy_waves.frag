// Author: nobody in particular
#define T iTime
#define R iResolution

float wave(vec2 p, float k)
{
    return sin(p.x * k + T) + cos(p.y * k - T);
}

void mainImage(out vec4 fragColor, in vec2 fragCoord)
{
    vec2 uv = fragCoord / R.xy;
    vec2 p = (2.0 * fragCoord - R.xy) / R.y;
    float h = wave(p, 7.0) * 0.5;
    fragColor = vec4(0.5 + 0.5 * cos(h + uv.xyx + vec3(0, 2, 4)), 0.0);
}
