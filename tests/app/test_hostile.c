// SPDX-License-Identifier: GPL-3.0-or-later
// What strangers send, a row a kind: each is answered within bounds of time and memory, by the exit
// status that says what it was and, where a file is at fault, a place in it; no signal ends it.
// The table is printed; `tests/hostile` shows it for a build without sanitizers, under `ulimit -v`.
#include "base/clock.h"
#include "support/cli.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(rows) ((int)(sizeof(rows) / sizeof(*(rows))))

#ifdef __SANITIZE_ADDRESS__
enum { MOST_CPU_S = 12, MOST_MB = 3000, IS_BARE = 0 };
#else
enum { MOST_CPU_S = 2, MOST_MB = 1000, IS_BARE = 1 };
#endif
enum { MOST_S = 10, MOST_ADDRESSES = 2000000 }; // seconds in all; kilobytes

// What makes the files: the shell's words in an empty folder that has one picture, p.png.
struct kind {
    const char *name, *make;
    const char *arguments; // of the program; NULL: check scene.yaml
    const char *codes;     // one of them
    const char *said;      // part of what is printed; NULL: a place, "FILE:LINE:COLUMN: "
};

#define CHAIN(words)                                                                               \
    "printf 'layers:\\n  - picture: p.png\\n    chain: [" words "]\\n' >scene.yaml; "
#define EFFECT CHAIN("./e.fs")
#define HEADER "printf '/*{\"INPUTS\":[{\"NAME\":\"inputImage\",\"TYPE\":\"image\"}]}*/\\n' >e.fs; "
#define OF_PICTURE(name) "printf 'layers:\\n  - picture: " name "\\n' >scene.yaml; "
#define MANY(word, count) "yes '" word "' | head -n " count " | tr -d '\\n'"
// Of what the driver compiles, in a process of its own.
#define TRIED "render scene.yaml -s 64 -q --patience 0.5 -o out.png"
#define HEAVY "e.fs:2:"
#define DRAWN "render scene.yaml -s 64 -q -o out.png"

