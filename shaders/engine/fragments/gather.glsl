// Fragments that fill their places exactly are no geometry: each point asks who stands there.

vec4 rmx_gather(vec2 p)
{
    vec2 at = p * vec2(ASPECT, 1.0);
    int place = int(rmx_list(RMX_DENSE, rmx_cell_at(at)));
#ifdef RMX_PERMUTES
    Row there = rmx_rest[place];
    Row here = rmx_rest[int(rmx_list(RMX_INVERSE, place))];
    at += here.home.xy - there.home.xy;
#else
    Row here = rmx_rest[place];
#endif
    return textureLod(rmx_pictures, vec3(at / vec2(ASPECT, 1.0), float(here.numbers.y)), 0.0);
}
