// SPDX-License-Identifier: GPL-3.0-or-later
// The program from outside: what each command prints, its exit codes, and that a failure leaves
// nothing behind.
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char small_scene[] = "size: 64x48\n"
                                  "sources: {plant: plant.png}\n"
                                  "knobs: {chaos: {from: 0, to: 1, at: 0.2}}\n"
                                  "layers:\n"
                                  "  - picture: plant\n"
                                  "    chain:\n"
                                  "      - rotate: {angle: time * 90 + chaos * 45}\n"
                                  "      - posterize\n";

static int begin(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_picture("plant.png", 40, 30);
    test_cli_picture("photo.jpg", 64, 48);
    test_cli_text("scene.yaml", small_scene);
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

static void test_talk(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"no command is answered with the commands", "remontage", 2, NULL, "usage: remontage"},
        {"--help goes to standard output", "remontage --help", 0, "explain", NULL},
        {"a command's help has its options", "remontage render --help", 0, "--samples", NULL},
        {"and an example", "remontage help describe", 0, "remontage describe kaleidoscope", NULL},
        {"--version", "remontage --version", 0, "remontage 0.", NULL},
        {"a command's typing error", "remontage rendr x", 2, NULL, "did you mean 'render'"},
        {"an option's typing error", "remontage render --smaples 3 scene.yaml", 2, NULL,
         "did you mean --samples"},
        {"an option of another command", "remontage render --glsl scene.yaml", 2, NULL,
         "--glsl is an option of explain"},
        {"a value that is missing", "remontage render scene.yaml --size", 2, NULL, "--size wants"},
        {"a value too much", "remontage render scene.yaml --no-fuse=1", 2, NULL, "takes no value"},
        {"an argument that is missing", "remontage render", 2, NULL, "usage: remontage render"},
        {"a time wants its unit", "remontage live scene.yaml --restart-every 4", 2, NULL,
         "--restart-every takes a time with its unit, 4h, 90min or 30s, not '4'"},
        {"and a number before it", "remontage live scene.yaml --restart-every h", 2, NULL,
         "4h, 90min or 30s, not 'h'"},
        {"one that is too short", "remontage live scene.yaml --restart-every 0.5s", 2, NULL,
         "--restart-every goes from 1s to 10000000s, and '0.5s' is outside"},
        {"two that place time", "remontage live scene.yaml --restart-every '4 h' --chase mtc", 2,
         NULL, "--restart-every places time, and so does --chase"},
        {"an argument too much", "remontage explain a b", 2, NULL, "no further arguments"},
        {"a size that is none", "remontage render scene.yaml --size huge", 2, NULL, "1920x1080"},
        {"a size of nothing", "remontage render scene.yaml --size 0x5", 2, NULL, "1920x1080"},
        {"a width with an x behind it", "remontage render scene.yaml --size 640x", 2, NULL,
         "640 times the scene's size"},
        {"a range that is none", "remontage render scene.yaml --frames 9-1", 2, NULL, "0-99x3"},
        {"a depth that is none", "remontage render scene.yaml --depth 12", 2, NULL, "8, 16 or 32"},
        {"a ground that is no colour", "remontage render scene.yaml -o a.jpg --ground tomat", 2,
         NULL, "--ground wants a colour"},
        {"a ground that covers nothing",
         "remontage render scene.yaml -o a.jpg --ground transparent", 2, NULL,
         "--ground wants a colour that covers; 'transparent' lets light through"},
        {"one that covers by half", "remontage render scene.yaml -o a.jpg --ground '#ff000080'", 2,
         NULL, "'#ff000080' lets light through"},
        {"a number out of range", "remontage render scene.yaml --quality 101", 2, NULL,
         "from 1 to 100"},
        {"half a frame", "remontage render scene.yaml --frame 1.5", 2, NULL, "whole number"},
        {"two moments at once", "remontage render scene.yaml --frame 1 --time 2", 2, NULL,
         "exclude each other"},
    };
    TEST_HOLD(laws);
}

