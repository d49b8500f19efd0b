// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts and arranges: what their headers say, and which functions they must have.
#include "isf/effect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define CUT "Fragment cut(int id) { return fragment_new(id); }\n"
#define ARRANGE "Fragment arrange(Fragment f) { return f; }\n"
#define TARGET "int target(Fragment f) { return f.id; }\n"
#define INSIDE "float inside(vec2 p, int sheet) { return 1.0; }\n"
#define BY                                                                                         \
    "'INPUTS':[{'NAME':'by','TYPE':'long','VALUES':[0,1],'LABELS':['hue','Detail']},"              \
    "{'NAME':'p','TYPE':'image'},{'NAME':'count','TYPE':'float'}]"

// An apostrophe stands for a quote; errors are "id line:column" each.
static const struct {
    const char *law, *folder, *header, *body, *errors;
} laws[] = {
    {"a cut has columns and rows", "cut", "'COLUMNS':3,'ROWS':'2'", CUT, ""},
    {"by an input, or the canvas", "cut", BY ",'COLUMNS':'$count','ROWS':'$WIDTH/$HEIGHT'", CUT,
     ""},
    {"and needs no main, but a cut", "cut", "'COLUMNS':1,'ROWS':1", "float a;\n",
     "fragment-function 1:27"},
    {"of one number", "cut", "'COLUMNS':1,'ROWS':1", "Fragment cut() { }\n",
     "fragment-function 1:27"},
    {"columns unsaid", "cut", "'ROWS':1", CUT, "fragment-key 1:3"},
    {"rows unsaid", "cut", "'COLUMNS':1", CUT, "fragment-key 1:3"},
    {"columns of something else", "cut", "'COLUMNS':[],'ROWS':1", CUT, "isf-expression 1:14"},
    {"by an input that is not there", "cut", "'COLUMNS':'$cout','ROWS':1", CUT,
     "expr-unknown-name 1:15"},
    {"by a picture", "cut", BY ",'COLUMNS':'$p','ROWS':1", CUT, "expr-unknown-name 1:155"},
    {"columns that end too soon", "cut", "'COLUMNS':'round(2','ROWS':1", CUT,
     "expr-unbalanced 1:20"},
    {"rows of no number", "cut", "'COLUMNS':1,'ROWS':'2 * $HIGHT'", CUT, "expr-unknown-name 1:28"},
    {"both", "cut", "'COLUMNS':'','ROWS':'*'", CUT, "fragment-key 1:14, expr-syntax 1:25"},
    {"each is whole", "cut", "'COLUMNS':1,'ROWS':1,'EACH':1.5", CUT, "fragment-key 1:32"},
    {"and at least one", "cut", "'COLUMNS':1,'ROWS':1,'EACH':0", CUT, "fragment-key 1:32"},
    {"no cut ranks", "cut", "'COLUMNS':1,'ROWS':1,'RANK':'hue'", CUT, "fragment-key 1:32"},
    {"no cut has passes", "cut", "'COLUMNS':1,'ROWS':1,'PASSES':[]", CUT, "fragment-key 1:34"},
    {"a mask's islands", "cut", BY ",'COLUMNS':1,'ROWS':1,'ISLANDS':'p'", CUT INSIDE, ""},
    {"by a number", "cut", BY ",'COLUMNS':1,'ROWS':1,'ISLANDS':'count'", CUT INSIDE,
     "fragment-key 1:175"},
    {"what is inside is unsaid", "cut", BY ",'COLUMNS':1,'ROWS':1,'ISLANDS':'p'", CUT,
     "fragment-function 1:181"},
    {"no arrange has islands", "arrange", BY ",'ISLANDS':'p'", ARRANGE, "fragment-key 1:154"},
    {"an arrange needs nothing", "arrange", "'INPUTS':[]", ARRANGE, ""},
    {"but its function", "arrange", "'INPUTS':[]", CUT, "fragment-function 1:18"},
    {"a rank", "arrange", "'RANK':'brightness'", ARRANGE, ""},
    {"a rank by an input with such labels", "arrange", BY ",'RANK':'$by'", ARRANGE, ""},
    {"an unknown rank", "arrange", "'RANK':'size'", ARRANGE, "fragment-key 1:11"},
    {"a rank by an input of another type", "arrange", BY ",'RANK':'$count'", ARRANGE,
     "fragment-key 1:151"},
    {"a rank by nothing", "arrange", "'RANK':'$nobody'", ARRANGE, "fragment-key 1:11"},
    {"a path", "arrange", "'PATH':'spiral'", ARRANGE, ""},
    {"an unknown path", "arrange", "'PATH':'zigzag'", ARRANGE, "fragment-key 1:11"},
    {"a match with a picture", "arrange", BY ",'MATCH':'p'", ARRANGE, ""},
    {"a match with a number", "arrange", BY ",'MATCH':'count'", ARRANGE, "fragment-key 1:152"},
    {"a limit of a match", "arrange", BY ",'MATCH':'p','LIMIT':'by'", ARRANGE, ""},
    {"a limit of nothing", "arrange", BY ",'LIMIT':'by'", ARRANGE, "fragment-key 1:152"},
    {"a limit by another type", "arrange", BY ",'MATCH':'p','LIMIT':'count'", ARRANGE,
     "fragment-key 1:164"},
    {"a match that is once", "arrange", BY ",'MATCH':'p','ONCE':'by'", ARRANGE, ""},
    {"a match apart by a number", "arrange", BY ",'MATCH':'p','APART':'count'", ARRANGE, ""},
    {"but by no menu", "arrange", BY ",'MATCH':'p','APART':'by'", ARRANGE, "fragment-key 1:164"},
    {"whole by no number", "arrange", BY ",'MATCH':'p','WHOLE':'by'", ARRANGE,
     "fragment-key 1:164"},
    {"no cut has a limit", "cut", "'COLUMNS':1,'ROWS':1,'LIMIT':'by'", CUT, "fragment-key 1:33"},
    {"who permutes says where to", "arrange", "'PERMUTES':true", ARRANGE TARGET, ""},
    {"or is wrong", "arrange", "'PERMUTES':true", ARRANGE, "fragment-function 1:22"},
    {"an arrange of moments", "arrange", "'MOMENTS':true", ARRANGE, ""},
    {"no cut has moments", "cut", "'COLUMNS':1,'ROWS':1,'MOMENTS':true", CUT, "fragment-key 1:35"},
    {"no arrange has columns", "arrange", "'COLUMNS':1", ARRANGE, "fragment-key 1:14"},
    {"what lies elsewhere needs a main", "colour", "'COLUMNS':1,'ROWS':1", CUT, "isf-no-main 1:27"},
};

