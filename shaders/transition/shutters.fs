/*{
    "DESCRIPTION": "The first picture is painted on slats, the second on their backs; they turn over one after another.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Transition"],
    "INPUTS": [
        {"NAME": "startImage", "LABEL": "From", "TYPE": "image",
         "DESCRIPTION": "the picture that goes"},
        {"NAME": "endImage", "LABEL": "To", "TYPE": "image",
         "DESCRIPTION": "the picture that comes"},
        {"NAME": "progress", "LABEL": "Progress", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.5,
         "DESCRIPTION": "0 is the first picture, 1 the second"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 100,
         "DEFAULT": 12,
         "DESCRIPTION": "slats in the length of the height"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees",
         "MIN": 0, "MAX": 360, "DEFAULT": 90, "WRAP": true,
         "DESCRIPTION": "how the slats lie, degrees counter-clockwise; at 90 they stand upright"},
        {"NAME": "variety", "LABEL": "Variety", "TYPE": "float",
         "MIN": 0, "MAX": 1, "DEFAULT": 0.85,
         "DESCRIPTION": "how much later the last slat turns than the first"},
        {"NAME": "background", "LABEL": "Background", "TYPE": "color",
         "DEFAULT": [0.14, 0.13, 0.13, 1],
         "DESCRIPTION": "what is seen between the slats"}
    ]
}*/
#include "lib/fragment.glsl"
#include "lib/transition.glsl"

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    vec2 across = vec2(sin(radians(angle)), -cos(radians(angle)));
    vec2 reach = abs(across) * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    float edge = 0.5 * (reach.x + reach.y);
    float place = dot(p, across);
    float slat = floor(place * count + 0.5001);
    float middle = slat / count;

    float when = clamp(middle / (2.0 * edge) + 0.5, 0.0, 1.0);
    float over = transition_front(when, mix(4.0, 0.2, variety), progress);
    float turned = 3.14159265 * smoothstep(0.0, 1.0, smoothstep(0.0, 1.0, over));
    float narrow = abs(cos(turned));
    // As a slat turns, one long side comes nearer and looks larger.
    float offset = place - middle;
    float lean = over >= 1.0 ? 0.0 : 0.35 * sin(turned) * offset * count;
    float stretch = (1.0 + lean) / max(narrow, 0.001);
    float at = over <= 0.0 || over >= 1.0 ? offset : offset * stretch;
    float inside = (0.5 / count - abs(at)) / max(stretch, 1.0);
    float cover = over <= 0.0 || over >= 1.0 ? 1.0 : place_cover(inside, RENDERSIZE);

    vec2 seen = place_on_picture(p + across * (at - offset), RENDERSIZE);
    vec4 color = turned > 1.57079633 ? IMG_NORM_PIXEL(endImage, seen)
                                     : IMG_NORM_PIXEL(startImage, seen);
    float away = over <= 0.0 || over >= 1.0 ? 0.0 : 1.0 - narrow;
    float side = turned > 1.57079633 ? 1.0 : -1.0;
    color = fragment_lit(color, away * (0.4 * side - 0.05));
    gl_FragColor = blend_mix(background, color, cover);
}