static void test_effects(void **state)
{
    (void)state;
    test_cli_run("mkdir -p wrong");
    test_cli_text("wrong/bad.fs", "/*{ \"INPUTS\": [ }*/\nvoid main() {}\n");
    static const struct test_law laws[] = {
        {"list names all kinds", "remontage list", 0, "\ntransitions\n  ", NULL},
        {"list names one kind", "remontage list blends", 0, "multiply", NULL},
        {"and only that", "remontage list blends | grep -c kaleidoscope", 1, "0", NULL},
        {"list names signals", "remontage list signals", 0,
         "\n  mouse.x           number  0 .. 1           pointer  from the left", NULL},
        {"and no effect with them", "remontage list signals | grep -c kaleidoscope", 1, "0", NULL},
        {"nor them with the effects", "remontage list | grep -c pointer", 1, "0", NULL},
        {"and what hands bring", "remontage list signals", 0,
         "\n  midi.cc21         number  0 .. 1 ", NULL},
        {"and devices of MIDI, where there are none",
         "JACK_DEFAULT_SERVER=none remontage list midi; test -e /dev/snd/seq || echo none", 0,
         "none", "there is no MIDI: "},
        {"which has no words to look for", "remontage list midi foo", 2, NULL,
         "list midi takes no word to look for: 'foo' is one too many"},
        {"nor have formats", "remontage list formats png", 2, NULL, "'png' is one too many"},
        {"a kind's typing error", "remontage list blnds", 2, NULL, "did you mean 'blends'"},
        {"a word is looked for", "remontage list print | grep -c newsprint", 0, "1\n", NULL},
        {"in descriptions, too", "remontage list 'circle' | grep -c hue", 0, "1\n", NULL},
        {"within a kind", "remontage list generators cloud", 0, "noise", NULL},
        {"one that nothing has to do with", "remontage list generatorz", 2, NULL,
         "did you mean 'generators'?"},
        {"describe takes several", "remontage describe blur tint | grep -c 'in a scene'", 0, "2\n",
         NULL},
        {"and each kind of a name", "remontage describe hue | grep '^hue (' | tr '\\n' ' '", 0,
         "hue (effect, colour) hue (blend) ", NULL},
        {"or one kind of it",
         "remontage describe blend/hue | sed 1q; remontage describe effect/hue", 0,
         "hue (blend)\nhue (effect, colour)\n", NULL},
        {"which may not have it", "remontage describe blend/kaleidoscope", 2, NULL,
         "there is no blend 'kaleidoscope'; see"},
        {"and its line can be pasted, whatever the name",
         "mkdir odd; cd odd; for n in '#1' x.y 'a: b' '[x]' \"it's\"; do "
         "cp " REMONTAGE_ROOT "/shaders/colour/hue.fs \"$n.fs\"; "
         "(echo 'layers: '; echo '  - picture: asset:coffee.jpg'; echo '    chain:'; "
         "remontage describe \"$n\" | tail -n 1) >s.yaml; remontage check -q s.yaml || echo "
         "\"$n\"; "
         "done; rm -r ../odd",
         0, NULL, NULL},
        {"who made it is said once",
         "printf '/*{\"CREDIT\": \"by Ann\"}*/void main(){gl_FragColor = vec4(1);}' >ann.fs; "
         "remontage describe ./ann.fs",
         0, "ann.fs, by Ann\n", NULL},
        {"and what nothing is seen of",
         "printf 'void main(){gl_FragColor = vec4(isf_FragNormCoord, min(TIME, 1.0), .0);}' >a.fs; "
         "remontage describe ./a.fs",
         0, "transparent; `alpha: ignore` shows it\n", NULL},
        {"where that is certain",
         "for end in 'gl_FragColor.a = 1.0;' 'gl_FragColor = vec4(TIME);' "
         "'gl_FragColor += vec4(0.0);' 'gl_FragColor = vec4(0.0, vec3(1, 1, 0));'; do "
         "printf 'void main(){gl_FragColor = vec4(isf_FragNormCoord, 1.0, 0.0); %s}' \"$end\" "
         ">a.fs; remontage describe ./a.fs; done | grep -c transparent; "
         "printf 'void main(){gl_FragColor = vec4(0.0, 0.0, 0.0, 0.0);}' >a.fs; "
         "remontage describe ./a.fs | grep -c transparent || true",
         0, "0\n0\n", NULL},
        {"describe shows ranges", "remontage describe posterize", 0, "2 .. 32", NULL},
        {"and a line to paste", "remontage describe posterize", 0,
         "      - posterize: {levels:", NULL},
        {"what it enlarges by", "remontage describe repeat", 0, "what it reads by 1/$count\n",
         NULL},
        {"how far it looks", "remontage describe blur", 0, "as far as $radius", NULL},
        {"a broken header is an error of check",
         "mkdir wide; cd wide; printf '/*{\"REACH\": \"1/\"}*/void main(){}' >wide.fs; "
         "printf 'layers: [{generate: ./wide.fs}]' >wide.yaml; remontage check wide.yaml",
         65, "1 error", "wide.fs:1:15: error: a value is missing after '/'"},
        {"a blend's line", "remontage describe multiply", 0, "    blend: multiply\n", NULL},
        {"a generator's line", "remontage describe noise", 0, "  - generate: {noise: {", NULL},
        {"every kind of a name is shown", "remontage describe exquisite_corpse", 0,
         "exquisite_corpse (cut)", NULL},
        {"or one of them", "remontage describe cut/exquisite_corpse | grep -c recombine", 1, "0",
         NULL},
        {"a cut's line", "remontage describe cut/grid", 0, "      cut: {grid: {", NULL},
        {"a picture's short name", "remontage describe mosaic", 0, "{target: NAME", NULL},
        {"a cut's typing error", "remontage describe cut/gird", 2, NULL, "did you mean 'grid'"},
        {"list names cuts", "remontage list cuts", 0, "  grid ", NULL},
        {"an effect's typing error", "remontage describe posterise", 2, NULL,
         "did you mean 'posterize'"},
        {"an effect file with a broken header", "remontage describe wrong/bad.fs", 65, NULL,
         "bad.fs:1:"},
        {"an effect file that is not there", "remontage describe ./none.fs", 66, NULL, "none.fs"},
    };
    TEST_HOLD(laws);
}

