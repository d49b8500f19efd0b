// What the effects that break a picture in place share. A fragment is a window that stays where it
// is; the picture behind it moves. Points are heights from the picture's middle.
#include "lib/blend.glsl"
#include "lib/edge.glsl"
#include "lib/place.glsl"

// The point of the whole picture that is seen at p, through a fragment around center: moved by up
// to amount each way and turned by up to degrees, as three random numbers in 0..1 decide.
vec2 fragment_behind(vec2 p, vec2 center, float amount, float degrees, vec3 random)
{
    vec3 swing = 2.0 * random - 1.0;
    return center + place_turned(degrees * swing.z) * (p - center) + amount * swing.xy;
}

// Brighter or darker, as much as more says: 0 leaves the colour. White stays white: a bright sky
// keeps its tones.
vec4 fragment_lit(vec4 color, float more)
{
    vec3 room = more > 0.0 ? 1.0 - clamp(color.rgb, 0.0, 1.0) : vec3(1.0);
    return vec4(color.rgb * (1.0 + more * room), color.a);
}

// How much of a pixel at a distance inside its outline is the fragment's own; the rest is that of
// the one beside. 1 where a gap covers both.
float fragment_own(float inside, float gap, vec2 size)
{
    return gap * size.y < 1.0 ? place_cover(inside, size) : 1.0;
}

// A fragment on what lies behind, at a distance inside its outline. The gap has its middle on the
// outline; one thinner than a pixel fades, so that a small picture looks like a large one.
vec4 fragment_on(vec4 background, vec4 color, float inside, float gap, vec2 size)
{
    float open = place_line(inside, gap, size);
    return open > 0.0 ? blend_mix(color, background, open) : color;
}
