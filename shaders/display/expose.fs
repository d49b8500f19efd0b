/*{
    "DESCRIPTION": "Lets light fall on a picture that lies in the dark, part by part, until all of it is on display.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Display"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.55,
         "IDENTITY": 1, "DESCRIPTION": "how much of it is seen: 0 nothing, 1 all"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 0.5, "MAX": 50,
         "DEFAULT": 2,
         "DESCRIPTION": "how many pools of light fit into the height"},
        {"NAME": "softness", "LABEL": "Softness", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 1,
         "DESCRIPTION": "from a hard spotlight to a soft lamp"},
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.08, 0.10, 0.17, 1],
         "DESCRIPTION": "the colour of the dark"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other places come first"}
    ]
}*/
#include "lib/hash.glsl"
#include "lib/voronoi.glsl"

// The pools of light that fall on a place, which is in pools: 0 dark, 1 lit.
float pools(vec2 place)
{
    float dark = 1.0;
    for (int y = -1; y <= 1; y++) {
        for (int x = -1; x <= 1; x++) {
            vec2 cell = floor(place) + vec2(float(x), float(y));
            float moment = 0.6 * hash1(cell, seed + 1.0);
            float grown = clamp((0.66 * amount - moment) / 0.4, 0.0, 1.0);
            // At its widest a pool stays within the neighbouring cells, which are all we ask.
            float radius = 1.33 * grown * sqrt(grown);
            float edge = radius * (1.0 - 0.8 * softness) - count / RENDERSIZE.y;
            float away = length(place - cell_site(cell, 0.5, seed));
            dark *= smoothstep(edge, radius, away);
        }
    }
    return 1.0 - dark;
}

void main()
{
    vec4 picture = IMG_THIS_PIXEL(inputImage);
    vec2 place = (isf_FragNormCoord - 0.5) * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0) * count;
    // At the very end the lamps of the whole house come up.
    float light = max(pools(place), smoothstep(0.85, 1.0, amount));
    vec3 unlit = color.rgb * (0.3 + picture.rgb);
    // Warm where the light ends.
    vec3 lit = pow(vec3(light), vec3(0.8, 1.0, 1.3));
    gl_FragColor = vec4(mix(unlit, picture.rgb, lit), picture.a);
}
