/*{
    "DESCRIPTION": "Draws the picture's outlines with a pen.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Neighbourhood"],
    "REACH": "$radius",
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "radius", "LABEL": "Radius", "TYPE": "float", "UNIT": "height", "MIN": 0.001, "MAX": 0.1,
         "DEFAULT": 0.004,
         "DESCRIPTION": "how fine the pen is, in heights of the picture"},
        {"NAME": "level", "LABEL": "Level", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.02,
         "DESCRIPTION": "how strong an edge must be to be drawn"},
        {"NAME": "softness", "LABEL": "Softness", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.2,
         "DESCRIPTION": "from a hard pen to a soft pencil"},
        {"NAME": "ink", "LABEL": "Ink", "TYPE": "color", "DEFAULT": [0.10, 0.10, 0.13, 1],
         "DESCRIPTION": "the colour of the lines"},
        {"NAME": "paper", "LABEL": "Paper", "TYPE": "color", "DEFAULT": [0.96, 0.94, 0.89, 1],
         "DESCRIPTION": "the colour between them"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 0, "DESCRIPTION": "how much of the drawing is seen over the picture"}
    ]
}*/
#include "lib/colour.glsl"

void main()
{
    // A pen finer than a pixel would find no slope between two of them: it draws wider and paler.
    float wide = max(radius, 1.0 / RENDERSIZE.y);
    vec2 pen = wide * vec2(RENDERSIZE.y / RENDERSIZE.x, 1.0);
    vec4 picture = IMG_THIS_PIXEL(inputImage);
    // Sobel over eight neighbours, around a circle: the slope of the tone.
    vec2 slope = vec2(0.0);
    for (int i = 0; i < 8; i++) {
        float angle = 0.78539816 * float(i);
        vec2 way = vec2(cos(angle), sin(angle));
        vec4 color = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord + way * pen);
        slope += 0.25 * way * mix(1.0, colour_luma(color.rgb), color.a);
    }
    float line = smoothstep(level, level + max(softness, 1e-3), length(slope) * 1.6);
    line *= radius / wide;
    gl_FragColor = vec4(mix(picture.rgb, mix(paper.rgb, ink.rgb, line), amount), picture.a);
}
