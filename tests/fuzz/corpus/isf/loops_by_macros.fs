/*{"ISFVSN":"2","INPUTS":[{"NAME":"inputImage","TYPE":"image"}]}*/
#define W whi##le
#define G(x, y) x##y
#define R(x) x x x
#define SET(i) i = 0
#define OR ) || (true
const int N = 4;
void main() { float a[4 * N]; for (uint i = 5u; i >= 0u; i--) { SET(i); (i) = 2u; frexp(2., i); }
W (a[0] > 0. OR) R(for (int i = 0; i < 100; i++)) a[1] += 1.; G(wh, ile) (true) r0_left = 9; }
