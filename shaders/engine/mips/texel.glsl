// What a texel is as light, and back. How the picture is stored, and in which light, another file of
// mips/ says.

bool is_straight();
bool is_linear();
vec3 light_linear(vec3 color);
vec3 light_encoded(vec3 light);

// Light with alpha multiplied in.
vec4 light_of(vec4 texel)
{
    if (!is_linear())
        return is_straight() ? vec4(texel.rgb * texel.a, texel.a) : texel;
    float share = is_straight() || texel.a <= 0.0 ? 1.0 : 1.0 / texel.a;
    return vec4(light_linear(texel.rgb * share) * texel.a, texel.a);
}

// Back to what is stored.
vec4 texel_of(vec4 light)
{
    if (!is_linear() && !is_straight())
        return light;
    vec3 straight = light.a > 0.0 ? light.rgb / light.a : vec3(0.0);
    vec3 colour = is_linear() ? light_encoded(straight) : straight;
    return vec4(is_straight() ? colour : colour * light.a, light.a);
}
