// Fragments that fill their places exactly are no geometry: each point looks up which one it is in.

// By the cut's numbers: from the place to where its fragment was cut, and that one's picture. Read
// as a texture: llvmpipe fetches four numbers at once there, and one after another from a buffer.
layout(binding = 30) uniform samplerBuffer rmx_came;

vec4 rmx_gather(vec2 p)
{
    vec3 came = texelFetch(rmx_came, rmx_cell_at(p * vec2(ASPECT, 1.0))).xyz;
    return rmx_picture_lod(vec3(p + came.xy - RMX_JITTER, came.z), 0.0);
}
