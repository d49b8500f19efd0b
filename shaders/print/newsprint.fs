/*{
    "DESCRIPTION": "Prints the picture in four inks, each a screen of dots at its own angle, on cheap warm paper.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Print"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "dots", "LABEL": "Dots", "TYPE": "float", "UNIT": "count", "MIN": 4, "MAX": 1000,
         "DEFAULT": 120,
         "DESCRIPTION": "how many rows of dots fit into the height"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 0,
         "WRAP": true, "DESCRIPTION": "turns all four screens, degrees counter-clockwise"},
        {"NAME": "saturation", "LABEL": "Saturation", "TYPE": "float", "MIN": 0, "MAX": 4,
         "DEFAULT": 1.25,
         "DESCRIPTION": "how strong the colours are before they are printed; 1 leaves them"},
        {"NAME": "black", "LABEL": "Black", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.75,
         "DESCRIPTION": "how much of the greys is left to the black ink"},
        {"NAME": "paper", "LABEL": "Paper", "TYPE": "color", "DEFAULT": [0.95, 0.92, 0.84, 1],
         "DESCRIPTION": "the colour of the paper"}
    ]
}*/
#include "lib/colour.glsl"
#include "lib/place.glsl"
#include "lib/screen.glsl"

// What is left of the paper's light under full ink.
const vec3 CYAN = vec3(0.05, 0.62, 0.87);
const vec3 MAGENTA = vec3(0.88, 0.12, 0.46);
const vec3 YELLOW = vec3(1.00, 0.88, 0.10);
const vec3 BLACK = vec3(0.13, 0.12, 0.13);

vec3 printed(vec3 ink, vec2 point, float turn, float dark)
{
    vec2 place = place_turned(-angle - turn) * point * dots;
    return mix(vec3(1.0), ink, screen_ink(place, dark, dots / RENDERSIZE.y));
}

void main()
{
    vec2 point = (isf_FragNormCoord - 0.5) * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    vec4 color = IMG_THIS_PIXEL(inputImage);
    vec3 strong = mix(vec3(colour_luma(color.rgb)), color.rgb, saturation);
    vec3 dark = 1.0 - clamp(strong, 0.0, 1.0);
    float key = black * min(dark.r, min(dark.g, dark.b));
    dark = (dark - key) / max(1.0 - key, 1e-3);
    vec3 sheet = paper.rgb;
    sheet *= printed(YELLOW, point, 0.0, dark.b);
    sheet *= printed(CYAN, point, 15.0, dark.r);
    sheet *= printed(BLACK, point, 45.0, key);
    sheet *= printed(MAGENTA, point, 75.0, dark.g);
    gl_FragColor = vec4(sheet, color.a);
}
