/*{
    "DESCRIPTION": "Light parts shine over their edges, as in a lens or in damp air.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Neighbourhood"],
    "REACH": "$radius * 2",
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 8, "DEFAULT": 1.6,
         "IDENTITY": 0, "DESCRIPTION": "how strongly they shine"},
        {"NAME": "level", "LABEL": "Level", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.7,
         "DESCRIPTION": "how light a part must be"},
        {"NAME": "radius", "LABEL": "Radius", "TYPE": "float", "UNIT": "height", "MIN": 0.01, "MAX": 1,
         "DEFAULT": 0.25,
         "DESCRIPTION": "how far the light reaches, in heights of the picture"},
        {"NAME": "spread", "LABEL": "Spread", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.5,
         "DESCRIPTION": "from a narrow glow to a wide haze"},
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [1, 1, 1, 1],
         "DESCRIPTION": "the glass that the light comes through"}
    ],
    "PASSES": [
        {"TARGET": "narrow", "FLOAT": true,
         "WIDTH": "min($WIDTH, ceil(40 * $WIDTH / $HEIGHT / $radius))"},
        {"TARGET": "glow1", "FLOAT": true,
         "WIDTH": "min($WIDTH, ceil(40 * $WIDTH / $HEIGHT / $radius))",
         "HEIGHT": "min($HEIGHT, ceil(40 / $radius))"},
        {"TARGET": "glow2", "FLOAT": true,
         "WIDTH": "min($WIDTH, ceil(20 * $WIDTH / $HEIGHT / $radius))",
         "HEIGHT": "min($HEIGHT, ceil(20 / $radius))"},
        {"TARGET": "glow3", "FLOAT": true,
         "WIDTH": "min($WIDTH, ceil(10 * $WIDTH / $HEIGHT / $radius))",
         "HEIGHT": "min($HEIGHT, ceil(10 / $radius))"},
        {"TARGET": "glow4", "FLOAT": true,
         "WIDTH": "min($WIDTH, ceil(5 * $WIDTH / $HEIGHT / $radius))",
         "HEIGHT": "min($HEIGHT, ceil(5 / $radius))"},
        {"TARGET": "haze3", "FLOAT": true,
         "WIDTH": "min($WIDTH, ceil(10 * $WIDTH / $HEIGHT / $radius))",
         "HEIGHT": "min($HEIGHT, ceil(10 / $radius))"},
        {"TARGET": "haze2", "FLOAT": true,
         "WIDTH": "min($WIDTH, ceil(20 * $WIDTH / $HEIGHT / $radius))",
         "HEIGHT": "min($HEIGHT, ceil(20 / $radius))"},
        {"TARGET": "haze1", "FLOAT": true,
         "WIDTH": "min($WIDTH, ceil(40 * $WIDTH / $HEIGHT / $radius))",
         "HEIGHT": "min($HEIGHT, ceil(40 / $radius))"},
        {}
    ]
}*/
#include "lib/light.glsl"
#include "lib/cubic.glsl"

const int MOST_TAPS = 2048;

// What shines, as light: parts a little below the level begin to.
vec3 shining(vec2 point)
{
    vec4 picture = IMG_NORM_PIXEL(inputImage, point);
    float light = max(picture.r, max(picture.g, picture.b));
    float part = smoothstep(level - 0.15, level + 0.15, light) * picture.a;
    return part * light_of_color(picture.rgb);
}

