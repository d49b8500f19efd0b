/*{
    "DESCRIPTION": "carried over from a shader page",
    "CREDIT": "ported",
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "swirl", "TYPE": "float", "MIN": -3, "MAX": 3, "DEFAULT": 0.6}
    ]
}*/
#define iTime TIME
#define iResolution vec3(RENDERSIZE, 1.0)
#define iChannel0 inputImage

mat2 rot(float a) { float s = sin(a), c = cos(a); return mat2(c, -s, s, c); }

void mainImage( out vec4 fragColor, in vec2 fragCoord )
{
    vec2 uv = fragCoord.xy / iResolution.xy;
    vec2 p = (uv - 0.5) * vec2(iResolution.x / iResolution.y, 1.);
    p *= rot(swirl * exp(-6. * dot(p, p)) * (1. + .2 * sin(iTime)));
    p.x *= iResolution.y / iResolution.x;
    fragColor = texture(iChannel0, p + .5);
}

void main() { mainImage(gl_FragColor, gl_FragCoord.xy); }
