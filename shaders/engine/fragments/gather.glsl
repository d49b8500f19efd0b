// Fragments that fill their places exactly are no geometry: each point asks who stands there.

layout(location = 0) out vec4 rmx_result;

void rmx_stage()
{
    vec2 at = (gl_FragCoord.xy + rmx_view.zw) / rmx_view.y;
    int place = int(rmx_list(RMX_DENSE, rmx_cell_at(at)));
#ifdef RMX_PERMUTES
    Row there = rmx_rest[place];
    Row here = rmx_rest[int(rmx_list(RMX_INVERSE, place))];
    at += here.home.xy - there.home.xy;
#else
    Row here = rmx_rest[place];
#endif
    vec4 colour = textureLod(rmx_pictures, vec3(at / vec2(ASPECT, 1.0), rmx_layer_of(here)), 0.0);
    rmx_result = vec4(colour.rgb, 1.0) * colour.a;
}
