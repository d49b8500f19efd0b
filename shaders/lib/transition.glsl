// What the transitions share: moments and the places at which they arrive.

// How far the second picture has come at a place that the front reaches at `when`, 0 to 1. The
// front is `width` wide. At progress 0 it is 0 everywhere, at 1 it is 1.
float transition_front(float when, float width, float progress)
{
    float front = max(width, 0.0001);
    return clamp((progress * (1.0 + front) - when) / front, 0.0, 1.0);
}

// Noise of -1..1 gathers around 0: spread to 0..1, so that a front goes through it evenly.
float transition_even(float noise)
{
    return smoothstep(-0.75, 0.75, noise);
}
