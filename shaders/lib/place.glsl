// Points and directions. Heights are units of the picture's height: y runs 0..1, x 0..aspect.

const float PLACE_TURN = 6.28318530718; // a full turn in radians

// Turns a point in heights about the origin, counter-clockwise.
mat2 place_turned(float degrees_ccw)
{
    float angle = radians(degrees_ccw);
    return mat2(cos(angle), sin(angle), -sin(angle), cos(angle));
}

// What a point outside the picture shows: 0 the edge drawn out, 1 the picture mirrored, 2 the
// picture again.
vec2 place_edge(vec2 point, int edge)
{
    if (edge == 1)
        return 1.0 - abs(mod(point, 2.0) - 1.0);
    return edge == 2 ? fract(point) : point;
}

// From a point of the picture to heights from its middle, and back. size is RENDERSIZE.
vec2 place_from_middle(vec2 point, vec2 size)
{
    return (point - 0.5) * vec2(size.x / size.y, 1.0);
}

vec2 place_on_picture(vec2 heights, vec2 size)
{
    return heights * vec2(size.y / size.x, 1.0) + 0.5;
}

// How much of a pixel is covered that lies so many heights inside an edge (outside: below 0).
float place_cover(float inside, vec2 size)
{
    return clamp(inside * size.y + 0.5, 0.0, 1.0);
}

// How much of a pixel a line covers that is `width` heights wide and whose middle is `away` heights
// from the pixel's. A line thinner than a pixel is paler, and no wider.
float place_line(float away, float width, vec2 size)
{
    return place_cover(0.5 * width - away, size) - place_cover(-0.5 * width - away, size);
}

// The same of parallel stripes, `width` of whose distance from one to the next is stripe: `place` is
// counted in that distance, whole at a stripe's middle, and `pixel` is a pixel's width in it.
float place_stripes(float place, float width, float pixel)
{
    vec2 ends = fract(place) + vec2(0.5 - 0.5 * pixel, 0.5 + 0.5 * pixel);
    vec2 whole = floor(ends);
    vec2 before = whole * width + clamp(ends - whole - 0.5 + 0.5 * width, 0.0, width);
    return clamp((before.y - before.x) / pixel, 0.0, 1.0);
}