static struct rmx_effect *read_fragment(struct rmx_arena *arena, const char *folder,
                                        const char *header, const char *body,
                                        struct rmx_errors *errors)
{
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    char *text = rmx_arena_printf(arena, "/*{%s}*/\n%s", header, body);
    for (char *c = text; *c; c++)
        if (*c == '\'')
            *c = '"';
    *source = (struct rmx_source_text){"test.fs", text, strlen(text)};
    *errors = (struct rmx_errors){.arena = arena};
    return rmx_effect_read(arena, source, "test", folder, true, NULL, NULL, errors);
}

static const char *said(struct rmx_arena *arena, const struct rmx_errors *errors)
{
    const char *all = "";
    for (int i = 0; i < errors->count; i++)
        all = rmx_arena_printf(arena, "%s%s%s %d:%d", all, i ? ", " : "", errors->items[i].id,
                               errors->items[i].span.line, errors->items[i].span.column);
    return all;
}

static void headers_and_bodies_are_answered(void **state)
{
    int faults = 0;
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const struct rmx_effect *effect =
            read_fragment(arena, laws[i].folder, laws[i].header, laws[i].body, &errors);
        const char *found = said(arena, &errors);
        if (strcmp(found, laws[i].errors) != 0 || (effect != NULL) != !*laws[i].errors) {
            print_error("%s: said '%s', not '%s'\n", laws[i].law, found, laws[i].errors);
            faults++;
        }
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
}