static const struct kind effects[] = {
    {"a sum of 200,000 terms",
     EFFECT HEADER "{ printf 'void main(){float a=1.0;gl_FragColor=vec4(a'; " MANY(
         "+a", "200000") "; echo ');}'; } >>e.fs",
     NULL, "65", NULL},
    {"100,000 parentheses",
     EFFECT HEADER "{ printf 'void main(){gl_FragColor=vec4('; " MANY(
         "(", "100000") "; printf 1.0; " MANY(")", "100000") "; echo ');}'; } >>e.fs",
     NULL, "65", NULL},
    {"100,000 blocks",
     EFFECT HEADER "{ printf 'void main(){'; " MANY("{", "100000") "; " MANY(
         "}", "100000") "; echo '}'; } >>e.fs",
     NULL, "65", NULL},
    {"20,000 minus signs",
     EFFECT HEADER
     "{ printf 'void main(){gl_FragColor=vec4('; " MANY("- ", "20000") "; echo '1.0);}'; } >>e.fs",
     NULL, "0 65", ""},
    {"100,000 indices",
     EFFECT HEADER "{ printf 'void main(){float a[2];gl_FragColor=vec4('; " MANY(
         "a[", "100000") "; echo ');}'; } >>e.fs",
     NULL, "65", NULL},
    {"a local array of 40 million",
     EFFECT HEADER
     "echo 'void main(){float a[40000000];a[int(TIME)]=1.0;gl_FragColor=vec4(a[0]);}' >>e.fs",
     NULL, "65", NULL},
    {"arrays of arrays of structs",
     EFFECT HEADER "echo 'struct S{vec4 a[1000];};struct T{S s[1000];};void main(){T "
                   "t[100];gl_FragColor=t[0].s[0].a[int(TIME)];}' >>e.fs",
     NULL, "65", NULL},
    {"900 KB of comments",
     EFFECT HEADER
     "{ " MANY("/**/", "225000") "; echo 'void main(){gl_FragColor=vec4(1.0);}'; } >>e.fs",
     NULL, "0 65", ""},
    {"a macro that doubles forty times",
     EFFECT HEADER "{ echo '#define A0 1.0'; for i in $(seq 1 40); do echo \"#define A$i "
                   "A$((i-1))+A$((i-1))\"; done; "
                   "echo 'void main(){gl_FragColor=vec4(A40);}'; } >>e.fs",
     NULL, "65", NULL},
    {"50,000 sines of each other",
     EFFECT HEADER "{ printf 'void main(){float a=TIME;'; " MANY(
         "a=sin(a);", "50000") "; echo 'gl_FragColor=vec4(a);}'; } >>e.fs",
     NULL, "65", NULL},
    {"5,000 powers",
     EFFECT HEADER "{ printf 'void main(){float a=TIME;'; " MANY(
         "a=pow(a,a+1.0);", "5000") "; echo 'gl_FragColor=vec4(a);}'; } >>e.fs",
     NULL, "65", NULL},
    {"2,000 loops",
     EFFECT HEADER "{ printf 'void main(){float a=TIME;'; " MANY(
         "for(int i=0;i<32;i++)a=sin(a+float(i));",
         "2000") "; echo 'gl_FragColor=vec4(a);}'; } >>e.fs",
     NULL, "65", NULL},
    {"a loop called 1,500 times",
     EFFECT HEADER
     "{ printf 'float f(float a){for(int i=0;i<30;i++)a=sin(a+float(i));return a;}void "
     "main(){float a=TIME;'; " MANY("a=f(a);", "1500") "; echo 'gl_FragColor=vec4(a);}'; } >>e.fs",
     NULL, "65", NULL},
    {"8,000 cases",
     EFFECT HEADER "{ printf 'void main(){float a=TIME;switch(int(a)){'; seq 1 8000 | awk '{printf "
                   "\"case %s:a=sin(a);break;\", $1}'; echo '}gl_FragColor=vec4(a);}'; } >>e.fs",
     NULL, "65", NULL},
    {"500 inverse matrices",
     EFFECT HEADER "{ printf 'void main(){mat4 a=mat4(TIME);'; " MANY(
         "a=a*inverse(a);", "500") "; echo 'gl_FragColor=a[0];}'; } >>e.fs",
     NULL, "65", NULL},
    {"14,000 products of matrices",
     EFFECT HEADER "{ printf 'void main(){mat4 v=mat4(TIME);'; " MANY(
         "v*=v;", "14000") "; echo 'gl_FragColor=v[0];}'; } >>e.fs",
     TRIED, "65", HEAVY "6: error: 'main' is too much"},
    {"3,000 divisions of whole numbers",
     EFFECT HEADER "{ printf 'void main(){uvec4 u=uvec4(gl_FragCoord);'; " MANY(
         "u=u/u.yzwx;", "3000") "; echo 'gl_FragColor=vec4(u);}'; } >>e.fs",
     TRIED, "65", HEAVY "6: error: 'main' is too much"},
    {"4,000 conversions to halves and back",
     EFFECT HEADER "{ printf 'void main(){vec4 v=gl_FragCoord;'; " MANY(
         "v.xy=unpackHalf2x16(packHalf2x16(v.yz));", "4000") "; echo 'gl_FragColor=v;}'; } >>e.fs",
     TRIED, "65", HEAVY "6: error: 'main' is too much"},
    {"3,000 copies of a struct of 800 bytes",
     EFFECT HEADER
     "{ printf 'struct S{float x[200];};void main(){S a,b;vec4 v=gl_FragCoord;'; " MANY(
         "b=a;b.x[int(v.x)]=v.y;a=b;v*=a.x[3];", "1500") "; echo 'gl_FragColor=v;}'; } >>e.fs",
     TRIED, "65", HEAVY "30: error: 'main' is too much"},
    {"180 functions that call each other, 20 times",
     EFFECT HEADER
     "{ echo 'vec4 f0(vec4 v){return v;}'; for i in $(seq 1 180); do echo \"vec4 f$i(vec4 "
     "v){return f$((i-1))(v.yzwx)*sin(v);}\"; done; printf 'void main(){vec4 "
     "v=gl_FragCoord;'; " MANY("v=f180(v);", "20") "; echo 'gl_FragColor=v;}'; } >>e.fs",
     TRIED, "65", "e.fs:93:6: error: 'f91' is too much"},
    {"1,000 branches in each other by threes",
     EFFECT HEADER "{ printf 'void main(){vec4 v=gl_FragCoord;'; " MANY(
         "if(v.x>.5){v=v*v;if(v.y>.5){v=v+v.yzwx;if(v.z>.5)v*=v;}}",
         "1000") "; echo 'gl_FragColor=v;}'; } >>e.fs",
     TRIED, "65", HEAVY "6: error: 'main' is too much"},
    {"what is heavy below the main function",
     EFFECT HEADER
     "{ echo 'float small(float a){return a+1.0;}'; printf 'vec4 big(vec4 v){'; " MANY(
         "v=sin(v);", "900") "; echo 'return v;}'; echo 'void "
                             "main(){gl_FragColor=big(vec4(small(TIME)));}'; } >>e.fs",
     TRIED, "65", "e.fs:3:6: error: 'big' is too much"},
    {"a cut of 900 sines",
     "mkdir cut; printf 'layers:\\n  - fragments: {from: ./p.png, cut: ./cut/e.fs}\\n' "
     ">scene.yaml; "
     "H=$(" MANY("h=sin(h.yzwx)+h.zwxy;",
                 "900") "); sed \"/^Fragment cut/{n;s/{/{vec4 h=vec4(1,2,3,4)*float(id);$H "
                        "id+=int(dot(h,h));/}\" " REMONTAGE_ROOT
                        "/shaders/cut/columns.fs >cut/e.fs",
     TRIED, "65", "e.fs:18:10: error: 'cut' is too much"},
    {"an include of itself",
     EFFECT HEADER
     "echo '#include \"e.fs\"' >>e.fs; echo 'void main(){gl_FragColor=vec4(1.0);}' >>e.fs",
     NULL, "65", NULL},
    {"functions that call each other",
     EFFECT HEADER
     "echo 'float b(float x);float a(float x){return b(x);}float b(float x){return a(x);}"
     "void main(){gl_FragColor=vec4(a(1.0));}' >>e.fs",
     NULL, "65", NULL},
    {"fourteen buffers of 16,384 pixels",
     EFFECT "{ printf '/*{\"INPUTS\":[{\"NAME\":\"inputImage\",\"TYPE\":\"image\"}],\"PASSES\":['; "
            "for i in $(seq 1 14); do "
            "printf "
            "'{\"TARGET\":\"b%s\",\"WIDTH\":\"16384\",\"HEIGHT\":\"16384\",\"FLOAT\":true,"
            "\"PERSISTENT\":true},' $i; done; "
            "echo '{}]}*/ void main(){gl_FragColor=vec4(1.0);}'; } >e.fs",
     DRAWN, "65", NULL},
    {"100,000 passes",
     EFFECT "{ printf '/*{\"PASSES\":['; " MANY(
         "{\"TARGET\":\"b\"},",
         "100000") "; echo '{}]}*/ void main(){gl_FragColor=vec4(1.0);}'; } >e.fs",
     NULL, "65 66", "too large"},
    {"100,000 inputs",
     EFFECT "{ printf '/*{\"INPUTS\":['; seq 1 100000 | awk '{printf "
            "\"{\\\"NAME\\\":\\\"i%s\\\",\\\"TYPE\\\":\\\"float\\\"},\", $1}'; "
            "echo '{\"NAME\":\"inputImage\",\"TYPE\":\"image\"}]}*/ void "
            "main(){gl_FragColor=vec4(1.0);}'; } >e.fs",
     NULL, "65 66", "too large"},
    {"a header of 100,000 brackets",
     EFFECT "{ printf '/*'; " MANY(
         "[", "100000") "; echo '*/ void main(){gl_FragColor=vec4(1.0);}'; } >e.fs",
     NULL, "65", NULL},
    {"while (true)",
     EFFECT HEADER
     "echo 'void main(){gl_FragColor=vec4(1.0);while(true)gl_FragColor.r*=0.5;}' >>e.fs",
     "render scene.yaml -s 64 -o out.png", "0", "this loop has no end"},
    {"six loops in each other",
     EFFECT HEADER "{ echo 'void main(){float z=1.0;'; for i in a b c d e f; do echo \"for(int "
                   "$i=0;$i<31;$i++)\"; done; echo 'z=sin(z+sin(z));gl_FragColor=vec4(z);}'; } "
                   ">>e.fs",
     "sweep .", "1", "a frame with these loops takes"},
    {"a loop that is pasted together",
     EFFECT HEADER "printf '#define P(a,b) a##b\\nvoid "
                   "main(){gl_FragColor=vec4(1.0);P(wh,ile)(true)gl_FragColor.r*=0.5;}\\n' >>e.fs",
     NULL, "65", NULL},
    {"a name with escapes",
     "printf 'layers:\\n  - picture: \"a\\033]0;x\\007.png\"\\n' >scene.yaml", NULL, "65 66", NULL},
};

