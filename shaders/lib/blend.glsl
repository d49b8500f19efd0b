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

// Hue, saturation and luminosity apart (section 10.2, "Non-separable blend modes").
float blend_luminosity(vec3 color)
{
    return dot(color, vec3(0.3, 0.59, 0.11));
}

float blend_least(vec3 color)
{
    return min(color.r, min(color.g, color.b));
}

float blend_most(vec3 color)
{
    return max(color.r, max(color.g, color.b));
}

float blend_saturation(vec3 color)
{
    return blend_most(color) - blend_least(color);
}

// SetLum: the colour with that luminosity, drawn towards grey where it would leave 0..1 (ClipColor).
vec3 blend_with_luminosity(vec3 color, float luminosity)
{
    color += luminosity - blend_luminosity(color);
    float least = blend_least(color);
    float most = blend_most(color);
    vec3 pure = color - luminosity;
    if (least < 0.0)
        pure *= luminosity / max(luminosity - least, 1e-9);
    if (most > 1.0)
        pure *= (1.0 - luminosity) / max(most - luminosity, 1e-9);
    return luminosity + pure;
}

// SetSat: the least channel becomes 0 and the most `saturation`; a grey becomes black.
vec3 blend_with_saturation(vec3 color, float saturation)
{
    return (color - blend_least(color)) * (saturation / max(blend_saturation(color), 1e-9));
}

// From one colour to the other, without a dark fringe where one of them is clear.
vec4 blend_mix(vec4 from, vec4 to, float amount)
{
    float goes = (1.0 - amount) * from.a;
    float comes = amount * to.a;
    float alpha = goes + comes;
    return vec4((goes * from.rgb + comes * to.rgb) / max(alpha, 1e-9), alpha);
}
