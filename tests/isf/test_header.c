// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of ISF headers: what each key means, and what is said about a wrong one, with its place.
#include "isf/effect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct rmx_effect *read_text(struct rmx_arena *arena, const char *text,
                                    struct rmx_errors *errors)
{
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    source->name = "test.fs";
    source->text = text;
    source->length = strlen(text);
    *errors = (struct rmx_errors){.arena = arena};
    return rmx_effect_read(arena, source, "test", "colour", false, NULL, NULL, errors);
}

static struct rmx_effect *read_input(struct rmx_arena *arena, const char *entry,
                                     struct rmx_errors *errors)
{
    return read_text(
        arena, rmx_arena_printf(arena, "/*{\"INPUTS\": [%s]}*/\nvoid main() { }\n", entry), errors);
}

// `id line:column`, a question mark behind warnings; several are apart by a comma.
static const char *print_errors(struct rmx_arena *arena, const struct rmx_errors *errors)
{
    const char *text = "";
    for (int i = 0; i < errors->count; i++) {
        const struct rmx_error *error = &errors->items[i];
        text = rmx_arena_printf(arena, "%s%s%s%s %d:%d", text, i ? ", " : "", error->id,
                                error->severity == RMX_WARNING ? "?" : "", error->span.line,
                                error->span.column);
    }
    return text;
}

#define SIX "[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]"
#define BODY "\nvoid main() { }\n"

