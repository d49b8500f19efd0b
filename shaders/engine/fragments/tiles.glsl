#include "engine/fragments/features.glsl"
// What a mosaic can choose among: all fragments, the darkest first, or whole pictures, in the order
// of `from`.

void rmx_tile(int i, vec2 home, vec2 size, int source, bool has_mean, vec3 mean)
{
    vec3 light[9], sum = vec3(0.0);
    float radius = max(size.x, size.y) / 12.0;
    for (int k = 0; k < 9; k++) {
        light[k] = vec3(0.0);
        for (int t = 0; t < 4; t++) {
            vec2 at = (vec2(float(2 * (k % 3) + t % 2), float(2 * (k / 3) + t / 2)) + 0.5) / 6.0 - 0.5;
            vec4 colour = picture_at(home + at * size, source, radius);
            light[k] += 0.25 * colour.a * light_of_color(colour.rgb);
        }
        sum += light[k] / 9.0;
    }
    rmx_features_write(i, has_mean ? mean : color_of_light(sum), light);
}

void rmx_stage()
{
    int i = int(gl_GlobalInvocationID.x), live = int(rmx_live);
    if (bool(RMX_WHOLE_PICTURES)) {
        if (i >= SOURCES)
            return;
        // As much of it as shows in a place: they all have nearly one shape.
        vec2 place = rmx_fragment(rmx_rest[live / 2]).size, all = vec2(ASPECT, 1.0);
        vec2 size = place / max(max(place.x / all.x, place.y / all.y), 0.000001);
        rmx_tile(i, 0.5 * all, size, i, false, vec3(0.0));
        return;
    }
    if (i >= live)
        return;
    Fragment f = rmx_fragment(rmx_rest[int(rmx_list(RMX_TILES, i))]);
    rmx_tile(i, f.home, f.size, f.source, true, f.mean);
}
