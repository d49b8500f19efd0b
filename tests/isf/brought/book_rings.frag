#ifdef GL_ES
precision mediump float;
#endif

uniform vec2 u_resolution;
uniform vec2 u_mouse;
uniform float u_time;
uniform float u_count; // = 12.0

void main() {
    vec2 st = gl_FragCoord.xy/u_resolution.xy;
    st.x *= u_resolution.x/u_resolution.y;
    float d = distance(st, u_mouse / u_resolution.y);
    gl_FragColor = vec4(vec3(0.5 + 0.5 * sin(d * u_count - u_time), st), 1.0);
}
