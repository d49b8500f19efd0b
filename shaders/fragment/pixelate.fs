/*{
    "DESCRIPTION": "Draws the picture together into squares.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Fragment"],
    "MAGNIFY": "mix(1, min(3 * $count / $HEIGHT, 1), $amount)",
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 1000,
         "DEFAULT": 48,
         "DESCRIPTION": "squares along the picture's height"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 0,
         "DESCRIPTION": "how far each square draws the picture together; 1 is one flat colour"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/cells.glsl"
#include "lib/place.glsl"

// The point p of the picture, drawn towards a place in its square.
vec2 drawn(vec2 p, vec2 place)
{
    return place_on_picture(mix(p, place, amount), RENDERSIZE);
}

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    vec2 center = cell_grid(p * count).zw / count;
    vec2 apart = vec2(0.25, -0.25) / count;
    // Four points of the square instead of one: fine structures keep their mean.
    vec4 a = IMG_NORM_PIXEL(inputImage, drawn(p, center + apart.xx));
    vec4 b = IMG_NORM_PIXEL(inputImage, drawn(p, center + apart.xy));
    vec4 c = IMG_NORM_PIXEL(inputImage, drawn(p, center + apart.yx));
    vec4 d = IMG_NORM_PIXEL(inputImage, drawn(p, center + apart.yy));
    gl_FragColor = blend_mix(blend_mix(a, b, 0.5), blend_mix(c, d, 0.5), 0.5);
}
