/*{
	"ISFVSN": "2",
	"DESCRIPTION": "written where lines end in two bytes",
	"INPUTS": [
		{"NAME": "inputImage", "TYPE": "image"},
		{"NAME": "channel", "TYPE": "long", "VALUES": [0, 1, 2, 3], "LABELS": ["Red", "Green", "Blue", "Luma"], "DEFAULT": 1}
	]
}*/

#define MIXED(a, b) \
	mix((a), \
	    (b), \
	    0.75)

void main() {
	vec4 px = IMG_THIS_PIXEL(inputImage);
	vec3 single;
	switch (channel) {
	case 0:
		single = px.rrr;
		break;
	case 1:
		single = px.ggg;
		break;
	case 2:
		single = px.bbb;
		break;
	default:
		single = vec3(dot(px.rgb, vec3(0.2126, 0.7152, 0.0722)));
	}
	gl_FragColor = vec4(MIXED(px.rgb, single), px.a);
}
