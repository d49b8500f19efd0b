// Where a direction meets a cube map: x and y on a face's picture from its bottom left, z the number
// of the face in the order of OpenGL, +x -x +y -y +z -z. OpenGL 4.5, section 8.13.
vec3 rmx_cube_point(vec3 d)
{
    vec3 a = abs(d);
    vec3 at;
    if (a.x >= a.y && a.x >= a.z)
        at = vec3(vec2(d.x < 0.0 ? d.z : -d.z, d.y) / a.x, d.x < 0.0 ? 1.0 : 0.0);
    else if (a.y >= a.z)
        at = vec3(vec2(d.x, d.y < 0.0 ? d.z : -d.z) / a.y, d.y < 0.0 ? 3.0 : 2.0);
    else
        at = vec3(vec2(d.z < 0.0 ? -d.x : d.x, d.y) / a.z, d.z < 0.0 ? 5.0 : 4.0);
    return vec3(at.xy * 0.5 + 0.5, at.z);
}
