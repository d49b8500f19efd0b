/*{"INPUTS": [{"NAME": "sky_face0", "TYPE": "float", "DEFAULT": 1.0, "MIN": 0.0, "MAX": 1.0}], "IMPORTED": [{"NAME": "sky", "TYPE": "cube", "PATH": [
    "pictures/face0.png", "pictures/face1.png", "pictures/face2.png",
    "pictures/face3.png", "pictures/face4.png", "pictures/face5.png"]}]}*/
// One column a direction: the six axes, above and below the horizon, then right of +z.
uniform samplerCube sky;
void main()
{
    vec3 d[12] = vec3[](vec3(1, 0.5, 0), vec3(-1, 0.5, 0), vec3(0, 1, -0.5), vec3(0, -1, 0.5),
                        vec3(0, 0.5, 1), vec3(0, 0.5, -1), vec3(1, -0.5, 0), vec3(-1, -0.5, 0),
                        vec3(0, 1, 0.5), vec3(0, -1, -0.5), vec3(0, -0.5, 1), vec3(0, -0.5, -1));
    vec3 at = d[min(int(gl_FragCoord.x), 11)];
    gl_FragColor = gl_FragCoord.y < 1.0 ? textureCube(sky, at) : textureCubeLod(sky, at, 0.0);
    gl_FragColor *= sky_face0;
}
