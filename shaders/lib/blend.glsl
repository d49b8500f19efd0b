// Compositing with straight alpha (W3C Compositing and Blending Level 1, sections 5 and 10).

// Source-over: `mixed` is B(Cb, Cs), the blended colour where both pictures are.
// Where `below` is opaque, as + (1 - as) is exactly 1, and so is the division.
vec4 blend_over(vec4 below, vec4 layer, vec3 mixed)
{
    float under = (1.0 - layer.a) * below.a;
    float alpha = layer.a + under;
    vec3 color = layer.a * mix(layer.rgb, mixed, below.a) + under * below.rgb;
    return vec4(color / max(alpha, 1e-9), alpha);
}

// Lighter colours by the screen of both, darker ones by twice their product: `top` decides.
vec3 blend_hard_light(vec3 bottom, vec3 top)
{
    vec3 dark = 2.0 * bottom * top;
    vec3 light = 2.0 * (bottom + top) - dark - 1.0;
    return mix(dark, light, step(0.5, top));
}

// From one colour to the other, without a dark fringe where one of them is clear.
vec4 blend_mix(vec4 from, vec4 to, float amount)
{
    float goes = (1.0 - amount) * from.a;
    float comes = amount * to.a;
    float alpha = goes + comes;
    return vec4((goes * from.rgb + comes * to.rgb) / max(alpha, 1e-9), alpha);
}
