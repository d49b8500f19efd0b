#include "lib/light.glsl"
#include "lib/colour.glsl"
// What a mosaic compares of a tile with what a place wants: the mean, and how each of 3 x 3 parts
// differs from it, in OKLab. The numbers are weighted, so that tiles differ by their distance.

// RMX_FEATURE_TEXELS: 3 numbers of the mean, 9 lightnesses, 18 of hue, 2 unused. Tiles: in the order of their lightness; what places want: in the order of the fragments.
layout(std430, binding = RMX_FEATURES_BINDING) buffer Features { uvec4 rmx_features[]; };

const float RMX_FLAT = 1.0;    // how much the mean weighs, of all nine parts together
const float RMX_CONTOUR = 2.0; // how much the differences between the parts weigh
const float RMX_HUE = 4.0;     // the eye against the two axes of hue in the mean,
const float RMX_HUES = 0.75;   // and in the parts, where it sees them less sharply

void rmx_features_write(int i, vec3 mean, vec3 light[9])
{
    float numbers[32];
    vec3 whole = colour_to_oklab(mean), wide = 3.0 * RMX_FLAT * vec3(1.0, RMX_HUE, RMX_HUE) * whole;
    numbers[0] = wide.x;
    numbers[1] = wide.y;
    numbers[2] = wide.z;
    for (int k = 0; k < 9; k++) {
        vec3 apart = RMX_CONTOUR * (colour_to_oklab(color_of_light(light[k])) - whole);
        numbers[3 + k] = apart.x;
        numbers[12 + 2 * k] = RMX_HUES * apart.y;
        numbers[13 + 2 * k] = RMX_HUES * apart.z;
    }
    numbers[30] = 0.0;
    numbers[31] = 0.0;
    for (int k = 0; k < 4; k++) {
        uvec4 four;
        for (int c = 0; c < 4; c++)
            four[c] = packHalf2x16(vec2(numbers[8 * k + 2 * c], numbers[8 * k + 2 * c + 1]));
        rmx_features[4 * i + k] = four;
    }
}