static const struct {
    const char *law, *text, *errors;
} file_laws[] = {
    {"an empty header will do", "/*{}*/" BODY, ""},
    {"white space above the header will do", " \n\t/*{}*/" BODY, ""},
    {"a byte order mark above the header will do", "\xEF\xBB\xBF/*{}*/" BODY, ""},
    {"text above the header is told of", "float a;\n/*{}*/" BODY, "isf-before-header? 1:1"},
    {"no header", "void main() { }\n", "isf-no-header 1:1"},
    {"an empty file", "", "isf-no-header 1:1"},
    {"a header without an end", "\n/*{}" BODY, "isf-no-header 2:1"},
    {"an empty comment is no header", "/**/" BODY, "isf-json 1:3"},
    {"a comma too many is warned of", "/*{\n\"A\": 1,\n}*/" BODY, "isf-loose? 2:7"},
    {"a comma too many in a list, too", "/*{\"A\": [1,]}*/" BODY, "isf-loose? 1:11"},
    {"comments, once", "/*{// one, \"\n\"A\": 1, // it's\r\n\"B\": 2 /* more */, }*/" BODY,
     "isf-loose? 1:4"},
    {"single quotes", "/*{'A': 'b \"c\" d', \"B\": \"it's // no /* comment\"}*/" BODY,
     "isf-loose? 1:4"},
    {"a mark of its encoding and other line ends",
     "\xEF\xBB\xBF/*{\r\n\"A\": 1\r\n}\r\n*/\r\n" BODY, ""},
    {"two commas are one too many", "/*{\"A\": 1,,}*/" BODY, "isf-loose? 1:11, isf-json 1:10"},
    {"a quote that does not end", "/*{'A: 1}*/" BODY, "isf-json 1:4"},
    {"a colon missing", "/*{\"A\" 1}*/" BODY, "isf-json 1:8"},
    {"a value missing", "/*{\"A\": }*/" BODY, "isf-json 1:9"},
    {"a quote missing", "/*{\"A\": \"b}*/" BODY, "isf-json 1:9"},
    {"a missing comma", "/*{\n\"A\": 1\n\"B\": 2}*/" BODY, "isf-json 3:1"},
    {"a name without quotes", "/*{ A: 1}*/" BODY, "isf-json 1:5"},
    {"text behind the object", "/*{} x*/" BODY, "isf-json 1:6"},
    {"an object that does not end", "/*{\"A\": [1*/" BODY, "isf-json 1:11"},
    {"a list is no header", "/*[]*/" BODY, "isf-json 1:3"},
    {"a number is no header", "/*3*/" BODY, "isf-json 1:3"},
    {"columns count characters", "/*{\"A\": \"\xC3\xA9\", x}*/" BODY, "isf-json 1:14"},
    {"no main", "/*{}*/\nfloat a;\n", "isf-no-main 1:7"},
    {"a main that is only declared", "/*{}*/\nvoid main();\n", "isf-no-main 1:7"},
    {"INPUTS that is no list", "/*{\n\"INPUTS\": {}}*/" BODY, "isf-inputs 2:11"},
    {"an input that is no object", "/*{\"INPUTS\": [\n3]}*/" BODY, "isf-inputs 2:1"},
    {"PASSES that is no list", "/*{\"PASSES\": 3}*/" BODY, "isf-passes 1:14"},
    {"a target that is no name", "/*{\"PASSES\": [{},\n {\"TARGET\": \"a b\"}]}*/" BODY,
     "isf-name 2:13"},
    {"a target that is a word of GLSL", "/*{\"PASSES\": [{\"TARGET\": \"vec2\"}]}*/" BODY,
     "isf-name 1:26"},
    {"a target of an input's name",
     "/*{\"INPUTS\": [{\"NAME\": \"a\", \"TYPE\": \"image\"}],\n \"PASSES\": [{\"TARGET\": "
     "\"a\"}]}*/" BODY,
     "isf-name 2:24"},
    {"a pass that is no object", "/*{\"PASSES\": [3]}*/" BODY, "isf-passes 1:15"},
    {"an import without a path is left out", "/*{\"IMPORTED\": {\"a\": {}}}*/" BODY,
     "isf-imported? 1:22"},
    {"one that names a pass's target says nothing",
     "/*{\"IMPORTED\": {\"a\": {\"PASSINDEX\": 0}}, \"PASSES\": [{\"TARGET\": \"a\"}]}*/" BODY, ""},
    {"a cube map of six", "/*{\"IMPORTED\": [{\"NAME\": \"a\", \"PATH\": " SIX "}]}*/" BODY, ""},
    {"one of a target's name",
     "/*{\"PASSES\":[{\"TARGET\":\"a\"}],\n\"IMPORTED\":{\"a\":{\"PATH\":" SIX "}}}*/" BODY,
     "isf-name 2:25"},
    {"one of five",
     "/*{\"IMPORTED\": {\"a\": {\"TYPE\": \"cube\", \"PATH\": [\"1\",\"2\",\"3\",\"4\","
     "\"5\"]}}}*/" BODY,
     "isf-imported 1:47"},
    {"what Shadertoy has is named", "/*{}*/\nvoid mainImage(out vec4 c, in vec2 p) { }\n",
     "isf-no-main 1:7"},
    {"a listed import without a name", "/*{\"IMPORTED\": [{\"PATH\": \"a.png\"}]}*/" BODY,
     "isf-imported 1:26"},
    {"an import whose name is no name", "/*{\"IMPORTED\": {\"a b\": {\"PATH\": \"a.png\"}}}*/" BODY,
     "isf-name 1:33"},
    {"an import of an input's name",
     "/*{\"INPUTS\": [{\"NAME\": \"a\", \"TYPE\": \"image\"}],\n"
     "\"IMPORTED\": {\"a\": {\"PATH\": \"a.png\"}}}*/" BODY,
     "isf-name 2:28"},
    {"an import of a target's name",
     "/*{\"PASSES\": [{\"TARGET\": \"a\"}],\n\"IMPORTED\": {\"a\": {\"PATH\": \"a.png\"}}}*/" BODY,
     "isf-name 2:28"},
    {"MAGNIFY that ends too soon", "/*{\n \"MAGNIFY\": \"1/\"}*/" BODY, "expr-syntax 2:15"},
    {"MAGNIFY that says less than nothing", "/*{\"MAGNIFY\": []}*/" BODY, "isf-expression 1:15"},
    {"MAGNIFY of an unknown name",
     "/*{\"MAGNIFY\": \"2 * $zom\",\n \"INPUTS\": "
     "[{\"NAME\": \"zoom\", \"TYPE\": \"float\"}]}*/" BODY,
     "expr-unknown-name 1:20"},
    {"an input without its $",
     "/*{\"MAGNIFY\": \"2 * zoom\",\n \"INPUTS\": "
     "[{\"NAME\": \"zoom\", \"TYPE\": \"float\"}]}*/" BODY,
     "expr-unknown-name 1:20"},
    {"MAGNIFY by a picture",
     "/*{\"MAGNIFY\": \"$a\",\n \"INPUTS\": "
     "[{\"NAME\": \"a\", \"TYPE\": \"image\"}]}*/" BODY,
     "expr-unknown-name 1:16"},
    {"REACH that ends too soon", "/*{\"REACH\": \"(1\"}*/" BODY, "expr-unbalanced 1:14"},
    {"REACH of an unknown name", "/*{\"REACH\": \"1 + 2 * $radius\"}*/" BODY,
     "expr-unknown-name 1:22"},
    {"a header knows no time", "/*{\"REACH\": \"time\"}*/" BODY, "expr-unknown-name 1:14"},
    {"nor a knob of later", "/*{\"REACH\": \"midi.cc2\"}*/" BODY, "expr-unknown-name 1:14"},
    {"nor run()", "/*{\"REACH\": \"run(1)\"}*/" BODY, "expr-unknown-function 1:14"},
    {"nor a scene's units", "/*{\"REACH\": \"40 px\"}*/" BODY, "expr-unit 1:17"},
    {"WIDTH that ends too soon",
     "/*{\"PASSES\": [{},\n {\"TARGET\": \"a\", \"WIDTH\": \"$WIDTH /\"}]}*/" BODY,
     "expr-syntax 2:35"},
    {"WIDTH of another host", "/*{\"PASSES\": [{\"WIDTH\": \"RENDERSIZE.x / 2\"}]}*/" BODY,
     "expr-unknown-name 1:26"},
    {"HEIGHT of an unknown name", "/*{\"PASSES\": [{\"HEIGHT\":\n\"$HIGHT * 2\"}]}*/" BODY,
     "expr-unknown-name 2:2"},
    {"HEIGHT that is a list", "/*{\"PASSES\": [{\"HEIGHT\": [2]}]}*/" BODY, "isf-expression 1:26"},
    {"a size of ISF 1",
     "/*{\"PERSISTENT_BUFFERS\": {\"a\":\n{\"WIDTH\": \"$width\"}},\n"
     "\"PASSES\": [{\"TARGET\": \"a\"}]}*/" BODY,
     "expr-unknown-name 2:12"},
    {"an empty size is none", "/*{\"PASSES\": [{\"WIDTH\": \"\", \"HEIGHT\": null}]}*/" BODY, ""},
    {"MAGNIFY by a colour",
     "/*{\"MAGNIFY\": \"$a\",\n \"INPUTS\": "
     "[{\"NAME\": \"a\", \"TYPE\": \"color\"}]}*/" BODY,
     "expr-unknown-name 1:16"},
    {"columns behind escapes", "/*{\"REACH\": \"1\\/2 + \\u0024WIDTH + $x\"}*/" BODY,
     "expr-unknown-name 1:35"},
    {"a surrogate pair behind tabs", "/*{\"REACH\": \"\\t1 + \\t\\ud83d\\ude00\"}*/" BODY,
     "expr-syntax 1:22"},
    {"behind the end of a line", "/*{\"REACH\": \"1 +\\n $x\"}*/" BODY, "expr-unknown-name 1:20"},
    {"a text on two lines", "/*{\"REACH\": \"1 +\r\n $x\"}*/" BODY, "expr-unknown-name 2:2"},
    {"all mistakes at once", "/*{\"MAGNIFY\": \"1/\",\n\"REACH\": \"$x\"}*/" BODY,
     "expr-syntax 1:17, expr-unknown-name 2:11"},
    {"a missing include", "/*{}*/\n  #include \"lib/x.glsl\"\nvoid main() { }\n",
     "isf-include 2:12"},
    {"an include without quotes", "/*{}*/\n#include <x>\nvoid main() { }\n", "isf-include 2:1"},
};

