#include "lib/light.glsl"
// Stage 3, over the fragments: mean colour and detail, at points inside the outline.

bool rmx_is_inside(Fragment f, vec2 p)
{
#ifdef RMX_COMPONENTS
    return island_distance(f.home + p, f.number) <= 0.0;
#else
    if (f.corners == 0)
        return true;
    bool inside = false;
    vec2 before = rmx_corners[16 * f.id + f.corners - 1];
    for (int k = 0; k < f.corners; k++) {
        vec2 here = rmx_corners[16 * f.id + k];
        if ((here.y > p.y) != (before.y > p.y) &&
            p.x < (before.x - here.x) * (p.y - here.y) / (before.y - here.y) + here.x)
            inside = !inside;
        before = here;
    }
    return inside;
#endif
}

void rmx_stage()
{
    const int POINTS = 8;
    int i = int(gl_GlobalInvocationID.x);
    if (i >= int(rmx_live))
        return;
    Fragment f = rmx_fragment(rmx_rest[i]);
    float radius = 0.5 * max(f.size.x, f.size.y) / float(POINTS);
    vec3 sum = vec3(0.0);
    float luma = 0.0, squares = 0.0, count = 0.0;
    for (int k = 0; k < POINTS * POINTS; k++) {
        vec2 p = f.size * ((vec2(float(k % POINTS), float(k / POINTS)) + 0.5) / float(POINTS) - 0.5);
        if (!rmx_is_inside(f, p))
            continue;
        vec4 colour = picture_at(f.home + p, f.source, radius);
        float y = rmx_luma(colour);
        sum += light_of_color(colour.rgb) * colour.a;
        luma += y;
        squares += y * y;
        count += 1.0;
    }
    if (count == 0.0) {
        sum = light_of_color(picture_at(f.home, f.source, radius).rgb);
        count = 1.0;
    }
    f.mean = color_of_light(sum / count);
    f.detail = sqrt(max(squares / count - luma * luma / (count * count), 0.0));
    rmx_rest[i] = rmx_row(f);
}
