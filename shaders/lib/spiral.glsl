// The i-th of `count` points that fill the unit disc evenly: a sunflower (Vogel 1979).
vec2 spiral_point(float i, float count)
{
    float angle = i * 2.39996323; // the golden angle
    return sqrt(i / count) * vec2(cos(angle), sin(angle));
}

// The same points drawn together to a bell curve that has fallen to 1/20 at the rim: their plain mean
// is a gaussian blur.
vec2 spiral_bell(float i, float count)
{
    float angle = i * 2.39996323;
    float share = (i + 0.5) / count;
    return sqrt(-log(1.0 - 0.95 * share) / 2.9957) * vec2(cos(angle), sin(angle));
}
