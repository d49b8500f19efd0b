/*{"ISFVSN":"2","INPUTS":[{"NAME":"inputImage","TYPE":"image"},{"NAME":"step","TYPE":"float","MIN":2,"MAX":20,"DEFAULT":7}]}*/
#define lum(c) dot((c).rgb,vec3(.299,.587,.114))
#define LINE(a,b) if(l<a&&mod(gl_FragCoord.x b gl_FragCoord.y,step)<1.) k*=.45;
void main(){
vec4 c=IMG_NORM_THIS_PIXEL(inputImage);float l=lum(c),k=1.;
LINE(.85,+)LINE(.6,-)LINE(.35,+step*.5+)LINE(.2,-step*.5-)
gl_FragColor=vec4(c.rgb*k,c.a);}