static const struct kind scenes[] = {
    {"a billion laughs",
     "{ echo 'a0: &a0 [x, x]'; for i in $(seq 1 40); do echo \"a$i: &a$i [*a$((i-1)), "
     "*a$((i-1))]\"; done; } >scene.yaml",
     NULL, "65", NULL},
    {"100,000 brackets", "{ printf 'layers: '; " MANY("[", "100000") "; } >scene.yaml", NULL, "65",
     NULL},
    {"an expression of 100,000 parentheses",
     "{ printf 'still: '; " MANY("(", "100000") "; printf 1; " MANY(
         ")", "100000") "; printf '\\nlayers:\\n  - picture: p.png\\n'; } >scene.yaml",
     NULL, "65", NULL},
    {"100,000 layers", "{ echo 'layers:'; yes '  - picture: p.png' | head -n 100000; } >scene.yaml",
     NULL, "65 66", "longer than"},
    {"a chain of 20,000",
     "{ printf 'layers:\\n  - picture: p.png\\n    chain: ['; " MANY(
         "invert, ", "20000") "; echo 'invert]'; } >scene.yaml",
     NULL, "65", NULL},
    {"a key of a megabyte", "{ head -c 1000000 /dev/zero | tr '\\0' a; echo ': 1'; } >scene.yaml",
     NULL, "65", NULL},
    {"a scene within itself", OF_PICTURE("./scene.yaml"), NULL, "65", NULL},
    {"a hundred million fragments",
     "printf 'layers:\\n  - fragments: {from: ./p.png, cut: {grid: {count: 100000000}}}\\n' "
     ">scene.yaml",
     NULL, "65", NULL},
    {"a canvas of 100,000",
     "printf 'size: 100000x100000\\n' >scene.yaml; printf 'layers:\\n  - picture: p.png\\n' "
     ">>scene.yaml",
     NULL, "65", NULL},
    {"a print of 16,000, beyond what memory there is", OF_PICTURE("p.png"),
     "render scene.yaml -s 16000x16000 -q --memory 100M -o out.png", "65 69", "memory"},
    {"a print of 40,000", OF_PICTURE("p.png"), "render scene.yaml -s 40000x40000 -q -o out.png",
     "69", "40000"},
    {"bytes of chance", "head -c 100000 /dev/urandom >scene.yaml", NULL, "66", "neither text nor"},
};

