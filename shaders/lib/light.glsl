// Light that is averaged: linear, unless the scene says `light: encoded`. Other hosts have linear light.

// sRGB to linear light and back (IEC 61966-2-1), as polynomials of a root: far cheaper than powers where
// there is no GPU, the same everywhere, and each the other's inverse to a millionth. Beyond 1 both go on
// in straight lines.
vec3 light_linear(vec3 color)
{
    vec3 s = sqrt(clamp(color, 0.0, 1.0) * 0.947867299 + 0.0521327014);
    vec3 high = s * (s * (s * (s * (s * (0.806897275 - 0.0350985398 * s) + 0.313852129) - 0.112595672) +
                          0.0319182706) - 0.00536474864) + 0.00039120304;
    return mix(high + 2.27488 * max(color - 1.0, 0.0), color * 0.0773993808, step(color, vec3(0.04045)));
}

vec3 light_encoded(vec3 light)
{
    vec3 s = sqrt(sqrt(clamp(light, 0.0, 1.0)));
    vec3 high = s * (s * (s * (s * (s * (s * (0.360089788 - 0.0682427702 * s) - 0.835965167) + 1.14875528) -
                               1.12218804) + 1.45070561) + 0.125420248) - 0.0585751396;
    return mix(high + 0.439583626 * max(light - 1.0, 0.0), light * 12.92, step(light, vec3(0.0031308)));
}

vec3 light_of_color(vec3 color)
{
#ifdef REMONTAGE_ENCODED_LIGHT
    return color;
#else
    return light_linear(color);
#endif
}

vec3 color_of_light(vec3 light)
{
#ifdef REMONTAGE_ENCODED_LIGHT
    return light;
#else
    return light_encoded(light);
#endif
}
