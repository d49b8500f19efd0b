/*{
    "DESCRIPTION": "The first picture goes up in light, as film does in a gate without a shutter, and the second one comes out of it.",
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
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [1.0, 0.97, 0.9, 1],
         "DESCRIPTION": "the colour of the light"},
        {"NAME": "softness", "LABEL": "Softness", "TYPE": "float",
         "MIN": 0, "MAX": 1, "DEFAULT": 0.6,
         "DESCRIPTION": "how much later the light reaches the corners"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/light.glsl"
#include "lib/place.glsl"

// A picture under so much light, 0 to 1: first its bright parts burn out, at last all of it.
vec4 exposed(vec4 picture, float light)
{
    vec3 film = light_linear(clamp(picture.rgb, 0.0, 1.0)) + 0.012 * light;
    vec3 shot = 1.0 - pow(max(1.0 - film, vec3(0.0)), vec3(exp2(5.5 * light * light)));
    vec3 warm = mix(vec3(1.0), color.rgb, smoothstep(0.0, 0.6, light));
    // Where the picture does not cover there is the light alone.
    float alpha = max(picture.a, light);
    vec3 burnt = mix(vec3(1.0), light_encoded(shot), picture.a / max(alpha, 1e-9));
    return blend_mix(picture, vec4(burnt * warm, alpha), smoothstep(0.0, 0.1, light));
}

void main()
{
    float away = length(place_from_middle(isf_FragNormCoord, RENDERSIZE));
    // 0 and 1 at the ends, 1 in the middle: there both pictures are nothing but light.
    float rise = 1.0 - abs(2.0 * progress - 1.0);
    float light = pow(rise, 1.0 + softness * away);
    float cut = smoothstep(0.3, 0.7, progress);
    vec4 goes = exposed(IMG_THIS_PIXEL(startImage), light);
    vec4 comes = exposed(IMG_THIS_PIXEL(endImage), light);
    gl_FragColor = blend_mix(goes, comes, cut);
}