static const struct kind pictures[] = {
    {"an SVG that never ends",
     OF_PICTURE("b.svg") "echo '<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" "
                         "height=\"64\"><filter id=\"f\"><feTurbulence "
                         "baseFrequency=\"1\" numOctaves=\"2147483647\"/></filter><rect "
                         "width=\"64\" height=\"64\" filter=\"url(#f)\"/></svg>' >b.svg",
     "render scene.yaml -s 64 -q --patience 1 -o out.png", "65 66", NULL},
    {"an SVG that uses itself",
     OF_PICTURE(
         "b.svg") "{ printf '<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" "
                  "height=\"64\"><defs><g id=\"a0\"><rect width=\"1\" "
                  "height=\"1\"/></g>'; for i in $(seq 1 40); do printf '<g id=\"a%s\"><use "
                  "href=\"#a%s\"/><use href=\"#a%s\"/></g>' $i "
                  "$((i-1)) $((i-1)); done; echo '</defs><use href=\"#a40\"/></svg>'; } >b.svg",
     "render scene.yaml -s 64 -q --patience 1 -o out.png", "65 66", NULL},
    {"a PNG that claims 60,000 pixels",
     OF_PICTURE("b.png") "{ head -c 16 p.png; printf '\\0\\0\\352\\140\\0\\0\\352\\140'; tail -c "
                         "+25 p.png; } >b.png",
     DRAWN, "65 66", NULL},
    {"a device", OF_PICTURE("./zero") "ln -s /dev/zero zero", NULL, "65 66", NULL},
    {"a pipe", OF_PICTURE("./pipe.png") "mkfifo pipe.png", NULL, "65 66", NULL},
    {"/proc/self/mem", OF_PICTURE("/proc/self/mem"), NULL, "65 66", NULL},
    {"what lies above", OF_PICTURE("../../../../etc/passwd"), NULL, "65 66", NULL},
    {"a picture of text", OF_PICTURE("b.png") "seq 1 10000 >b.png", NULL, "65 66", NULL},
    {"an empty picture", OF_PICTURE("b.jpg") ": >b.jpg", NULL, "65 66", NULL},
};

