#include "lib/colour.glsl"
// A colour of the picture as the fragment has it.

layout(location = 4) flat in vec3 rmx_swing;
#ifdef RMX_PRINTS
layout(location = 5) flat in vec4 rmx_ink;
layout(location = 6) flat in vec3 rmx_paper;
#endif

vec3 rmx_varied(vec3 colour)
{
#ifdef RMX_PRINTS
    float tone = clamp(colour_luma(colour), 0.0, 1.0);
    colour = mix(colour, mix(rmx_ink.rgb, rmx_paper, tone), rmx_ink.a);
#endif
    colour = colour_turned(colour, rmx_swing.x);
    colour = mix(vec3(colour_luma(colour)), colour, 1.0 + rmx_swing.y);
    return mix(colour, vec3(step(0.0, rmx_swing.z)), abs(rmx_swing.z));
}