static void files_are_answered(void **data)
{
    (void)data;
    int faults = 0;
    for (size_t i = 0; i < sizeof(file_laws) / sizeof(*file_laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const struct rmx_effect *effect = read_text(arena, file_laws[i].text, &errors);
        const char *found = print_errors(arena, &errors);
        if (strcmp(found, file_laws[i].errors) != 0 || (effect != NULL) != !errors.error_count) {
            print_error("%s: said '%s', not '%s'\n", file_laws[i].law, found, file_laws[i].errors);
            faults++;
        }
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
}

// The value is DEFAULT in MIN..MAX; r: the range is stated. All columns stand in the second line.
static const struct {
    const char *law, *entry, *value, *errors;
} input_laws[] = {
    {"a float in its range", "'NAME':'a','TYPE':'float','MIN':-1,'MAX':3,'DEFAULT':2",
     "float 2 in -1..3 r", ""},
    {"a float without a default stands in the middle", "'NAME':'a','TYPE':'float','MIN':0,'MAX':4",
     "float 2 in 0..4 r", ""},
    {"a float without a range has a slider from 0 to 1", "'NAME':'a','TYPE':'float'",
     "float 0.5 in 0..1", ""},
    {"one end of a range is none", "'NAME':'a','TYPE':'float','MIN':-5", "float 0.5 in 0..1", ""},
    {"a slider makes room for the default", "'NAME':'a','TYPE':'float','DEFAULT':7",
     "float 7 in 0..7", ""},
    {"a default outside of its range is moved",
     "'NAME':'a','TYPE':'float','MIN':0,'MAX':1,'DEFAULT':7", "float 1 in 0..1 r",
     "isf-default-range? 2:54"},
    {"a range upside down is turned", "'NAME':'a','TYPE':'float','MIN':3,'MAX':1",
     "float 2 in 1..3 r", "isf-range? 2:34"},
    {"truth will do for a number", "'NAME':'a','TYPE':'float','MIN':false,'MAX':2,'DEFAULT':true",
     "float 1 in 0..2 r", ""},
    {"a text is no number", "'NAME':'a','TYPE':'float','DEFAULT':'1'", "float 0.5 in 0..1",
     "isf-default? 2:38"},
    {"infinity is no number", "'NAME':'a','TYPE':'float','DEFAULT':1e999", "float 0.5 in 0..1",
     "isf-default? 2:38"},
    {"null is no default", "'NAME':'a','TYPE':'float','DEFAULT':null", "float 0.5 in 0..1", ""},
    {"a bool is true unless said", "'NAME':'a','TYPE':'bool'", "bool 1 in 0..1", ""},
    {"a bool may be 0.0", "'NAME':'a','TYPE':'bool','DEFAULT':0.0", "bool 0 in 0..1", ""},
    {"a bool may be false", "'NAME':'a','TYPE':'bool','DEFAULT':false", "bool 0 in 0..1", ""},
    {"a bool of 2 is true", "'NAME':'a','TYPE':'bool','DEFAULT':2", "bool 1 in 0..1", ""},
    {"an event rests", "'NAME':'a','TYPE':'event'", "event 0 in 0..1", ""},
    {"a long as a menu",
     "'NAME':'a','TYPE':'long','VALUES':[3,1,2],'LABELS':['x','y','z'],'DEFAULT':1",
     "long 1 in 1..3 [x=3 y=1 z=2]", ""},
    {"a menu without a default takes the first",
     "'NAME':'a','TYPE':'long','VALUES':[3,1],'LABELS':['x','y']", "long 3 in 1..3 [x=3 y=1]", ""},
    {"a default that is none of the values",
     "'NAME':'a','TYPE':'long','VALUES':[3,1],'LABELS':['x','y'],'DEFAULT':2",
     "long 3 in 1..3 [x=3 y=1]", "isf-default-range? 2:71"},
    {"values may repeat", "'NAME':'a','TYPE':'long','VALUES':[1,1],'LABELS':['x','y']",
     "long 1 in 1..1 [x=1 y=1]", ""},
    {"values without labels", "'NAME':'a','TYPE':'long','VALUES':[3,1]", "long 3 in 1..3 [3=3 1=1]",
     "isf-values? 2:36"},
    {"labels without values", "'NAME':'a','TYPE':'long','LABELS':['x','y']",
     "long 0 in 0..1 [x=0 y=1]", "isf-values? 2:36"},
    {"fewer labels than values", "'NAME':'a','TYPE':'long','VALUES':[3,1],'LABELS':['x']",
     "long 3 in 3..3 [x=3]", "isf-values? 2:36"},
    {"values are whole", "'NAME':'a','TYPE':'long','VALUES':[1.5],'LABELS':['x']",
     "long 2 in 2..2 [x=2]", "isf-values? 2:36"},
    {"a long by its range", "'NAME':'a','TYPE':'long','MIN':1,'MAX':9,'DEFAULT':4",
     "long 4 in 1..9 r", ""},
    {"a long of a range begins at its lower end", "'NAME':'a','TYPE':'long','MIN':1,'MAX':9",
     "long 1 in 1..9 r", ""},
    {"a point", "'NAME':'a','TYPE':'point2D','DEFAULT':[0.5,2]", "point2D 0.5,2 in 0,0..1,2", ""},
    {"a point rests at 0, 0", "'NAME':'a','TYPE':'point2D'", "point2D 0,0 in 0,0..1,1", ""},
    {"a point of one number", "'NAME':'a','TYPE':'point2D','DEFAULT':[1]",
     "point2D 0,0 in 0,0..1,1", "isf-default? 2:40"},
    {"a point's range has two of each",
     "'NAME':'a','TYPE':'point2D','MIN':[-1,-2],'MAX':[1,2],'DEFAULT':[0,9]",
     "point2D 0,2 in -1,-2..1,2 r", "isf-default-range? 2:66"},
    {"a point that must stay away from 0", "'NAME':'a','TYPE':'point2D','MIN':[1,1],'MAX':[2,2]",
     "point2D 1,1 in 1,1..2,2 r", ""},
    {"a colour", "'NAME':'a','TYPE':'color','DEFAULT':[1,0.5,0,1]",
     "color 1,0.5,0,1 in 0,0,0,0..1,1,1,1", ""},
    {"a colour without alpha", "'NAME':'a','TYPE':'color','DEFAULT':[1,0.5,0]",
     "color 0,0,0,0 in 0,0,0,0..1,1,1,1", "isf-default? 2:38"},
    {"an image has no number", "'NAME':'a','TYPE':'image'", "image", ""},
    {"an image's default must be another image", "'NAME':'a','TYPE':'image','DEFAULT':'a'", "image",
     "isf-default? 1:14"},
    {"an unknown type is left out", "'NAME':'a','TYPE':'flot'", "", "isf-type? 2:20"},
    {"no type is left out", "'NAME':'a'", "", "isf-type? 2:1"},
    {"no name", "'TYPE':'float'", "", "isf-name 2:1"},
    {"a name with a space", "'TYPE':'float','NAME':'a b'", "", "isf-name 2:24"},
    {"a name that begins with a digit", "'NAME':'1a','TYPE':'float'", "", "isf-name 2:9"},
    {"a name that GLSL keeps", "'NAME':'gl_a','TYPE':'float'", "", "isf-name 2:9"},
    {"a word of GLSL", "'NAME':'while','TYPE':'float'", "", "isf-name 2:9"},
    {"a word that is newer than the format is a name", "'NAME':'sample','TYPE':'float'",
     "float 0.5 in 0..1", ""},
    {"a type of GLSL", "'NAME':'vec2','TYPE':'float'", "", "isf-name 2:9"},
    {"a name of the host", "'NAME':'TIME','TYPE':'float'", "", "isf-name 2:9"},
    {"a built-in function is a fair name", "'NAME':'noise','TYPE':'float'", "float 0.5 in 0..1",
     ""},
    {"an identity of another type", "'NAME':'a','TYPE':'color','IDENTITY':1",
     "color 0,0,0,0 in 0,0,0,0..1,1,1,1", "isf-identity? 2:39"},
};

static const char *print_numbers(struct rmx_arena *arena, const double *numbers, int count)
{
    const char *text = "";
    for (int i = 0; i < count; i++)
        text = rmx_arena_printf(arena, "%s%s%g", text, i ? "," : "", numbers[i]);
    return text;
}

static const char *print_input(struct rmx_arena *arena, const struct rmx_input *input)
{
    int n = rmx_input_components(input->type);
    const char *text = rmx_input_type_name(input->type);
    if (n)
        text = rmx_arena_printf(arena, "%s %s in %s..%s%s", text,
                                print_numbers(arena, input->default_value, n),
                                print_numbers(arena, input->min, n),
                                print_numbers(arena, input->max, n), input->has_range ? " r" : "");
    for (int i = 0; i < input->value_count; i++)
        text = rmx_arena_printf(arena, "%s%s%s=%d%s", text, i ? " " : " [", input->labels[i],
                                input->values[i], i + 1 == input->value_count ? "]" : "");
    return text;
}

// JSON with single quotes, so that the tables can be read.
static char *quote(struct rmx_arena *arena, const char *text)
{
    char *copy = rmx_arena_copy(arena, text);
    for (char *c = copy; *c; c++)
        if (*c == '\'')
            *c = '"';
    return copy;
}

static void inputs_are_read(void **data)
{
    (void)data;
    int faults = 0;
    for (size_t i = 0; i < sizeof(input_laws) / sizeof(*input_laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const char *entry = rmx_arena_printf(arena, "\n{%s}", quote(arena, input_laws[i].entry));
        const struct rmx_effect *effect = read_input(arena, entry, &errors);
        const char *found = print_errors(arena, &errors), *value = "";
        if (effect && effect->input_count)
            value = print_input(arena, &effect->inputs[0]);
        if (strcmp(found, input_laws[i].errors) != 0 || strcmp(value, input_laws[i].value) != 0) {
            print_error("%s: read '%s', said '%s'\n", input_laws[i].law, value, found);
            faults++;
        }
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
}

static void two_inputs_of_one_name_are_both_shown(void **data)
{
    (void)data;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors;
    const char *entries = "{'NAME':'a','TYPE':'float'},\n{'NAME':'a','TYPE':'bool'}";
    assert_null(read_input(arena, quote(arena, entries), &errors));
    assert_string_equal(print_errors(arena, &errors), "isf-duplicate-input 2:9");
    assert_int_equal(errors.items[0].other.line, 1);
    assert_int_equal(errors.items[0].other.column, 23);
    rmx_arena_destroy(arena);
}

static void our_own_keys_are_read(void **data)
{
    (void)data;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors;
    const char *text = "/*{'ISFVSN':'2','DESCRIPTION':'d','CREDIT':'c','CATEGORIES':['x','y'],"
                       "'MAGNIFY':'$angle','REACH':0.25,'INPUTS':["
                       "{'NAME':'inputImage','TYPE':'image'},"
                       "{'NAME':'second','TYPE':'image','DEFAULT':'inputImage'},"
                       "{'NAME':'angle','LABEL':'Angle','DESCRIPTION':'how far','TYPE':'float',"
                       "'MIN':0,'MAX':360,'DEFAULT':0,'IDENTITY':0,'WRAP':true},"
                       "{'NAME':'seed','TYPE':'float','MIN':0,'MAX':65535}]}*/" BODY;
    const struct rmx_effect *effect = read_text(arena, quote(arena, text), &errors);
    assert_non_null(effect);
    assert_int_equal(errors.count, 0);
    assert_int_equal(effect->isf_version, 2);
    assert_string_equal(effect->description, "d");
    assert_string_equal(effect->credit, "c");
    assert_int_equal(effect->category_count, 2);
    assert_string_equal(effect->categories[1], "y");
    assert_string_equal(rmx_program_text(effect->magnify), "$angle");
    assert_string_equal(rmx_program_text(effect->reach), "0.25");
    assert_string_equal(effect->inputs[1].image_default, "inputImage");
    const struct rmx_input *angle = &effect->inputs[2];
    assert_string_equal(angle->label, "Angle");
    assert_string_equal(angle->description, "how far");
    assert_true(angle->wrap && angle->has_identity && angle->identity[0] == 0.0);
    assert_true(effect->inputs[3].is_seed);
    assert_false(angle->is_seed);
    rmx_arena_destroy(arena);
}

static const struct {
    const char *law, *inputs;
    enum rmx_role role;
    int main_image, to_image;
} role_laws[] = {
    {"no image makes a generator", "{'NAME':'a','TYPE':'float'}", RMX_ROLE_GENERATOR, -1, -1},
    {"inputImage makes a filter",
     "{'NAME':'b','TYPE':'image'},{'NAME':'inputImage','TYPE':'image'}", RMX_ROLE_FILTER, 1, -1},
    {"any image makes a filter", "{'NAME':'a','TYPE':'float'},{'NAME':'b','TYPE':'image'}",
     RMX_ROLE_FILTER, 1, -1},
    {"two images and progress make a transition",
     "{'NAME':'endImage','TYPE':'image'},{'NAME':'startImage','TYPE':'image'},"
     "{'NAME':'progress','TYPE':'float'}",
     RMX_ROLE_TRANSITION, 1, 0},
    {"without progress they make a filter",
     "{'NAME':'startImage','TYPE':'image'},{'NAME':'endImage','TYPE':'image'}", RMX_ROLE_FILTER, 0,
     -1},
    {"inputImage of another type makes nothing", "{'NAME':'inputImage','TYPE':'float'}",
     RMX_ROLE_GENERATOR, -1, -1},
};

static void roles_follow_from_the_inputs(void **data)
{
    (void)data;
    int faults = 0;
    for (size_t i = 0; i < sizeof(role_laws) / sizeof(*role_laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const struct rmx_effect *effect =
            read_input(arena, quote(arena, role_laws[i].inputs), &errors);
        assert_non_null(effect);
        bool right = effect->role == role_laws[i].role &&
                     effect->main_image == role_laws[i].main_image &&
                     effect->to_image == role_laws[i].to_image &&
                     rmx_effect_input(effect, "to") == role_laws[i].to_image;
        if (!right)
            print_error("%s: role %d, images %d and %d\n", role_laws[i].law, effect->role,
                        effect->main_image, effect->to_image);
        faults += !right;
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
}

static void a_vertex_shader_keeps_a_file_apart(void **data)
{
    (void)data;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors = {.arena = arena};
    static const char text[] = "/*{}*/\n\nvoid main() { }\n";
    struct rmx_source_text source = {"a.fs", text, sizeof(text) - 1};
    static const char vertex_text[] =
        "out float x;\nvoid main() { isf_vertShaderInit(); x = TIME; }\n";
    struct rmx_source_text vertex = {"a.vs", vertex_text, sizeof(vertex_text) - 1};
    const struct rmx_effect *effect =
        rmx_effect_read(arena, &source, "a", "", true, &vertex, NULL, &errors);
    assert_string_equal(effect->own_pass_reason, "has a vertex shader of its own");
    assert_string_equal(effect->vertex->path, "a.vs");
    assert_string_equal(effect->vertex->globals[0], "x");
    assert_true(effect->uses_time);
    assert_int_equal(effect->isf_version, 1);
    assert_ptr_equal(effect->tokens.items[0].text, text + 6);
    rmx_arena_destroy(arena);
}

static const char *repeat(struct rmx_arena *arena, const char *before, const char *part, int count,
                          const char *after)
{
    size_t n = strlen(part);
    char *text = rmx_arena_alloc(arena, strlen(before) + n * (size_t)count + strlen(after) + 1);
    char *at = stpcpy(text, before);
    for (int i = 0; i < count; i++)
        at = stpcpy(at, part);
    strcpy(at, after);
    return text;
}

static void limits_are_errors(void **data)
{
    (void)data;
    static const struct {
        const char *law, *before, *part;
        int count;
        const char *after, *errors;
    } laws[] = {
        {"256 inputs", "/*{\"INPUTS\":[{}", ",{}", 256, "]}*/" BODY, "isf-limit 1:13"},
        {"64 passes", "/*{\"PASSES\":[{}", ",{}", 64, "]}*/" BODY, "isf-limit 1:13"},
        {"a header nested a million deep", "/*", "[", 1000000, "*/" BODY, "isf-json 1:1003"},
        {"brackets nested 257 deep", "/*{}*/void main() {", "(", 256, "}", "isf-limit 1:275"},
        {"brackets nested far deeper, lines below", "/*{}*/\n\nvoid main() {\n", "[", 100000, "}",
         "isf-limit 4:256"},
        {"a file of 1 MiB", "/*{}*/void main() { }", "    ", 1024 * 256, "", "isf-limit 0:0"},
    };
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const char *text =
            repeat(arena, laws[i].before, laws[i].part, laws[i].count, laws[i].after);
        assert_null(read_text(arena, text, &errors));
        if (strcmp(print_errors(arena, &errors), laws[i].errors) != 0)
            fail_msg("%s: said %s", laws[i].law, print_errors(arena, &errors));
        rmx_arena_destroy(arena);
    }
}

static void include_lines_past_the_256th_are_not_followed(void **data)
{
    (void)data;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors;
    const char *text = repeat(arena, "/*{}*/void main() { }", "\n#include <a>", 300, "");
    assert_null(read_text(arena, text, &errors));
    assert_int_equal(errors.error_count, 257);
    rmx_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_answered),
        cmocka_unit_test(inputs_are_read),
        cmocka_unit_test(two_inputs_of_one_name_are_both_shown),
        cmocka_unit_test(our_own_keys_are_read),
        cmocka_unit_test(roles_follow_from_the_inputs),
        cmocka_unit_test(a_vertex_shader_keeps_a_file_apart),
        cmocka_unit_test(limits_are_errors),
        cmocka_unit_test(include_lines_past_the_256th_are_not_followed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
