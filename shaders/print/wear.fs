/*{
    "DESCRIPTION": "A print that was looked at too long: it fades, foxes, cracks, and flakes off its paper in the end.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Print"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "aura", "LABEL": "Aura", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.4,
         "IDENTITY": 1,
         "DESCRIPTION": "what is left of it: 1 was never shown, 0 is worn out"},
        {"NAME": "cracks", "LABEL": "Cracks", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.6,
         "DESCRIPTION": "how many cracks it gets; at 1 all of it comes off in the end"},
        {"NAME": "fade", "LABEL": "Fade", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.8,
         "DESCRIPTION": "how much it pales"},
        {"NAME": "foxing", "LABEL": "Foxing", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.5,
         "DESCRIPTION": "how many brown spots it gets"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 60,
         "DEFAULT": 7,
         "DESCRIPTION": "how many pieces the cracks leave in the height"},
        {"NAME": "paper", "LABEL": "Paper", "TYPE": "color", "DEFAULT": [0.93, 0.88, 0.77, 1],
         "DESCRIPTION": "the colour of the paper below"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other wear"}
    ]
}*/
#include "lib/colour.glsl"
#include "lib/noise.glsl"
#include "lib/place.glsl"
#include "lib/voronoi.glsl"

// Faded by so much: colours first, which leave a brown, then the shadows.
vec3 faded(vec3 color, vec2 place, float much)
{
    float light = colour_luma(color);
    float patchy = noise_value(place * 2.0, seed) - 0.5;
    vec3 brown = mix(vec3(0.23, 0.16, 0.11), paper.rgb, light);
    vec3 pale = mix(color, brown, smoothstep(0.0, 0.7, much));
    return mix(pale, paper.rgb, clamp(0.75 * much * much * (1.0 + 0.6 * patchy), 0.0, 1.0));
}

// How brown a place is: one spot in some of the cells, each with its own size and paleness.
float spot(vec2 place, float share, float salt)
{
    vec2 cell = floor(place);
    vec3 random = hash3(cell, seed + salt);
    vec2 away = place - cell - 0.3 - 0.4 * hash2(cell, seed + salt + 1.0);
    float ragged = 0.55 + 0.9 * noise_value(place * 7.0, seed + salt + 2.0);
    float radius = (0.03 + 0.22 * random.y * random.y) * ragged;
    float strength = (0.3 + 0.7 * random.z) * clamp((share - random.x) * 6.0, 0.0, 1.0);
    float inside = 1.0 - length(away) / radius;
    return strength * (0.6 * smoothstep(0.0, 0.25, inside) + 0.4 * smoothstep(0.3, 0.9, inside));
}

// Where the layer that carries the picture is open, in pieces of 1 / pieces of the height: x is how
// much of the paper is bare, y how much the edges beside it have lifted.
vec2 cracked(vec2 place, float pieces, float much, float salt)
{
    vec2 p = place * pieces;
    p += 0.4 * vec2(noise_value(1.7 * p, salt), noise_value(1.7 * p.yx, salt + 1.0));
    vec4 cell = cell_voronoi(p, 1.0, salt);
    float away = edge_voronoi(p, cell, 1.0, salt) / pieces;
    float open = clamp(2.2 * much - 1.3 * noise_value(0.6 * p, salt + 2.0), 0.0, 1.0);
    // Pieces fall in the end, most of them side by side, and sooner at the rim.
    vec2 rim = 0.5 * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0) - abs(cell.zw / pieces);
    float holds = noise_value(0.45 * cell.zw, salt + 3.0) + 0.4 * hash1(cell.xy, salt + 4.0) +
                  0.5 * smoothstep(-0.05, 0.3, min(rim.x, rim.y));
    float gone = step(holds + 0.6, 1.65 * much);
    float width = 0.012 * open / pieces;
    return vec2(max(gone, place_line(away, width, RENDERSIZE)), open * exp(-away / (3.0 * width + 1e-4)));
}

void main()
{
    vec4 picture = IMG_THIS_PIXEL(inputImage);
    float worn = 1.0 - aura;
    vec2 place = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    vec3 color = faded(picture.rgb, place, fade * worn);

    // They come in clusters.
    float share = 1.5 * foxing * worn * noise_value(1.3 * place, seed + 5.0);
    float brown = max(0.7 * spot(place * 6.0, share, 11.0),
                      max(spot(place * 17.0, share, 21.0), spot(place * 45.0, share, 31.0)));
    color *= mix(vec3(1.0), vec3(0.74, 0.53, 0.33), brown);

    float much = 1.6 * cracks * worn;
    vec2 wide = cracked(place, count, much, seed + 41.0);
    vec2 fine = cracked(place, 2.7 * count, 0.8 * much, seed + 51.0);
    color *= 1.0 - 0.24 * max(wide.y, 0.6 * fine.y);
    vec3 bare = paper.rgb * (1.0 - 0.06 * noise_value(place * 230.0, seed + 61.0));
    color = mix(color, bare, max(wide.x, fine.x));
    gl_FragColor = worn > 0.0 ? vec4(color, picture.a) : picture;
}