// All lines that describe gives to paste, in one scene.
static void test_pasting(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"what describe gives to paste is a scene",
         "named() { remontage list $1 | sed -n 's/^  \\([a-z_0-9]*\\) .*/\\1/p'; }\n"
         "line() { remontage describe $1 | sed -n '/^in a scene/{n;s/: NAME/: plant/;p;q}'; }\n"
         "pieces() { remontage describe $1 | sed '1,/^in a scene/d; s/: NAME/: plant/g'; }\n"
         "{ printf 'sources: {plant: plant.png}\\nlayers:\\n'\n"
         "  for name in $(named generators); do line $name; done\n"
         "  for name in $(named cuts); do pieces cut/$name; done\n"
         "  for name in $(named arranges); do pieces arrange/$name; done\n"
         "  for name in $(named blends); do echo '  - picture: plant'; line blend/$name; done\n"
         "  printf '  - picture: plant\\n    chain:\\n'\n"
         "  for name in $(named effects) $(named transitions); do line effect/$name; done\n"
         "} >pasted.yaml; remontage explain pasted.yaml",
         0, " passes, ", NULL},
        {"with every cut and arrange in it", "[ $(grep -c fragments: pasted.yaml) -ge 17 ]", 0,
         NULL, NULL},
        {"with every effect in it", "[ $(grep -c '      - ' pasted.yaml) -ge 40 ]", 0, NULL, NULL},
    };
    TEST_HOLD(laws);
}

