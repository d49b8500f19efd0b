/*{
    "DESCRIPTION": "Left and right against each other as one figure of light before the picture: upright is mono, broad is wide, lying is out of phase.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Sound"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "heard", "LABEL": "Sound", "TYPE": "audio",
         "DESCRIPTION": "what is heard"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 0, "DESCRIPTION": "how much of all this is seen"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 2,
         "DEFAULT": 0.6,
         "DESCRIPTION": "how far full scale goes, in heights of the picture"},
        {"NAME": "spread", "LABEL": "Spread", "TYPE": "float", "MIN": 0, "MAX": 8, "DEFAULT": 3,
         "DESCRIPTION": "how far sides go in proportion: 1 as far as the middle"},
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas", "MIN": [0, 0],
         "MAX": [1, 1],
         "DEFAULT": [0.5, 0.5], "DESCRIPTION": "where silence lies"},
        {"NAME": "width", "LABEL": "Width", "TYPE": "float", "UNIT": "height", "MIN": 0.0005, "MAX": 0.1,
         "DEFAULT": 0.004, "DESCRIPTION": "the line's, in heights of the picture"},
        {"NAME": "glow", "LABEL": "Glow", "TYPE": "float", "MIN": 0, "MAX": 2, "DEFAULT": 0.8,
         "DESCRIPTION": "how far its light falls on the picture"},
        {"NAME": "dim", "LABEL": "Dim", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.45,
         "DESCRIPTION": "how dark the picture is made behind it; 1 is black"},
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.72, 1.0, 0.86, 1],
         "DESCRIPTION": "the line's"}
    ]
}*/
#include "lib/place.glsl"

// A moment of the figure, from the oldest (0) to the newest (1), in heights around the centre: of the
// newest quarter of what is heard, 11 ms.
vec2 vectorscope_at(float part)
{
    float moment = 0.75 + 0.25 * part;
    float rows = IMG_SIZE(heard).y;
    float left = IMG_NORM_PIXEL(heard, vec2(moment, 0.5 / rows)).r * 2.0 - 1.0;
    float right = IMG_NORM_PIXEL(heard, vec2(moment, min(1.5, rows - 0.5) / rows)).r * 2.0 - 1.0;
    return size * vec2((right - left) * 0.5 * spread, (left + right) * 0.5);
}

float vectorscope_distance2(vec2 point, vec2 from, vec2 to)
{
    vec2 along = to - from, off = point - from;
    float part = clamp(dot(off, along) / max(dot(along, along), 1e-9), 0.0, 1.0);
    off -= part * along;
    return dot(off, off);
}

// How much of a pixel the line covers, so far from its middle; fine ones have no soft edge.
float line_cover(float away)
{
    float soft = width * 0.35;
    return soft * RENDERSIZE.y < 0.7 ? place_line(away, width + 0.5 * soft, RENDERSIZE)
                                     : smoothstep(width * 0.5 + soft, width * 0.5 - soft * 0.5, away);
}

void main()
{
    const float COUNT = 192.0;
    vec4 picture = IMG_THIS_PIXEL(inputImage);
    vec2 point = (isf_FragNormCoord - center) * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    float core = 0.0, light = 0.0;
    vec2 before = vectorscope_at(0.0);
    for (float i = 1.0; i <= COUNT; i += 1.0) {
        vec2 now = vectorscope_at(i / COUNT);
        float away2 = vectorscope_distance2(point, before, now);
        float age = 0.25 + 0.75 * i / COUNT; // the older, the fainter
        core = max(core, age * line_cover(sqrt(away2)));
        light += age / (1.0 + 90.0 * away2);
        before = now;
    }
    light *= 1.6 * glow / COUNT;
    vec3 lit = picture.rgb * (1.0 - dim) * (1.0 + 2.4 * light) + color.rgb * light * light * 0.5;
    lit = mix(min(lit, vec3(1.0)), color.rgb, core);
    gl_FragColor = mix(picture, vec4(lit, max(picture.a, core)), amount);
}