static void what_is_said_is_known(void **state)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors;
    (void)state;
    const struct rmx_effect *cut = read_fragment(
        arena, "cut", "'COLUMNS':'3 * 2','ROWS':4,'EACH':2,'UNIFORM':true",
        CUT
        "int cell_at(vec2 p) { return 0; }\nint outline(int id, out vec2 v[16]) { return 0; }\n",
        &errors);
    assert_int_equal(cut->role, RMX_ROLE_CUT);
    assert_string_equal(rmx_program_text(cut->fragments.columns), "3 * 2");
    assert_string_equal(rmx_program_text(cut->fragments.rows), "4");
    assert_int_equal(cut->fragments.each, 2);
    assert_true(cut->fragments.is_uniform && cut->fragments.has_cell_at &&
                cut->fragments.has_outline);
    assert_int_equal(cut->main_image, -1);
    const struct rmx_effect *arrange = read_fragment(
        arena, "arrange", "'INPUTS':[{'NAME':'targetImage','TYPE':'image'}],'MATCH':'targetImage'",
        ARRANGE, &errors);
    assert_int_equal(arrange->role, RMX_ROLE_ARRANGE);
    assert_false(arrange->fragments.permutes || arrange->fragments.has_target);
    // A scene says `target`, and may say `targetImage`.
    assert_string_equal(rmx_effect_key(arrange, 0), "target");
    assert_int_equal(rmx_effect_input(arrange, "target"), 0);
    assert_int_equal(rmx_effect_input(arrange, "targetImage"), 0);
    rmx_arena_destroy(arena);
}

// What the engine's functions of a cut or an arrange reach: p pictures, d distances, m means, c the
// clock, i: an arrange that gives back what it is given.
static const struct {
    const char *law, *folder, *body, *reached;
} reaches[] = {
    {"nothing", "cut", CUT, ""},
    {"a picture", "cut", "Fragment cut(int id) { picture_at(p, 0, 0.1); }\n", "p"},
    {"its detail", "cut", "Fragment cut(int id) { detail_at(p, p, 0); }\n", "p"},
    {"a distance", "cut", "Fragment cut(int id) { island_distance(p, id); }\n", "d"},
    {"the clock", "cut", "Fragment cut(int id) { return f(TIME); }\n", "c"},
    {"the frame", "cut", "Fragment cut(int id) { return f(FRAMEINDEX); }\n", "c"},
    {"from an outline", "cut", CUT "int outline(int id, out vec2 v[16]) { return int(TIME); }\n",
     "c"},
    {"from a function of its own", "cut",
     "float own() { return DATE.x; }\nFragment cut(int id) { return f(own()); }\n", "c"},
    {"not from one that nobody calls", "cut", "float own() { return TIME; }\n" CUT, ""},
    {"from a macro", "cut", "#define NOW TIME\nFragment cut(int id) { return f(NOW); }\n", "c"},
    {"from a global", "cut", "float own = TIME;\n" CUT, "c"},
    {"a mean", "arrange", "Fragment arrange(Fragment f) { f.scale = f.mean.r; return f; }\n", "m"},
    {"another's detail", "arrange",
     "Fragment arrange(Fragment f) { f.scale = fragment_at(0).detail; return f; }\n", "m"},
    {"no word of its own", "arrange",
     "Fragment arrange(Fragment f) { float mean = 1.0; f.scale = mean; return f; }\n", ""},
    {"the same again", "arrange", "Fragment arrange(Fragment it) { return it; }\n", "i"},
    {"another one", "arrange", "Fragment other;\nFragment arrange(Fragment it) { return other; }\n",
     ""},
    {"one more than it says", "arrange",
     "#define it moved(it)\nFragment arrange(Fragment it) { return it; }\n", ""},
    {"all at once", "arrange",
     "Fragment arrange(Fragment f) { f.angle = TIME * f.mean.r * island_distance(f.place, 0) * "
     "picture_at(f.place, 0, 0.0).r; return f; }\n",
     "pdmc"},
};

static void what_is_reached_is_known(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(reaches) / sizeof(*reaches); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const char *header =
            strcmp(reaches[i].folder, "cut") == 0 ? "'COLUMNS':1,'ROWS':1" : "'INPUTS':[]";
        const struct rmx_effect *effect =
            read_fragment(arena, reaches[i].folder, header, reaches[i].body, &errors);
        if (!effect)
            fail_msg("%s: %s", reaches[i].law, said(arena, &errors));
        const struct rmx_fragment_keys *keys = &effect->fragments;
        const char *found =
            rmx_arena_printf(arena, "%s%s%s%s%s", keys->reads_pictures ? "p" : "",
                             keys->reads_distances ? "d" : "", keys->reads_means ? "m" : "",
                             keys->uses_clock ? "c" : "", keys->is_identity ? "i" : "");
        if (strcmp(found, reaches[i].reached) != 0)
            fail_msg("%s: '%s', not '%s'", reaches[i].law, found, reaches[i].reached);
        rmx_arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_reached_is_known),
        cmocka_unit_test(headers_and_bodies_are_answered),
        cmocka_unit_test(what_is_said_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
