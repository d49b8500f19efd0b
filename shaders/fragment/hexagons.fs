/*{
    "DESCRIPTION": "A honeycomb of lenses.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Fragment"],
    "MAGNIFY": "max(1-pow($amount, 8), 0.04) / max(1-$amount, 0.2)",
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 200,
         "DEFAULT": 14,
         "DESCRIPTION": "hexagons along the picture's height"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.5,
         "IDENTITY": 0,
         "DESCRIPTION": "how far each draws the picture to its middle; 1 is one flat colour"},
        {"NAME": "turn", "LABEL": "Turn", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 180,
         "DEFAULT": 0,
         "IDENTITY": 0,
         "DESCRIPTION": "how far the picture may turn in each one, in degrees"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 0,
         "WRAP": true,
         "DESCRIPTION": "how the pattern lies, degrees counter-clockwise"},
        {"NAME": "light", "LABEL": "Light", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.05,
         "IDENTITY": 0,
         "DESCRIPTION": "how much brighter or darker one may be"},
        {"NAME": "gap", "LABEL": "Gap", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.2,
         "DEFAULT": 0.003,
         "IDENTITY": 0,
         "DESCRIPTION": "the distance between two of them, in heights of the picture"},
        {"NAME": "background", "LABEL": "Background", "TYPE": "color",
         "DEFAULT": [0.08, 0.08, 0.09, 1],
         "DESCRIPTION": "the colour of the gaps"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other turns and lights"}
    ]
}*/
#include "lib/cells.glsl"
#include "lib/fragment.glsl"
#include "lib/hash.glsl"

// The picture at p through one cell. lie turns the pattern to the picture.
vec4 seen(vec2 p, vec4 cell, mat2 lie, float scale)
{
    vec2 center = lie * cell.zw / scale;
    vec3 random = hash3(cell.xy, seed);
    vec2 from = fragment_behind(mix(p, center, amount), center, 0.0, turn, random);
    vec4 color = IMG_NORM_PIXEL(inputImage, place_edge(place_on_picture(from, RENDERSIZE), 1));
    return fragment_lit(color, light * (2.0 * random.x - 1.0));
}

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    mat2 lie = place_turned(angle);
    float scale = count * 1.0;
    vec2 q = p * lie * scale; // a vector before a matrix: turned back
    vec4 cell = cell_hexagon(q), beside = beside_hexagon(q, cell);
    float inside = edge_hexagon(q) / scale;
    float own = fragment_own(inside, gap, RENDERSIZE);
    vec4 color = vec4(0.0);
    int i = 0;
    do { // a pixel on the outline sees what is beside it, too
        vec4 side = seen(p, i == 0 ? cell : beside, lie, scale);
        color = i == 0 ? side : blend_mix(side, color, own);
    } while (++i < edge_sides(own));
    gl_FragColor = fragment_on(background, color, inside, gap, RENDERSIZE);
}
