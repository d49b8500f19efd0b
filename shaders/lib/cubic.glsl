// Smooth reading between pixels. Of the four points around a place along one axis two at a time are
// read by one linear tap: `low` and `high` say where, in texels, `share` how much the second counts.
struct Cubic {
    vec2 low, high, share;
};

// The cubic B-spline: it never overshoots, and blurs by a third of a squared texel.
Cubic cubic_spline(vec2 texel)
{
    vec2 middle = floor(texel - 0.5) + 0.5;
    vec2 f = texel - middle;
    vec2 g = 1.0 - f;
    vec2 w0 = g * g * g / 6.0;
    vec2 w1 = (4.0 - 3.0 * f * f * (2.0 - f)) / 6.0;
    vec2 w3 = f * f * f / 6.0;
    vec2 w2 = 1.0 - w0 - w1 - w3;
    return Cubic(middle - w0 / (w0 + w1), middle + 1.0 + w3 / (w2 + w3), w2 + w3);
}
