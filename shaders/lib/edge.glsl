// How much of a pixel lies inside the unit square: 1 within, 0 outside, fading over one pixel.
// `pixel` is the size of a canvas pixel in units of `p`.
float edge_coverage(vec2 p, vec2 pixel)
{
    vec2 inside = clamp((0.5 - abs(p - 0.5)) / pixel + 0.5, 0.0, 1.0);
    return inside.x * inside.y;
}

// How many sides of an outline a pixel sees of which `own` is covered by the fragment that holds its
// middle: 2 on the outline, else 1. A loop `do ... while (++i < edge_sides(own))` counts as two taps
// of what it reads, and only pixels on outlines go round twice.
int edge_sides(float own)
{
    return own < 1.0 ? 2 : 1;
}
