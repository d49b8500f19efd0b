/*{
    "DESCRIPTION": "Softens the picture as if it lay out of focus.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Neighbourhood"],
    "REACH": "$radius * 1.5",
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "radius", "LABEL": "Radius", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.5,
         "DEFAULT": 0.02,
         "IDENTITY": 0, "DESCRIPTION": "how far colours run, in heights of the picture"}
    ],
    "PASSES": [
        {"TARGET": "narrow", "FLOAT": true,
         "WIDTH": "min($WIDTH, 4 + ceil(3.7 * $WIDTH / $HEIGHT / max($radius, 0.0001)))"},
        {"TARGET": "small", "FLOAT": true,
         "WIDTH": "min($WIDTH, 4 + ceil(3.7 * $WIDTH / $HEIGHT / max($radius, 0.0001)))",
         "HEIGHT": "min($HEIGHT, 4 + ceil(3.7 / max($radius, 0.0001)))"},
        {}
    ]
}*/
#include "lib/cubic.glsl"

// A bell curve that has fallen to 1/20 at the radius, first along the rows, then along the columns.
// It is worked out at no more places than it needs: each pass draws a picture so small that the
// curve is a texel and a half wide there, and smooth reading between those fills the canvas. So a
// wide blur costs what a narrow one does.

const float BELL = 0.40853; // the curve's standard deviation where the radius is 1
const int MOST_PAIRS = 8192;

// How many texels a small picture goes on beyond each edge of the canvas.
float margin(float count, float full)
{
    return count < full ? 2.0 : 0.0;
}

vec4 tap(float along, vec2 texel)
{
    if (PASSINDEX == 1)
        return IMG_PIXEL(narrow, vec2(texel.x, along));
    vec4 color = IMG_PIXEL(inputImage, vec2(along, texel.y));
    return vec4(color.rgb * color.a, color.a);
}

// The curve's mean along one axis. `texel` is the place in what is read, `deviation` is in texels
// of it. Two neighbours are read by one linear tap between them.
vec4 bell(float along, vec2 texel, float deviation)
{
    float fall = -0.5 / max(deviation * deviation, 1e-6);
    float first = floor(along - 3.0 * deviation) + 0.5;
    float pairs = floor(3.0 * deviation + 2.0);
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
    return bell(along, texel, sqrt(max(deviation * deviation - later, 0.0)));
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
        gl_FragColor = shrunk(isf_FragNormCoord.x, RENDERSIZE.x, full.x, texel, deviation);
    } else if (PASSINDEX == 1) {
        gl_FragColor = shrunk(isf_FragNormCoord.y, RENDERSIZE.y, full.y, texel, deviation);
    } else {
        vec4 sum = enlarged();
        gl_FragColor = vec4(sum.rgb / max(sum.a, 1e-9), sum.a);
    }
}