static void test_new(void **state)
{
    (void)state;
    test_cli_run("mkdir -p sub/deep elsewhere; cp plant.png sub/deep; cp plant.png elsewhere");
    static const struct test_law laws[] = {
        {"new writes a scene", "remontage new sub/a.yaml sub/deep/plant.png", 0, NULL,
         "wrote sub/a.yaml"},
        {"with the picture's path as seen from there", "cat sub/a.yaml", 0, "\"deep/plant.png\"",
         NULL},
        {"and draws it", "remontage render sub/a.yaml --size 64x36 -o new.png", 0, NULL, "new.png"},
        {"new writes to standard output",
         "remontage new - | remontage render -q - -s 64x36 -o n.png", 0, NULL, NULL},
        {"and leaves no file of that name", "remontage new - >/dev/null && [ ! -e ./- ]", 0, NULL,
         NULL},
        {"new leaves what is there", "remontage new sub/a.yaml", 73, NULL, "there already"},
        {"new without a picture draws, too",
         "remontage new b.yaml && remontage render -q b.yaml --size 64x36 -o b.png", 0, NULL,
         "wrote b.yaml"},
        {"a picture from elsewhere: one way of allowing",
         "remontage new sub/c.yaml elsewhere/plant.png", 0, NULL, "--allow '"},
        {"and the other", "remontage new sub/d.yaml elsewhere/plant.png", 0, NULL,
         "remontage/allow"},
        {"it is refused until allowed", "remontage check sub/c.yaml", 65, "1 error", "--allow"},
        {"allowed by the option", "remontage check sub/c.yaml --allow elsewhere", 0, "0 errors",
         NULL},
        {"allowed by the file",
         "mkdir -p config/remontage && echo \"$PWD/elsewhere\" >config/remontage/allow && "
         "remontage check sub/c.yaml; code=$?; rm config/remontage/allow; (exit $code)",
         0, "0 errors", NULL},
        {"a picture that is not there", "remontage new e.yaml none.png", 66, NULL, "none.png"},
        {"a folder that is not there", "remontage new none/e.yaml", 73, NULL, "none/e.yaml"},
    };
    TEST_HOLD(laws);
    assert_false(test_cli_exists("e.yaml"));
}