// The picture made small along one axis, every pixel of it counted, by a tent two texels wide. Of the
// picture each pixel is read at its middle: what is read between is no mean of light.
vec4 shrunk(vec2 axis)
{
    vec2 size = PASSINDEX == 0 ? IMG_SIZE(inputImage) : IMG_SIZE(narrow);
    float from = dot(axis, size), at = dot(axis, isf_FragNormCoord) * from;
    float half_width = max(from / dot(axis, RENDERSIZE), 1.0);
    float first = floor(at - half_width + 0.5) + 0.5;
    vec2 aside = isf_FragNormCoord * size * (1.0 - axis);
    if (PASSINDEX == 0)
        aside = (floor(aside) + 0.5) * (1.0 - axis);
    vec4 sum = vec4(0.0);
    for (int i = 0; i < MOST_TAPS; i++) {
        float middle = first + float(i), weight = 1.0 - abs(middle - at) / half_width;
        if (middle > at + half_width)
            break;
        vec2 point = (axis * middle + aside) / size;
        vec4 color = PASSINDEX == 0 ? vec4(shining(point), 1.0) : IMG_NORM_PIXEL(narrow, point);
        sum += max(weight, 0.0) * vec4(color.rgb, 1.0);
    }
    return sum / sum.a;
}

vec4 tap(vec2 point)
{
    if (PASSINDEX == 2)
        return IMG_NORM_PIXEL(glow1, point);
    if (PASSINDEX == 3)
        return IMG_NORM_PIXEL(glow2, point);
    if (PASSINDEX == 4)
        return IMG_NORM_PIXEL(glow3, point);
    if (PASSINDEX == 5)
        return IMG_NORM_PIXEL(glow4, point);
    if (PASSINDEX == 6)
        return IMG_NORM_PIXEL(haze3, point);
    if (PASSINDEX == 7)
        return IMG_NORM_PIXEL(haze2, point);
    return IMG_NORM_PIXEL(haze1, point);
}

// Half as large: four taps between texels are a tent over sixteen of them.
vec4 halved()
{
    vec2 apart = 0.375 / RENDERSIZE;
    return 0.25 * (tap(isf_FragNormCoord + apart) + tap(isf_FragNormCoord - apart) +
                   tap(isf_FragNormCoord + vec2(apart.x, -apart.y)) +
                   tap(isf_FragNormCoord + vec2(-apart.x, apart.y)));
}

// Read smoothly where it is smaller.
vec4 enlarged(vec2 size)
{
    Cubic at = cubic_spline(isf_FragNormCoord * size);
    vec4 low = mix(tap(at.low / size), tap(vec2(at.high.x, at.low.y) / size), at.share.x);
    vec4 high = mix(tap(vec2(at.low.x, at.high.y) / size), tap(at.high / size), at.share.x);
    return mix(low, high, at.share.y);
}

void main()
{
    float wide = 0.3 + 0.6 * spread;
    if (PASSINDEX == 0) {
        gl_FragColor = shrunk(vec2(1.0, 0.0));
    } else if (PASSINDEX == 1) {
        gl_FragColor = shrunk(vec2(0.0, 1.0));
    } else if (PASSINDEX < 5) {
        gl_FragColor = halved();
    } else if (PASSINDEX == 5) {
        gl_FragColor = mix(IMG_THIS_PIXEL(glow3), enlarged(IMG_SIZE(glow4)), wide);
    } else if (PASSINDEX == 6) {
        gl_FragColor = mix(IMG_THIS_PIXEL(glow2), enlarged(IMG_SIZE(haze3)), wide);
    } else if (PASSINDEX == 7) {
        gl_FragColor = mix(IMG_THIS_PIXEL(glow1), enlarged(IMG_SIZE(haze2)), wide);
    } else {
        vec4 picture = IMG_THIS_PIXEL(inputImage);
        vec3 light = light_of_color(picture.rgb) * picture.a;
        vec3 more = amount * light_of_color(color.rgb) * enlarged(IMG_SIZE(haze1)).rgb;
        // As two lamps on one wall where there is little light, and never past white.
        vec3 both = light + more * (1.0 - light);
        float alpha = max(picture.a, clamp(max(more.r, max(more.g, more.b)), 0.0, 1.0));
        vec3 result = color_of_light(clamp(both / max(alpha, 1e-9), 0.0, 1.0));
        gl_FragColor = vec4(amount > 0.0 ? result : picture.rgb, alpha);
    }
}
