#extension GL_OES_standard_derivatives : enable
precision highp float;
uniform float time;
uniform vec2 mouse, resolution;
uniform sampler2D backbuffer;
varying vec2 surfacePosition;

float spot(vec2 p, float time)
{
    return exp(-40.0 * dot(p, p)) * (0.5 + 0.5 * sin(time));
}

void main( void ) {
    vec2 uv = gl_FragCoord.xy / resolution;
    vec4 before = texture2D(backbuffer, uv);
    vec2 at = 0.3 * vec2(cos(time * 5.0), sin(time * 5.0)) + mouse * 0.1;
    gl_FragColor = vec4(max(before.rgb * 0.95, vec3(spot(surfacePosition - at, 1.0), uv)), 1.0);
}
