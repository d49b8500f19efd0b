/*{
    "DESCRIPTION": "Melts grain and small things away and leaves edges: each point becomes what most around it are.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Neighbourhood"],
    "REACH": "$radius * 2",
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "radius", "LABEL": "Radius", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.2,
         "DEFAULT": 0.025,
         "IDENTITY": 0, "DESCRIPTION": "the size of what melts, in heights of the picture"}
    ],
    "PASSES": [{"TARGET": "first"}, {}]
}*/
#include "lib/spiral.glsl"

const int TAPS = 24;

vec4 tap(vec2 point)
{
    return PASSINDEX == 0 ? IMG_NORM_PIXEL(inputImage, point) : IMG_NORM_PIXEL(first, point);
}

// The point of colour space that lies nearest to all of them together (the geometric median): from
// their mean it is found in a few steps, in each of which the near ones weigh more (Weiszfeld 1937).
// Unlike a median of each channel it makes no new colours.
void main()
{
    vec2 reach = (PASSINDEX == 0 ? 0.6 : 1.0) * radius * vec2(RENDERSIZE.y / RENDERSIZE.x, 1.0);
    vec4 colors[TAPS];
    vec4 median = vec4(0.0);
    for (int i = 0; i < TAPS; i++) {
        vec4 color = tap(isf_FragNormCoord + spiral_point(float(i), float(TAPS)) * reach);
        colors[i] = vec4(color.rgb * color.a, color.a);
        median += colors[i] / float(TAPS);
    }
    for (int turn = 0; turn < 12; turn++) {
        vec4 sum = vec4(0.0);
        float weight = 0.0;
        for (int i = 0; i < TAPS; i++) {
            vec4 away = colors[i] - median;
            float near = pow(dot(away, away) + 1e-4, -0.9);
            sum += near * colors[i];
            weight += near;
        }
        median = sum / weight;
    }
    gl_FragColor = vec4(median.rgb / max(median.a, 1e-9), median.a);
}
