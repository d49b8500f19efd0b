/*{
    "DESCRIPTION": "A living pattern grows where the picture is dark and starves where it is light.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Time"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "UNIT": "height", "MIN": 0.015, "MAX": 0.5,
         "DEFAULT": 0.04,
         "DESCRIPTION": "the distance from one line of the pattern to the next, in heights of the picture"},
        {"NAME": "speed", "LABEL": "Speed", "TYPE": "float", "MIN": 0, "MAX": 300, "DEFAULT": 240,
         "DESCRIPTION": "how many steps it lives in a second"},
        {"NAME": "feed", "LABEL": "Feed", "TYPE": "float", "MIN": 0.01, "MAX": 0.08,
         "DEFAULT": 0.04,
         "DESCRIPTION": "how much it is fed: little makes dots, much makes a maze"},
        {"NAME": "appetite", "LABEL": "Appetite", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.6,
         "DESCRIPTION": "how light a part may be where it still lives"},
        {"NAME": "ink", "LABEL": "Ink", "TYPE": "color", "DEFAULT": [0.09, 0.10, 0.14, 1],
         "DESCRIPTION": "the colour of the pattern"},
        {"NAME": "paper", "LABEL": "Paper", "TYPE": "color", "DEFAULT": [0.95, 0.92, 0.85, 1],
         "DESCRIPTION": "the colour between"},
        {"NAME": "stain", "LABEL": "Stain", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.35,
         "DESCRIPTION": "how much of the picture's own colours both take on"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 0, "DESCRIPTION": "how much of it is seen over the picture"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, another growth"}
    ],
    "CLOCKS": [{"NAME": "due",
                "VALUE": "floor($TIME * $speed + 0.001) - floor(($TIME - $TIMEDELTA) * $speed + 0.001)"}],
    "PASSES": [
        {"TARGET": "dish", "PERSISTENT": true, "FLOAT": true,
         "WIDTH": "ceil(9.5 * $WIDTH / $HEIGHT / $size)", "HEIGHT": "ceil(9.5 / $size)"},
        {"TARGET": "dish", "PERSISTENT": true, "FLOAT": true,
         "WIDTH": "ceil(9.5 * $WIDTH / $HEIGHT / $size)", "HEIGHT": "ceil(9.5 / $size)"},
        {"TARGET": "dish", "PERSISTENT": true, "FLOAT": true,
         "WIDTH": "ceil(9.5 * $WIDTH / $HEIGHT / $size)", "HEIGHT": "ceil(9.5 / $size)"},
        {"TARGET": "dish", "PERSISTENT": true, "FLOAT": true,
         "WIDTH": "ceil(9.5 * $WIDTH / $HEIGHT / $size)", "HEIGHT": "ceil(9.5 / $size)"},
        {"TARGET": "dish", "PERSISTENT": true, "FLOAT": true,
         "WIDTH": "ceil(9.5 * $WIDTH / $HEIGHT / $size)", "HEIGHT": "ceil(9.5 / $size)"},
        {"TARGET": "dish", "PERSISTENT": true, "FLOAT": true,
         "WIDTH": "ceil(9.5 * $WIDTH / $HEIGHT / $size)", "HEIGHT": "ceil(9.5 / $size)"},
        {"TARGET": "dish", "PERSISTENT": true, "FLOAT": true,
         "WIDTH": "ceil(9.5 * $WIDTH / $HEIGHT / $size)", "HEIGHT": "ceil(9.5 / $size)"},
        {"TARGET": "dish", "PERSISTENT": true, "FLOAT": true,
         "WIDTH": "ceil(9.5 * $WIDTH / $HEIGHT / $size)", "HEIGHT": "ceil(9.5 / $size)"},
        {"TARGET": "dish", "PERSISTENT": true, "FLOAT": true,
         "WIDTH": "ceil(9.5 * $WIDTH / $HEIGHT / $size)", "HEIGHT": "ceil(9.5 / $size)"},
        {"TARGET": "dish", "PERSISTENT": true, "FLOAT": true,
         "WIDTH": "ceil(9.5 * $WIDTH / $HEIGHT / $size)", "HEIGHT": "ceil(9.5 / $size)"},
        {}
    ]
}*/
#include "lib/colour.glsl"
#include "lib/cubic.glsl"
#include "lib/hash.glsl"

