#ifdef GL_ES
precision highp float;
#endif
// Author: somebody
uniform ivec2 size; // = ivec2(4, 8)
uniform lowp vec3 tint /* = vec3(1., .5, 0) */;
uniform sampler2D map;
vec4 transition(vec2 uv) {
  vec2 p = floor(uv * vec2(size)) / vec2(size);
  return mix(getFromColor(p), getToColor(uv), progress * texture2D(map, uv).r) * vec4(tint, ratio);
}
