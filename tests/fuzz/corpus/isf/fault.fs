/*{"A": [1, {"B": "\"\u0041"}, null, true], }*/
void main() { gl_FragColor = vec4(0); }