const int PASS_COUNT = 10;

// The dish in units of its cells. x is what is eaten, y what eats; alpha says that it lives.
vec4 cell(vec2 place)
{
    return IMG_PIXEL(dish, place);
}

// In the first frame the picture is strewn with dots, the larger the darker it is.
vec4 strewn(vec2 place, float light)
{
    vec2 square = floor(place / 8.0);
    vec2 away = place / 8.0 - square - 0.5 - 0.3 * (hash2(square, seed) - 0.5);
    float spot = clamp((0.48 * sqrt(1.0 - light) - length(away)) * 8.0 + 0.5, 0.0, 1.0);
    // Fed sparingly, or all of them would spread at once, and starve.
    return vec4(0.55 - 0.2 * spot, 0.4 * spot, 0.0, 1.0);
}

// A step of Gray and Scott's reaction (1984) by Pearson's numbers (1993).
vec4 grown(vec2 place, float light)
{
    vec4 here = cell(place);
    vec4 around = cell(place + 0.5) + cell(place - 0.5) + cell(place + vec2(0.5, -0.5)) +
                  cell(place + vec2(-0.5, 0.5));
    vec2 spread = 0.25 * around.xy - here.xy;
    float eaten = here.x * here.y * here.y;
    float kill = 0.058 + 0.012 * smoothstep(0.0, 1.0, light + 0.5 - appetite);
    // A few cells are always sown again, or what has died out would not come back.
    float sown = 0.02 * step(hash1(floor(place), seed), 0.01) * step(light, appetite);
    vec2 next = here.xy + vec2(0.9 * spread.x - eaten + feed * (1.0 - here.x),
                               0.45 * spread.y + eaten - (kill + feed) * here.y + sown);
    return vec4(clamp(next, 0.0, 1.0), 0.0, 1.0);
}

vec4 lived()
{
    vec2 place = isf_FragNormCoord * RENDERSIZE;
    vec4 before = cell(place);
    float light = colour_luma(IMG_THIS_PIXEL(inputImage).rgb);
    if (before.a <= 0.0)
        return strewn(place, light);
    // So many steps fall into this frame, one a pass.
    return float(PASSINDEX) < due ? grown(place, light) : before;
}

// The pattern at a place, which is in cells.
float pattern_at(vec2 place)
{
    Cubic at = cubic_spline(place);
    float low = mix(cell(at.low).y, cell(vec2(at.high.x, at.low.y)).y, at.share.x);
    float high = mix(cell(vec2(at.low.x, at.high.y)).y, cell(at.high).y, at.share.x);
    return smoothstep(0.12, 0.24, mix(low, high, at.share.y));
}

vec4 drawn()
{
    // A small picture's pixel holds more than a cell.
    float pixel = IMG_SIZE(dish).y / RENDERSIZE.y;
    float n = clamp(ceil(2.0 * pixel - 0.25), 1.0, 4.0);
    float pattern = 0.0;
    float i = 0.0;
    do {
        vec2 apart = (vec2(mod(i, n), floor(i / n)) + 0.5) / n - 0.5;
        pattern += pattern_at(isf_FragNormCoord * IMG_SIZE(dish) + pixel * apart) / (n * n);
        i += 1.0;
    } while (i < n * n);
    vec4 picture = IMG_THIS_PIXEL(inputImage);
    vec3 dark = mix(ink.rgb, ink.rgb + 0.6 * picture.rgb, stain);
    vec3 light = mix(paper.rgb, paper.rgb * (0.4 + picture.rgb), stain);
    return vec4(mix(picture.rgb, mix(light, dark, pattern), amount), picture.a);
}

void main()
{
    gl_FragColor = PASSINDEX < PASS_COUNT ? lived() : drawn();
}
