/*{
    "DESCRIPTION": "Stirs the picture round a point.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Geometry"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "turns", "LABEL": "Turns", "TYPE": "float", "MIN": -8, "MAX": 8, "DEFAULT": 0.5,
         "IDENTITY": 0, "DESCRIPTION": "how often the centre is turned, counter-clockwise"},
        {"NAME": "radius", "LABEL": "Radius", "TYPE": "float", "UNIT": "height", "MIN": 0.01, "MAX": 4,
         "DEFAULT": 0.6,
         "DESCRIPTION": "how far the stirring reaches, in heights"},
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas", "MIN": [0, 0],
         "MAX": [1, 1],
         "DEFAULT": [0.5, 0.5],
         "DESCRIPTION": "the point that is stirred"},
        {"NAME": "edge", "LABEL": "Edge", "TYPE": "long", "VALUES": [0, 1, 2],
         "LABELS": ["stretch", "mirror", "repeat"],
         "DEFAULT": 1,
         "DESCRIPTION": "what lies beyond the picture: its edge drawn out, its mirror image, or the picture again"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/edge.glsl"
#include "lib/place.glsl"

void main()
{
    vec2 aspect = vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    vec2 from_center = (isf_FragNormCoord - center) * aspect;
    float calm = 1.0 - clamp(length(from_center) / radius, 0.0, 1.0);
    float angle = -360.0 * turns * calm * calm;
    vec2 turned = place_turned(angle) * from_center;
    vec2 point = center + turned / aspect;
    // A pixel's width in the picture, which is sheared around the centre.
    float shear = radians(720.0 * turns * calm / radius);
    float both = 2.0 * shear * turned.x * turned.y / max(length(turned), 1e-9);
    vec2 pixel = sqrt(1.0 + vec2(-both, both) + shear * shear * turned.yx * turned.yx) / RENDERSIZE;
    float own = edge == 2 ? seam_cover(point, pixel) : 1.0;
    vec4 color = vec4(0.0);
    int i = 0;
    do {
        vec4 side = IMG_NORM_PIXEL(inputImage, place_edge(point, edge));
        color = i == 0 ? side : blend_mix(side, color, own);
        point = seam_beside(point, pixel);
    } while (++i < seam_sides(own));
    gl_FragColor = color;
}