static void test_render(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"an asset is what it is in a scene", "remontage explain asset:coffee.jpg", 0,
         "coffee.jpg: 600x400", NULL},
        {"and its file has its name", "remontage render asset:coffee.jpg -s 32 && ls coffee.png", 0,
         "coffee.png", "wrote coffee.png"},
        {"one that is not there is missing as a file", "remontage check asset:coffe.jpg", 66,
         "1 error", "coffe.jpg': no such file"},
        {"a disk that takes no more is named by a TIFF",
         "ulimit -f 2; remontage render scene.yaml -s 400 -o short.tif", 73, NULL,
         "cannot write short.tif: File too large"},
        {"by a JPEG", "ulimit -f 2; remontage render scene.yaml -s 400 -o short.jpg", 73, NULL,
         "cannot write short.jpg: File too large"},
        {"by a WebP", "ulimit -f 2; remontage render scene.yaml -s 800 -o short.webp", 73, NULL,
         "cannot write short.webp: File too large"},
        {"render says what it wrote", "remontage render scene.yaml -o a.png", 0, NULL,
         "wrote a.png, 64 x 48"},
        {"without -o the file has the scene's name", "remontage render -q scene.yaml", 0, NULL,
         NULL},
        {"a size by its width", "remontage render scene.yaml --size 32 -o w.png", 0, NULL,
         "32 x 24"},
        {"a size by a factor", "remontage render scene.yaml --size 1.5x -o f.png", 0, NULL,
         "96 x 72"},
        {"a size with the sign of a word processor",
         "remontage render scene.yaml -s 48×48 -o s.png", 0, NULL, "48 x 48"},
        {"a part with it", "remontage render scene.yaml --crop 0,0,8×4 -o s.png", 0, NULL, "8 x 4"},
        {"another aspect", "remontage render scene.yaml -s 48x48 -o s.png", 0, NULL, "48 x 48"},
        {"-o - writes a PNG to standard output",
         "remontage render scene.yaml -o - >pipe; head -c 4 pipe | tail -c 3", 0, "PNG", NULL},
        {"a picture stands for a scene",
         "remontage render photo.jpg --chain 'posterize: {levels: 3}, invert' -o p.png", 0, NULL,
         "p.png, 64 x 48"},
        {"--chain's mistakes have its name", "remontage render photo.jpg -c 'posteriz' -o x.png",
         65, NULL, "--chain:1:"},
        {"JPEG", "remontage render -q scene.yaml -o a.jpg --quality 50", 0, NULL, NULL},
        {"a JPEG says on what it is laid", "remontage render photo.jpg -c mask_by -o m.jpg", 0,
         NULL, "keeps no transparency: the picture is laid on black"},
        {"a picture keeps its transparency",
         "remontage render -q photo.jpg -c mask_by -o m.png && head -c 26 m.png | tail -c 1 | od "
         "-An -tu1",
         0, "6", NULL},
        {"and writes none that it has not",
         "remontage render -q photo.jpg -c hue -o m.png && head -c 26 m.png | tail -c 1 | od -An "
         "-tu1",
         0, "2", NULL},
        {"16 bits", "remontage render -q scene.yaml -o d.png --depth 16", 0, NULL, NULL},
        {"32 bits in a JPEG", "remontage render -q scene.yaml -o d.jpg --depth 32", 0, NULL, NULL},
        {"HDR of 8 bits", "remontage render -q scene.yaml -o d.hdr", 0, NULL, NULL},
        {"samples", "remontage render -q scene.yaml -o n.png --samples 4", 0, NULL, NULL},
        {"resolution", "remontage render -q scene.yaml -o i.tif --dpi 300", 0, NULL, NULL},
        {"packing", "remontage render -q scene.yaml -o c.png --compress 3", 0, NULL, NULL},
        {"unfused", "remontage render -q scene.yaml -o u.png --no-fuse --snap", 0, NULL, NULL},
        {"--timings prints a table", "remontage render -q scene.yaml -o t.png --timings", 0, NULL,
         "read back"},
        {"a knob", "remontage render -q scene.yaml -o k.png --set chaos=1", 0, NULL, NULL},
        {"display is a knob of every scene",
         "remontage render -q scene.yaml -o v.png --set display=0.5 && cmp v.png "
         "$(remontage render -q scene.yaml -o v1.png && echo v1.png)",
         0, NULL, NULL},
        {"from 0 to 1", "remontage render scene.yaml -o x.png --set display=2", 2, NULL,
         "display goes from 0 to 1"},
        {"shares are measured and not set",
         "printf 'sources: {a: plant.png}\\nlayers: [{picture: a, opacity: share.a}]\\n' "
         ">shares.yaml; remontage render shares.yaml -o x.png --set share.a=1",
         2, NULL, "no knob 'share.a'"},
        {"a knob's typing error", "remontage render scene.yaml -o x.png --set choas=1", 2, NULL,
         "did you mean 'chaos'"},
        {"a date that the calendar lacks",
         "remontage render scene.yaml -o x.png --set 'date=2023-02-29'", 2, NULL, "YYYY-MM-DD"},
        {"no knob's name", "remontage render scene.yaml -o x.png --set volume=1", 2, NULL,
         "its knobs: chaos"},
        {"a knob past its end", "remontage render scene.yaml -o x.png --set chaos=2", 2, NULL,
         "from 0 to 1"},
        {"an unknown ending", "remontage render scene.yaml -o x.gif", 2, NULL, "png"},
        {"an output folder that is not there", "remontage render scene.yaml -o none/x.png", 73,
         NULL, "none"},
        {"a picture is not written over itself", "remontage render photo.jpg -o photo.jpg", 73,
         NULL, "photo.jpg"},
        {"nor over a source", "remontage render scene.yaml -o plant.png", 73, NULL, "plant.png"},
        {"a scene that is not there", "remontage render none.yaml -o x.png", 66, NULL, "none.yaml"},
        {"a folder for a scene", "remontage render sub -o x.png", 66, NULL, "not a regular file"},
    };
    TEST_HOLD(laws);
    assert_true(test_cli_exists("scene.png"));
    assert_int_equal(test_cli_count("x.*"), 0);
    assert_false(test_cli_same("a.png", "k.png"));
}

