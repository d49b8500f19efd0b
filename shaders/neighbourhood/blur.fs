/*{
    "DESCRIPTION": "Softens the picture as if it lay out of focus.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Neighbourhood"],
    "REACH": "$radius * 1.5",
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "radius", "LABEL": "Radius", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.5,
         "DEFAULT": 0.02,
         "IDENTITY": 0, "DESCRIPTION": "how far colours run, in heights of the picture"}
    ],
    "PASSES": [
        {"TARGET": "light", "FLOAT": true,
         "WIDTH": "2 + ceil($WIDTH / pow(2, min(4, floor(log(max(1, 0.14 * $radius * $HEIGHT)) / log(2)))))",
         "HEIGHT": "2 + ceil($HEIGHT / pow(2, min(4, floor(log(max(1, 0.14 * $radius * $HEIGHT)) / log(2)))))"},
        {"TARGET": "narrow", "FLOAT": true,
         "WIDTH": "min($WIDTH, 4 + ceil(3.7 * $WIDTH / $HEIGHT / max($radius, 0.0001)))",
         "HEIGHT": "2 + ceil($HEIGHT / pow(2, min(4, floor(log(max(1, 0.14 * $radius * $HEIGHT)) / log(2)))))"},
        {"TARGET": "small", "FLOAT": true,
         "WIDTH": "min($WIDTH, 4 + ceil(3.7 * $WIDTH / $HEIGHT / max($radius, 0.0001)))",
         "HEIGHT": "min($HEIGHT, 4 + ceil(3.7 / max($radius, 0.0001)))"},
        {}
    ]
}*/
#include "lib/cubic.glsl"
#include "lib/light.glsl"

// A bell curve that has fallen to 1/20 at the radius, first along the rows, then along the columns.
// It is worked out at no more places than it needs: each pass draws a picture so small that the
// curve is a texel and a half wide there, and smooth reading between those fills the canvas. What it
// reads is light, means of so many pixels that the curve is three texels wide at least. So a wide blur
// costs what a narrow one does.

const float BELL = 0.40853; // the curve's standard deviation where the radius is 1
const int MOST_PAIRS = 1024;
const int MOST_SIDE = 16;

// How many texels a small picture goes on beyond each edge of the canvas.
float margin(float count, float full)
{
    return count < full ? 2.0 : 0.0;
}

// How many pixels a texel of the light is wide: 1, 2, 4, 8 or 16.
float pixels_a_texel()
{
    float texels = (PASSINDEX == 0 ? RENDERSIZE.y : IMG_SIZE(light).y) - 2.0;
    float about = IMG_SIZE(inputImage).y / texels; // the last texel of a row may hang over
    return 1.0 + step(1.5, about) + 2.0 * step(3.0, about) + 4.0 * step(6.0, about) + 8.0 * step(12.0, about);
}

// The mean light of the pixels of one texel, alpha multiplied in. A texel beyond each edge of the
// picture has what the edge has.
vec4 gathered()
{
    float side = pixels_a_texel();
    vec2 corner = (floor(isf_FragNormCoord * RENDERSIZE) - 1.0) * side + 0.5;
    vec4 sum = vec4(0.0);
    for (int y = 0; y < MOST_SIDE; y++) {
        if (float(y) >= side)
            break;
        for (int x = 0; x < MOST_SIDE; x++) {
            if (float(x) >= side)
                break;
            vec4 color = IMG_PIXEL(inputImage, corner + vec2(x, y));
            sum += vec4(light_of_color(color.rgb) * color.a, color.a);
        }
    }
    return sum / (side * side);
}

vec4 tap(float along, vec2 texel)
{
    return PASSINDEX == 1 ? IMG_PIXEL(light, vec2(along, texel.y)) : IMG_PIXEL(narrow, vec2(texel.x, along));
}

// The curve's mean along one axis. `texel` is the place in what is read, `deviation` is in texels
// of it. Two neighbours are read by one linear tap between them.
vec4 bell(float along, vec2 texel, float deviation)
{
    float fall = -0.5 / max(deviation * deviation, 1e-6);
    float first = floor(along - 3.5 * deviation) + 0.5;
    float pairs = floor(3.5 * deviation + 2.0);
    vec4 sum = vec4(0.0);
    float weight = 0.0;
    for (int i = 0; i < MOST_PAIRS; i++) {
        if (float(i) >= pairs)
            break;
        float left = first + 2.0 * float(i);
        vec2 away = vec2(left, left + 1.0) - along;
        vec2 w = exp(fall * away * away);
        float both = w.x + w.y;
        sum += both * tap(left + w.y / max(both, 1e-30), texel);
        weight += both;
    }
    return sum / weight;
}

// One axis of a small picture: from full to count texels.
vec4 shrunk(float place, float count, float full, vec2 texel, float deviation)
{
    float beyond = margin(count, full);
    float step_length = full / (count - 2.0 * beyond);
    float along = (place * count - beyond) * step_length;
    // Reading smoothly between the small picture's texels will blur it by itself.
    float later = beyond > 0.0 ? step_length * step_length / 3.0 : 0.0;
    // And so has the light's mean.
    float side = pixels_a_texel();
    float rest = deviation * deviation - later - (side * side - 1.0) / 12.0;
    return bell(along / side + 1.0, texel, sqrt(max(rest, 0.0)) / side);
}

vec4 enlarged()
{
    vec2 size = IMG_SIZE(small);
    vec2 beyond = vec2(margin(size.x, RENDERSIZE.x), margin(size.y, RENDERSIZE.y));
    vec2 texel = beyond + isf_FragNormCoord * (size - 2.0 * beyond);
    Cubic at = cubic_spline(texel);
    vec2 is_full = step(beyond, vec2(0.5));
    at.low = mix(at.low, texel, is_full);
    at.share *= 1.0 - is_full;
    vec4 low = mix(IMG_PIXEL(small, at.low), IMG_PIXEL(small, vec2(at.high.x, at.low.y)), at.share.x);
    vec4 high = mix(IMG_PIXEL(small, vec2(at.low.x, at.high.y)), IMG_PIXEL(small, at.high), at.share.x);
    return mix(low, high, at.share.y);
}

void main()
{
    vec2 full = IMG_SIZE(inputImage);
    vec2 texel = isf_FragNormCoord * RENDERSIZE;
    float deviation = BELL * radius * full.y;
    if (PASSINDEX == 0) {
        gl_FragColor = gathered();
    } else if (PASSINDEX == 1) {
        gl_FragColor = shrunk(isf_FragNormCoord.x, RENDERSIZE.x, full.x, texel, deviation);
    } else if (PASSINDEX == 2) {
        gl_FragColor = shrunk(isf_FragNormCoord.y, RENDERSIZE.y, full.y, texel, deviation);
    } else {
        vec4 sum = enlarged();
        gl_FragColor = vec4(color_of_light(sum.rgb / max(sum.a, 1e-9)), sum.a);
    }
}
