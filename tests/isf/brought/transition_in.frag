uniform float width; // = 0.1
vec4 transition(vec2 uv)
{
    return mix(getFromColor(uv), getToColor(uv), smoothstep(uv.y - width, uv.y + width, progress));
}
