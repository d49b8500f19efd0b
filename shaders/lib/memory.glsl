// Pictures of before. An effect that remembers keeps colours with alpha multiplied in: an empty
// buffer is then nothing at all, and pictures can be weighed against each other.

// What stays after `delta` seconds, where `keep` is what stays after a thirtieth of one.
float memory_keep(float keep, float delta)
{
    return keep > 0.0 ? pow(keep, 30.0 * delta) : 0.0;
}

vec4 memory_in(vec4 color)
{
    return vec4(color.rgb * color.a, color.a);
}

vec4 memory_out(vec4 kept)
{
    return kept.a > 0.0 ? vec4(kept.rgb / kept.a, kept.a) : vec4(0.0);
}

// What is there now over so much of what was there before. What: 0 leaves the light parts of before,
// 1 the dark ones, 2 all of it. Where nothing was before, it is what is there now.
vec4 memory_over(vec4 now, vec4 before, float keep, int what)
{
    if (before.a <= 0.0)
        return now;
    vec4 more = before - now;
    if (what == 2)
        return now + keep * more;
    if (what == 1) { // darkness is what an alpha leaves of light
        vec3 dark = max(more.aaa - more.rgb, vec3(0.0));
        float alpha = now.a + keep * max(more.a, 0.0);
        return vec4(alpha - (now.aaa - now.rgb + keep * dark), alpha);
    }
    return now + keep * max(more, vec4(0.0));
}

// The square of past pictures in a buffer that holds `count` of them: how many stand in a row, and
// how many rows. Its WIDTH and HEIGHT say the same.
vec2 memory_grid(float count)
{
    float columns = ceil(sqrt(count) - 0.001);
    return vec2(columns, ceil(count / columns - 0.001));
}

// Where the point of picture `number` stands in a buffer of that grid. size is the buffer's; the
// point keeps half a texel away from the neighbours.
vec2 memory_place(float number, vec2 point, vec2 grid, vec2 size)
{
    vec2 cell = size / grid;
    vec2 corner = vec2(mod(number, grid.x), floor((number + 0.01) / grid.x));
    return (corner + clamp(point, 0.5 / cell, 1.0 - 0.5 / cell)) / grid;
}

// How many whole steps ago slot `slot` of a ring of `count` was written. `position` is where the ring
// stands, in steps; it may turn over at `count`: an effect's clock does, since the number of steps
// since the beginning is no float after hours.
float memory_age(float position, float slot, float count)
{
    return mod(floor(position + 0.001) - slot, count);
}
