/*{"INPUTS": [{"NAME": "a", "TYPE": "float"}]}*/
#define M0(x) x
#define M1(x) M0(x x)
#define M2(x) M1(x x)
#if M2(1) || defined(M1) && (3 << 2) / 0
void main() { do for (;;) ; while (a-- > 0.); }
#endif
void main() { while (M2(true)) ; }
