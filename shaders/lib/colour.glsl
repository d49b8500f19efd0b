// Colour measures and spaces. Colours come and go sRGB-encoded, 0..1, straight alpha.
#include "lib/light.glsl"

// How light an encoded colour is: the weights of Rec. 709.
float colour_luma(vec3 color)
{
    return dot(color, vec3(0.2126, 0.7152, 0.0722));
}

// The colour turned so many degrees around grey, weighted so that its luma stays (W3C Filter Effects,
// hue-rotate).
vec3 colour_turned(vec3 color, float degrees_around)
{
    float turn = radians(degrees_around);
    float light = colour_luma(color);
    vec3 pure = color - light;
    vec3 across = vec3(dot(pure, vec3(-0.213, -0.715, 0.928)), dot(pure, vec3(0.143, 0.140, -0.283)),
                       dot(pure, vec3(-0.787, 0.715, 0.072)));
    return light + pure * cos(turn) + across * sin(turn);
}

// Encoded sRGB to OKLab (Ottosson, 2020) and back: x is the lightness, y and z are even steps of hue.
vec3 colour_to_oklab(vec3 color)
{
    vec3 light = light_linear(color);
    vec3 cone = vec3(dot(light, vec3(0.4122214708, 0.5363325363, 0.0514459929)),
                     dot(light, vec3(0.2119034982, 0.6806995451, 0.1073969566)),
                     dot(light, vec3(0.0883024619, 0.2817188376, 0.6299787005)));
    cone = pow(max(cone, vec3(0.0)), vec3(1.0 / 3.0));
    return vec3(dot(cone, vec3(0.2104542553, 0.7936177850, -0.0040720468)),
                dot(cone, vec3(1.9779984951, -2.4285922050, 0.4505937099)),
                dot(cone, vec3(0.0259040371, 0.7827717662, -0.8086757660)));
}

vec3 colour_from_oklab(vec3 lab)
{
    vec3 cone = vec3(dot(lab, vec3(1.0, 0.3963377774, 0.2158037573)),
                     dot(lab, vec3(1.0, -0.1055613458, -0.0638541728)),
                     dot(lab, vec3(1.0, -0.0894841775, -1.2914855480)));
    cone *= cone * cone;
    return light_encoded(vec3(dot(cone, vec3(4.0767416621, -3.3077115913, 0.2309699292)),
                                   dot(cone, vec3(-1.2684380046, 2.6097574011, -0.3413193965)),
                                   dot(cone, vec3(-0.0041960863, -0.7034186147, 1.7076147010))));
}
