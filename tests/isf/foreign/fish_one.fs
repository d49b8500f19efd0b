/*{
"DESCRIPTION": "an old file: version 1, vv_ names, texture2D",
"CREDIT": "somebody in 2013",
"CATEGORIES": ["Distortion Effect"],
"INPUTS": [{"NAME":"inputImage","TYPE":"image"},
{"NAME":"power","TYPE":"float","DEFAULT":0.3,"MIN":-1,"MAX":1}]
}*/
#ifdef GL_ES
precision mediump float;
#endif
precision highp float;

vec2 fish(vec2 uv)
{
  vec2 d = uv - vec2(0.5);
  float r2 = dot(d, d);
  return vec2(0.5) + d * (1.0 + power * (r2 - 0.25));
}

void main(void)
{
  vec2 uv = fish(vv_FragNormCoord.xy);
  gl_FragColor = texture2D(inputImage, uv);
}
