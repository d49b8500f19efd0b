/*{
	"DESCRIPTION": "paints over one hue",
	"ISFVSN": "2",
	"INPUTS": [
		{"NAME": "inputImage", "TYPE": "image"},
		{"NAME": "key", "TYPE": "color", "DEFAULT": [0.7, 0.6, 0.4, 1.0]},
		{"NAME": "paint", "TYPE": "color", "DEFAULT": [0.9, 0.7, 0.1, 1.0]},
		{"NAME": "tolerance", "TYPE": "float", "DEFAULT": 0.35, "MIN": 0.0, "MAX": 1.0}
	]
}*/
void main()
{
	vec4	pixel = IMG_THIS_NORM_PIXEL(inputImage);
	float	far = distance(pixel.rgb, key.rgb);

	if (far > tolerance)	{
		gl_FragColor = pixel;
		return;
	}
	gl_FragColor.rgb = mix(paint.rgb, pixel.rgb, smoothstep(0.0, tolerance, far));
	gl_FragColor.a = pixel.a;
}
