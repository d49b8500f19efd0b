#version 300 es
precision highp float;
in vec2 vUv;
out vec4 color;
uniform vec3 tint = vec3(1.0, 0.5, 0.25);
uniform float u_time;
void main() { color = vec4(tint * (0.5 + 0.5 * sin(vUv.x * 9.0 + u_time)), 1.0); }