static void test_determinism(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a first time", "remontage render -q scene.yaml -o one.png --time 1", 0, NULL, NULL},
        {"a scene says when its still is",
         "printf 'still: 5 frames\\nsize: 32x18\\nlayers: [{generate: {noise: {phase: time}}}]\\n' "
         "> still.yaml; remontage render -q still.yaml -o a.png; remontage render -q still.yaml -o "
         "b.png --frame 5; remontage render -q still.yaml -o c.png --time 0; cmp a.png b.png && ! "
         "cmp -s a.png c.png",
         0, NULL, NULL},
        {"in beats, too, and explain tells the frame",
         "printf 'still: 2 beats\\nbpm: 90\\nlayers: [generate: noise]\\n' > still.yaml; remontage "
         "explain still.yaml",
         0, "\nstill: frame 40, at 1.333 s\n", NULL},
        {"a million seconds at most, however they are said",
         "printf 'still: 1e30 beats\\nlayers: [generate: noise]\\n' > far.yaml; remontage explain "
         "far.yaml",
         0, "\nstill: frame 30000000, at 1e+06 s\n", NULL},
        {"what is included brings no still",
         "printf 'still: 2 s\\n' > part.yaml; printf 'include: part.yaml\\nlayers: [generate: "
         "noise]\\n' > whole.yaml; remontage check whole.yaml",
         0, "1 warning", "part.yaml:1:1: warning: 'still' of an included file has no effect"},
        {"the same frame by its number compiles nothing",
         "remontage render scene.yaml -o two.png --frame 30 --timings", 0, NULL,
         "0 of 1 programs compiled"},
        {"at another rate the same second is another frame",
         "remontage render -q scene.yaml -o three.png --fps 60 --frame 60", 0, NULL, NULL},
        {"another moment", "remontage render -q scene.yaml -o four.png --frame 31", 0, NULL, NULL},
    };
    TEST_HOLD(laws);
    assert_true(test_cli_same("one.png", "two.png"));
    assert_true(test_cli_same("one.png", "three.png"));
    assert_false(test_cli_same("one.png", "four.png"));
}

