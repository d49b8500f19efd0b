/*{
    "ISFVSN": "2",
    "CATEGORIES": ["Color Adjustment"],
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "turn", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.3},
        {"NAME": "saturation", "TYPE": "float", "MIN": 0, "MAX": 2, "DEFAULT": 1.1}
    ]
}*/

// declared first, defined below
vec3 toYiq(in vec3 rgb);
vec3 toRgb(in vec3);
void spin(inout vec2 plane, const in float angle);
void push(inout vec3 color, out float before);

void main()
{
    vec4 source = IMG_THIS_PIXEL(inputImage);
    vec3 yiq = toYiq(source.rgb);
    float before;
    spin(yiq.yz, turn * 6.2831853);
    push(yiq, before);
    gl_FragColor = vec4(toRgb(yiq), source.a);
}

vec3 toYiq(in vec3 rgb)
{
    return rgb * mat3(0.299, 0.587, 0.114, 0.596, -0.274, -0.322, 0.211, -0.523, 0.312);
}

vec3 toRgb(in vec3 yiq)
{
    return yiq * mat3(1.0, 0.956, 0.621, 1.0, -0.272, -0.647, 1.0, -1.106, 1.703);
}

void spin(inout vec2 plane, const in float angle)
{
    float s = sin(angle), c = cos(angle);
    plane = mat2(c, s, -s, c) * plane;
}

void push(inout vec3 color, out float before)
{
    before = length(color.yz);
    color.yz *= saturation;
}
