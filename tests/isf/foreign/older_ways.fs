/*{"INPUTS": [
    {"NAME": "inputImage", "TYPE": "image"},
    {"NAME": "shift", "TYPE": "float", "DEFAULT": 0.1}]}*/
precision mediump float;
// Ways of GLSL 1.20 and ES 1.00.
uniform float TIME;
uniform vec2 RENDERSIZE;
uniform sampler2D inputImage;
varying vec2 unused, other;
varying vec2 vv_FragNormCoord;

void main()
{
    precision highp int;
    vec2 p = vv_FragNormCoord + unused + other + vec2(shift, 0.0);
    vec4 c = IMG_NORM_PIXEL(inputImage, p, 0.0);
    vec4 d = texture2DRect(inputImage, p * RENDERSIZE);
    gl_FragData[0] = vec4(c.r, d.g, IMG_PIXEL(inputImage, p * RENDERSIZE, -1.0).b, c.a);
}
