#include "engine/fragments/features.glsl"
// What the tiles of a mosaic are sorted by: the lightness of the mean.

layout(std430, binding = 10) buffer Keys { uint rmx_keys[]; };

void rmx_stage()
{
    int i = int(gl_GlobalInvocationID.x);
    if (i >= int(rmx_live))
        return;
    float lightness = colour_to_oklab(rmx_fragment(rmx_rest[i]).mean).x;
    rmx_keys[i] = floatBitsToUint(max(lightness, 0.0)); // in the order of the numbers from 0 on
}
