/*{
	"DESCRIPTION": "the picture through a ball of glass",
	"CREDIT": "spherical",
	"ISFVSN": "2",
	"CATEGORIES": [ "Distortion" ],
	"INPUTS": [
		{ "NAME": "inputImage", "TYPE": "image" },
		{ "NAME": "size", "TYPE": "float", "DEFAULT": 0.45, "MIN": 0.0, "MAX": 1.0 },
		{ "NAME": "curve", "TYPE": "float", "DEFAULT": 3.0, "MIN": -2.0, "MAX": 4.0 }
	]
}*/
#define PI 3.14159265359

void main()
{
	vec2 p = (gl_FragCoord.xy - 0.5 * RENDERSIZE) / RENDERSIZE.y;
	// beyond the rim there is nothing left to take the root of
	float z = sqrt(size * size - dot(p, p));
	vec3 n = normalize(vec3(p * step(0.001, z), z));
	vec2 uv = vec2(atan(n.x, n.z), asin(p.y / size)) / PI + 0.5;
	vec4 c = IMG_NORM_PIXEL(inputImage, uv);
	c.rgb = 0.5 + 4.0 * pow(c.rgb - 0.5, vec3(curve));
	c.rgb *= 1.0 - pow(acos(z / size) * 2.0 / PI, 4.0);
	gl_FragColor = c;
}
