/*{"INPUTS": [
    {"NAME": "inputImage", "TYPE": "image"}]}*/
void main()
{
    vec2 p = vec2(1.0 - isf_FragNormCoord.x, isf_FragNormCoord.y);
    vec4 c = texture2DLod(inputImage, p, 0.0);
    gl_FragColor = vec4(c.r, texture2DProj(inputImage, vec3(p, 1.0)).gba);
}
