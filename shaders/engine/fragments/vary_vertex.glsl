#include "lib/hash.glsl"
#ifdef RMX_PRINTS
#include "lib/permute.glsl"
#endif
// How a fragment's colours differ from its picture's, found by its number.

layout(location = 4) flat out vec3 rmx_swing; // degrees of hue; saturation, lightness: -1 to 1
#ifdef RMX_PRINTS
layout(location = 5) flat out vec4 rmx_ink;
layout(location = 6) flat out vec3 rmx_paper;

// Which ink and paper. At random each of them comes once in as many fragments as there are.
int rmx_print(int number)
{
    if (rmx_vary_order == 1)
        return number % RMX_PRINTS;
    uint h = uint(rmx_seed) * 747796405u + uint(rmx_vary_seed) * 2891336453u +
             uint(number / RMX_PRINTS) * 277803737u;
    h = ((h >> ((h >> 28u) + 4u)) ^ h) * 277803737u;
    return permute(number % RMX_PRINTS, RMX_PRINTS, float(h >> 8u));
}
#endif

void rmx_vary(int number)
{
    vec3 drawn = 2.0 * hash3(vec2(float(number), floor(rmx_vary_seed)), rmx_seed) - 1.0;
    rmx_swing = drawn * vec3(rmx_vary_hue, rmx_vary_saturation, rmx_vary_lightness);
#ifdef RMX_PRINTS
    vec4 inks[RMX_INK_COUNT] = RMX_INKS;
    vec4 papers[RMX_PAPER_COUNT] = RMX_PAPERS;
    int n = rmx_print(number);
    rmx_ink = inks[n % RMX_INK_COUNT];
    rmx_paper = papers[n % RMX_PAPER_COUNT].rgb;
#endif
}
