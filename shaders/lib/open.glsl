// What GLSL leaves open, answered as desktop drivers answer it. Files of others call these where
// their arguments may leave a function's domain; whoever writes for GLSL as it stands needs none.

// A negative base to a whole power is a product; to any other power it is nothing.
float rmx_pow(float x, float y)
{
    float power = pow(abs(x), y);
    float sign_of = mod(y, 2.0) == 0.0 ? 1.0 : floor(y) == y ? -1.0 : 0.0;
    return y == 0.0 ? 1.0 : x < 0.0 ? sign_of * power : power;
}
vec2 rmx_pow(vec2 x, vec2 y) { return vec2(rmx_pow(x.x, y.x), rmx_pow(x.y, y.y)); }
vec3 rmx_pow(vec3 x, vec3 y) { return vec3(rmx_pow(x.xy, y.xy), rmx_pow(x.z, y.z)); }
vec4 rmx_pow(vec4 x, vec4 y) { return vec4(rmx_pow(x.xy, y.xy), rmx_pow(x.zw, y.zw)); }

// What lies below 0 is 0.
float rmx_sqrt(float x) { return sqrt(max(x, 0.0)); }
vec2 rmx_sqrt(vec2 x) { return sqrt(max(x, 0.0)); }
vec3 rmx_sqrt(vec3 x) { return sqrt(max(x, 0.0)); }
vec4 rmx_sqrt(vec4 x) { return sqrt(max(x, 0.0)); }
float rmx_inversesqrt(float x) { return inversesqrt(max(x, 0.0)); }
vec2 rmx_inversesqrt(vec2 x) { return inversesqrt(max(x, 0.0)); }
vec3 rmx_inversesqrt(vec3 x) { return inversesqrt(max(x, 0.0)); }
vec4 rmx_inversesqrt(vec4 x) { return inversesqrt(max(x, 0.0)); }

// What lies below it is the smallest float that is not denormal.
float rmx_log(float x) { return log(max(x, 1.17549435e-38)); }
vec2 rmx_log(vec2 x) { return log(max(x, 1.17549435e-38)); }
vec3 rmx_log(vec3 x) { return log(max(x, 1.17549435e-38)); }
vec4 rmx_log(vec4 x) { return log(max(x, 1.17549435e-38)); }
float rmx_log2(float x) { return log2(max(x, 1.17549435e-38)); }
vec2 rmx_log2(vec2 x) { return log2(max(x, 1.17549435e-38)); }
vec3 rmx_log2(vec3 x) { return log2(max(x, 1.17549435e-38)); }
vec4 rmx_log2(vec4 x) { return log2(max(x, 1.17549435e-38)); }

float rmx_acos(float x) { return acos(clamp(x, -1.0, 1.0)); }
vec2 rmx_acos(vec2 x) { return acos(clamp(x, -1.0, 1.0)); }
vec3 rmx_acos(vec3 x) { return acos(clamp(x, -1.0, 1.0)); }
vec4 rmx_acos(vec4 x) { return acos(clamp(x, -1.0, 1.0)); }
float rmx_asin(float x) { return asin(clamp(x, -1.0, 1.0)); }
vec2 rmx_asin(vec2 x) { return asin(clamp(x, -1.0, 1.0)); }
vec3 rmx_asin(vec3 x) { return asin(clamp(x, -1.0, 1.0)); }
vec4 rmx_asin(vec4 x) { return asin(clamp(x, -1.0, 1.0)); }

// Nothing has no direction.
float rmx_normalize(float x) { return sign(x); }
vec2 rmx_normalize(vec2 x)
{
    float d = dot(x, x);
    return d > 0.0 ? x * inversesqrt(d) : vec2(0.0);
}
vec3 rmx_normalize(vec3 x)
{
    float d = dot(x, x);
    return d > 0.0 ? x * inversesqrt(d) : vec3(0.0);
}
vec4 rmx_normalize(vec4 x)
{
    float d = dot(x, x);
    return d > 0.0 ? x * inversesqrt(d) : vec4(0.0);
}

float rmx_mod(float x, float y) { return y == 0.0 ? 0.0 : mod(x, y); }
vec2 rmx_mod(vec2 x, vec2 y) { return vec2(rmx_mod(x.x, y.x), rmx_mod(x.y, y.y)); }
vec3 rmx_mod(vec3 x, vec3 y) { return vec3(rmx_mod(x.xy, y.xy), rmx_mod(x.z, y.z)); }
vec4 rmx_mod(vec4 x, vec4 y) { return vec4(rmx_mod(x.xy, y.xy), rmx_mod(x.zw, y.zw)); }
vec2 rmx_mod(vec2 x, float y) { return y == 0.0 ? vec2(0.0) : mod(x, y); }
vec3 rmx_mod(vec3 x, float y) { return y == 0.0 ? vec3(0.0) : mod(x, y); }
vec4 rmx_mod(vec4 x, float y) { return y == 0.0 ? vec4(0.0) : mod(x, y); }

float rmx_atan(float y, float x) { return y == 0.0 && x == 0.0 ? 0.0 : atan(y, x); }
vec2 rmx_atan(vec2 y, vec2 x) { return vec2(rmx_atan(y.x, x.x), rmx_atan(y.y, x.y)); }
vec3 rmx_atan(vec3 y, vec3 x) { return vec3(rmx_atan(y.xy, x.xy), rmx_atan(y.z, x.z)); }
vec4 rmx_atan(vec4 y, vec4 x) { return vec4(rmx_atan(y.xy, x.xy), rmx_atan(y.zw, x.zw)); }
float rmx_atan(float x) { return atan(x); }
vec2 rmx_atan(vec2 x) { return atan(x); }
vec3 rmx_atan(vec3 x) { return atan(x); }
vec4 rmx_atan(vec4 x) { return atan(x); }
