#include "engine/fragments/layer.glsl"
// Draws the fragments from back to front: what both shaders of the drawing know.

#ifdef RMX_DEEP
vec4 rmx_project(vec3 p)
{
    vec4 at = rmx_camera * vec4(p.x - 0.5 * ASPECT, p.y - 0.5, p.z, 1.0);
#ifdef RMX_PLACED_LAYER
    vec2 canvas = vec2(ASPECT, 1.0);
    at.xy = 2.0 * rmx_placed_at(0.5 * (at.xy + at.w) * canvas, at.w) / canvas - at.w;
#endif
    return vec4(at.xy - 2.0 * rmx_view.zw / rmx_view.xy * at.w, at.zw);
}
#else
vec4 rmx_project(vec3 p)
{
#ifdef RMX_PLACED_LAYER
    p.xy = rmx_placed_at(p.xy, 1.0);
#endif
    return vec4(2.0 * (p.xy * rmx_view.y - rmx_view.zw) / rmx_view.xy - 1.0, 0.0, 1.0);
}
#endif

// From a point of the fragment to one of the canvas.
vec3 rmx_stand(Fragment f, vec2 local)
{
    vec3 p = vec3(f.scale * f.flip * local, 0.0);
    vec2 c = cos(f.tilt), s = sin(f.tilt);
    p = vec3(p.x, p.y * c.x, p.y * s.x);
    p = vec3(p.x * c.y, p.y, p.z - p.x * s.y);
    float ca = cos(f.angle), sa = sin(f.angle);
    return vec3(f.place, f.depth * rmx_depth) + vec3(ca * p.x - sa * p.y, sa * p.x + ca * p.y, p.z);
}
