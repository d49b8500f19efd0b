// How much of a pixel lies inside the unit square: 1 within, 0 outside, fading over one pixel.
// `pixel` is the size of a canvas pixel in units of `p`.
float edge_coverage(vec2 p, vec2 pixel)
{
    vec2 inside = clamp((0.5 - abs(p - 0.5)) / pixel + 0.5, 0.0, 1.0);
    return inside.x * inside.y;
}
