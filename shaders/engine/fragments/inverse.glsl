// Over the fragments: who has come to each place, for gather.glsl.

layout(std430, binding = 8) buffer Came { vec4 rmx_came_to[]; };

void rmx_stage()
{
    int i = int(gl_GlobalInvocationID.x);
    if (i >= int(rmx_live))
        return;
    Row here = rmx_rest[i], there = here;
#ifdef RMX_PERMUTES
    int place = rmx_target(rmx_ranked(rmx_fragment(here)));
    there = rmx_rest[clamp(place, 0, int(rmx_live) - 1)];
#endif
    vec2 by = (here.home.xy - there.home.xy) / vec2(ASPECT, 1.0);
    rmx_came_to[there.numbers.z] = vec4(by, float(here.numbers.y), 0.0);
}
