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

// The same where a picture comes again beside itself: its seams are few, so that such a loop, with
// `seam_sides(own)`, counts as one tap.
int seam_sides(float own)
{
    return own < 1.0 ? 2 : 1;
}

// How much of a pixel at `point` of a picture that is laid side by side is covered by the picture
// that holds its middle. `pixel` is what a canvas pixel measures there, in pictures. Whole pixels
// are whole in spite of rounding.
float seam_cover(vec2 point, vec2 pixel)
{
    vec2 inside = 0.5 - abs(fract(point) - 0.5);
    vec2 cover = clamp(inside / pixel + 0.501, 0.0, 1.0);
    return cover.x * cover.y;
}

// The point as far on the other side of the nearest seam.
vec2 seam_beside(vec2 point, vec2 pixel)
{
    vec2 near = floor(point + 0.5);
    vec2 away = abs(point - near) / pixel;
    return away.x < away.y ? vec2(2.0 * near.x - point.x, point.y)
                           : vec2(point.x, 2.0 * near.y - point.y);
}