static void test_explain(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"explain prints the plan", "remontage explain scene.yaml", 0, "1 pass", NULL},
        {"shares are state",
         "printf 'sources: {a: plant.png}\\nlayers: [{picture: a, opacity: share.a + aura.a}]\\n' "
         ">shares.yaml; remontage explain shares.yaml",
         0, "has state (share.a, aura.a): the surface is measured each half second from the start",
         NULL},
        {"and a preroll shortens them",
         "printf 'preroll: 2 s\\nsources: {a: plant.png}\\nlayers: [{picture: a, opacity: "
         "aura.a}]\\n' "
         ">shares.yaml; remontage explain shares.yaml",
         0, "each half second of the 60 frames before, its preroll", NULL},
        {"a file of others that reads TIME is named, once",
         "echo '/*{}*/ void main() { gl_FragColor = vec4(fract(TIME)); }' >blink.fs; "
         "printf 'layers: [{generate: ./blink.fs}, {generate: ./blink.fs, chain: "
         "[long_exposure]}]\n' >blink.yaml; remontage explain blink.yaml | grep -A1 ^time",
         0, "time: blink reads TIME, a float: steps of 4 ms after 12 hours", NULL},
        {"an effect of ours is not",
         "printf 'layers: [{generate: oscillator, chain: [long_exposure]}]\n' >ours.yaml; "
         "remontage explain ours.yaml | grep -c ^time",
         1, "0", NULL},
        {"what a pixel costs is counted: seven more rounds of three operations and one number",
         "for n in 1 8; do printf '/*{\"ISFVSN\": \"2\", \"INPUTS\": [{\"NAME\": \"lit\", "
         "\"TYPE\": "
         "\"float\"}]}*/ void main() { float a = 0.; for (int i = 0; i < %d; i++) a += lit; "
         "gl_FragColor = vec4(a); }' $n >rounds$n.fs; printf 'layers: [{generate: "
         "./rounds%d.fs}]\n' $n >rounds$n.yaml; remontage explain rounds$n.yaml --no-hoist | sed "
         "-n "
         "'s/.*a pixel: \\([0-9]*\\) op.*, \\([0-9]*\\) fetched.*/\\1 \\2/p'; done | paste -sd' ' "
         "| awk "
         "'{ print $3 - $1, $4 - $2 }'",
         0, "21 7\n", NULL},
        {"and so is what hoisting takes from it",
         "remontage explain rounds8.yaml; remontage explain rounds8.yaml --no-hoist", 0,
         "numbers were moved to where they are computed once a draw)\n", NULL},
        {"as many operations as expressions have that are computed once: a sine and its radians",
         "printf 'layers: [{generate: solid, chain: [hue]}]\n' >hue.yaml; remontage explain "
         "hue.yaml | sed -n 's/.*: \\([0-9]*\\) operations (\\([0-9]*\\) before 2 expressions were "
         "moved .*/\\1 \\2/p' | awk '{ print $2 - $1 }'",
         0, "3\n", NULL},
        {"unfused, each effect is a pass", "remontage explain scene.yaml --no-fuse", 0, "passes",
         NULL},
        {"--glsl prints the shader", "remontage explain scene.yaml --glsl", 0, "void main", NULL},
        {"check finds nothing", "remontage check scene.yaml photo.jpg", 0, "0 errors", NULL},
        {"or a picture that is cut short, however large its place",
         "head -c 700 photo.jpg >cut.jpg; remontage check cut.jpg -q", 66, NULL, "cut.jpg"},
        {"what was checked before is not read again",
         "echo 'layers: [{picture: asset:coffee.jpg}]' >known.yaml; remontage check known.yaml; "
         "LD_DEBUG=files remontage check known.yaml 2>&1 | grep -c -e libvips -e '^0 errors'",
         0, "0 errors, 0 warnings\n1\n", NULL},
        {"but what was changed since is",
         "cp photo.jpg changes.jpg; sleep 3.1; remontage check -q changes.jpg && head -c 700 "
         "photo.jpg "
         ">changes.jpg; remontage check changes.jpg -q",
         66, NULL, "changes.jpg"},
        {"what reads no picture loads no library for them",
         "printf 'layers:\\n- generate: noise' >noise.yaml; for c in 'describe blur' list 'check "
         "noise.yaml' 'render -s 64 noise.yaml'; do LD_DEBUG=files remontage $c 2>&1; done | "
         "grep -c libvips || true",
         0, "0\n", NULL},
        {"a full disk is told, however much was written", "remontage schema >/dev/full", 73, NULL,
         "cannot be written"},
        {"the schema is JSON Schema", "remontage schema", 0, "\"$schema\"", NULL},
    };
    TEST_HOLD(laws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_talk),    cmocka_unit_test(test_effects),
        cmocka_unit_test(test_new),     cmocka_unit_test(test_pasting),
        cmocka_unit_test(test_render),  cmocka_unit_test(test_determinism),
        cmocka_unit_test(test_explain),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
