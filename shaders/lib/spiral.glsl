// The i-th of `count` points that fill the unit disc evenly: a sunflower (Vogel 1979).
vec2 spiral_point(float i, float count)
{
    float angle = i * 2.39996323; // the golden angle
    return sqrt(i / count) * vec2(cos(angle), sin(angle));
}