// --- One of them.

struct answer {
    int code; // 128 + signal where one ended it
    double cpu_s, mb;
    char *said;
    bool left; // a file was written
};

static void limit(int what, rlim_t most)
{
    const struct rlimit limits = {most, most};
    setrlimit(what, &limits);
}

static void run(const char *folder, const char *arguments)
{
    char command[512];
    if (chdir(folder) != 0)
        _exit(126);
    int out = open("said", O_CREAT | O_WRONLY | O_TRUNC, 0600);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, MOST_CPU_S * 5);
    if (IS_BARE)
        limit(RLIMIT_AS, (rlim_t)MOST_ADDRESSES * 1024);
    snprintf(command, sizeof(command), "exec \"$0\" %s", arguments);
    execl("/bin/sh", "sh", "-c", command, REMONTAGE_BINARY, (char *)NULL);
    _exit(127);
}

// Ends it after MOST_S.
static int wait_for(pid_t child, struct rusage *usage)
{
    int status = 0;
    double end_ms = rmx_clock_ms() + MOST_S * 1000 * (IS_BARE ? 1 : 6);
    while (wait4(child, &status, WNOHANG, usage) == 0) {
        if (rmx_clock_ms() > end_ms)
            kill(child, SIGKILL);
        usleep(2000);
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static struct answer answer_to(const struct kind *kind)
{
    char command[4096], folder[256];
    struct rusage usage;
    snprintf(folder, sizeof(folder), "%s", test_cli_path("kind"));
    snprintf(command, sizeof(command),
             "rm -rf kind && mkdir kind && cp p.png kind && cd kind && { %s\n:; }", kind->make);
    if (test_cli_run(command).code != 0)
        fail_msg("%s cannot be made", kind->name);
    pid_t child = fork();
    if (child == 0)
        run(folder, kind->arguments ? kind->arguments : "check scene.yaml");
    struct answer answer = {.code = wait_for(child, &usage)};
    answer.cpu_s = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                   1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
    answer.mb = (double)usage.ru_maxrss / 1024;
    answer.said = test_cli_run("head -c 100000 kind/said").out;
    answer.left = test_cli_exists("kind/out.png");
    return answer;
}

static bool names_a_place(const char *said)
{
    for (const char *at = said; (at = strpbrk(at, ":")); at++) {
        int line, column, length = 0;
        if (sscanf(at, ":%d:%d: %n", &line, &column, &length) == 2 && length)
            return true;
    }
    return false;
}

// NULL: it holds.
static const char *fault_of(const struct kind *kind, const struct answer *answer)
{
    char code[8];
    snprintf(code, sizeof(code), "%d", answer->code);
    if (!strstr(kind->codes, code))
        return "ends otherwise";
    if (kind->said ? !strstr(answer->said, kind->said) : !names_a_place(answer->said))
        return "does not say it";
    if (answer->cpu_s > MOST_CPU_S)
        return "takes too long";
    if (answer->mb > MOST_MB)
        return "takes too much";
    return answer->code && answer->left ? "leaves a file" : NULL;
}

static int hold(const struct kind *kinds, int count)
{
    int faults = 0;
    for (int i = 0; i < count; i++) {
        struct answer answer = answer_to(&kinds[i]);
        const char *fault = fault_of(&kinds[i], &answer);
        print_message("%-36s exit %3d %6.2f s %5.0f MB  %s\n", kinds[i].name, answer.code,
                      answer.cpu_s, answer.mb, fault ? fault : "");
        if (fault)
            print_message("    %.300s\n", answer.said);
        faults += fault != NULL;
    }
    return faults;
}

static void effects_of_strangers(void **state)
{
    (void)state;
    assert_int_equal(hold(effects, COUNT(effects)), 0);
}

static void scenes_of_strangers(void **state)
{
    (void)state;
    assert_int_equal(hold(scenes, COUNT(scenes)), 0);
}

static void pictures_of_strangers(void **state)
{
    (void)state;
    assert_int_equal(hold(pictures, COUNT(pictures)), 0);
}

static int begin(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_picture("p.png", 32, 18);
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(effects_of_strangers),
        cmocka_unit_test(scenes_of_strangers),
        cmocka_unit_test(pictures_of_strangers),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
