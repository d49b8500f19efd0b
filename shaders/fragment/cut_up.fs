/*{
    "DESCRIPTION": "Scissors: the page in uneven columns and fragments, which change places.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Fragment"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "columns", "LABEL": "Columns", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 16,
         "DEFAULT": 4,
         "DESCRIPTION": "how many columns are cut"},
        {"NAME": "rows", "LABEL": "Rows", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 16, "DEFAULT": 3,
         "DESCRIPTION": "how many fragments are cut from each column"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.7,
         "IDENTITY": 0,
         "DESCRIPTION": "how many of them change places"},
        {"NAME": "variety", "LABEL": "Variety", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.6,
         "DESCRIPTION": "how uneven the cuts are"},
        {"NAME": "gap", "LABEL": "Gap", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.2,
         "DEFAULT": 0.004,
         "IDENTITY": 0,
         "DESCRIPTION": "the distance between two fragments, in heights of the picture"},
        {"NAME": "background", "LABEL": "Background", "TYPE": "color",
         "DEFAULT": [0.93, 0.90, 0.84, 1],
         "DESCRIPTION": "the colour of the gaps"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other cuts"}
    ]
}*/
#include "lib/fragment.glsl"
#include "lib/hash.glsl"

// How long piece i is, in units of the mean.
float piece_size(float i, float random)
{
    return 1.0 + 1.4 * variety * (fract(i * 0.618034 + random) - 0.5);
}

// One page edge of length 1 is cut into pieces that then lie in another order. For the place x on
// the new page: where it was before, the piece's number, the way to its nearer end.
vec3 uncut(float x, float pieces, vec3 random)
{
    float whole = 0.0;
    for (int i = 0; i < 16; i++)
        whole += float(i) < pieces ? piece_size(float(i), random.x) : 0.0;
    x *= whole;
    float turned = floor(random.y * pieces);
    float begin = 0.0;
    vec3 found = vec3(0.0);
    for (int i = 0; i < 16; i++) {
        float place = float(i);
        // Pieces change places in pairs, so that none is lost.
        float other = mod(turned - place + pieces, pieces);
        float piece = fract(min(place, other) * 0.7548777 + random.z) < amount ? other : place;
        float size = piece_size(piece, random.x);
        if (place < pieces && x >= begin)
            found = vec3(x - begin, piece, x - begin < 0.5 * size ? begin - x : begin + size - x);
        begin += size;
    }
    for (int i = 0; i < 16; i++)
        found.x += float(i) < found.y ? piece_size(float(i), random.x) : 0.0;
    return vec3(found.x / whole, found.y, found.z / whole);
}

void main()
{
    vec2 aspect = vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    vec2 point = isf_FragNormCoord;
    vec4 color = vec4(0.0);
    float inside = 0.0;
    float own = 1.0;
    int i = 0;
    do { // a pixel between two fragments sees both
        vec3 column = uncut(point.x, floor(columns + 0.5), hash3(vec2(0.0), seed));
        vec3 row = uncut(point.y, floor(rows + 0.5), hash3(vec2(column.y, 1.0), seed));
        vec4 side = IMG_NORM_PIXEL(inputImage, vec2(column.x, row.x) + isf_FragNormCoord - point);
        color = i == 0 ? side : blend_mix(side, color, own);
        if (i == 0) {
            vec2 way = vec2(column.z, row.z), far = abs(way) * aspect;
            inside = min(far.x, far.y);
            own = fragment_own(inside, gap, RENDERSIZE);
            way = far.x < far.y ? vec2(way.x, 0.0) : vec2(0.0, way.y);
            point = clamp(point + 2.001 * way, 0.0, 1.0);
        }
    } while (++i < edge_sides(own));
    gl_FragColor = fragment_on(background, color, inside, gap, RENDERSIZE);
}
