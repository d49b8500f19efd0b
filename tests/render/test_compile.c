// SPDX-License-Identifier: GPL-3.0-or-later
// Every effect file of ours is a shader that the driver takes, alone and unfused; what it refuses
// is reported at the file's own line.
#include "tiny_plan.h"

#include "catalog/catalog.h"
#include "plan/emit.h"
#include "plan/fuse.h"
#include "plan/layout.h"
#include "render/program.h"

struct fixture {
    struct rmx_context *context;
    struct rmx_catalog *catalog;
    struct rmx_arena *arena;
};

static int setup(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){tiny_context(), rmx_catalog_create(&(struct rmx_catalog_params){0}),
                               rmx_arena_create()};
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    rmx_context_destroy(fixture->context);
    rmx_catalog_destroy(fixture->catalog);
    rmx_arena_destroy(fixture->arena);
    return 0;
}

// One pass of one effect, each of its images a texture.
static struct rmx_plan *alone(struct rmx_arena *arena, const struct rmx_effect *effect)
{
    struct rmx_scene *scene = RMX_NEW(arena, struct rmx_scene, 1);
    struct rmx_plan *plan = RMX_NEW(arena, struct rmx_plan, 1);
    struct rmx_step root = {.effect = effect,
                            .value_source = RMX_VALUES_FIT,
                            .source = -1,
                            .pass = -1,
                            .inputs = RMX_NEW(arena, int, effect->input_count)};
    for (int i = 0; i < effect->input_count; i++) {
        root.inputs[i] = -1;
        if (effect->inputs[i].type != RMX_INPUT_IMAGE)
            continue;
        root.inputs[i] = plan->step_count;
        struct rmx_step *step = RMX_PUSH(arena, &plan->steps, &plan->step_count);
        *step = (struct rmx_step){.source = scene->source_count++, .pass = -1};
    }
    *(struct rmx_step *)RMX_PUSH(arena, &plan->steps, &plan->step_count) = root;
    scene->sources = RMX_NEW(arena, struct rmx_source, scene->source_count);
    plan->scene = scene;
    plan->params = (struct rmx_plan_params){
        .sources = RMX_NEW(arena, struct rmx_source_info, scene->source_count),
        .limits = {.samplers = 16,
                   .parameter_bytes = 16384,
                   .pass_steps = 32,
                   .runs = 4,
                   .block_alignment = 256},
        .no_fuse = true};
    plan->depth = plan->output_depth = 8;
    rmx_plan_fuse(arena, plan);
    rmx_plan_layout(arena, plan);
    assert_int_equal(plan->pass_count, 1);
    struct rmx_printer *printer = rmx_printer_create(arena, plan, &rmx_dialect_desktop);
    plan->passes[0].shaders = rmx_printer_pass(printer, &plan->passes[0], NULL);
    rmx_printer_finish(printer);
    plan->block_size = plan->passes[0].block_size;
    plan->target_count = 1;
    return plan;
}

static void print_errors(const struct rmx_errors *errors)
{
    struct rmx_text text = {0};
    for (int i = 0; i < errors->count; i++)
        rmx_error_format(&text, &errors->items[i]);
    print_error("%s", rmx_text_string(&text));
    rmx_text_finish(&text);
}

// Compiles and draws; false, with the errors printed, where it does not.
static bool draws(struct fixture *fixture, const struct rmx_effect *effect)
{
    unsigned char pixels[4 * 4 * 4];
    struct rmx_errors errors = {.arena = fixture->arena};
    struct rmx_plan *plan = alone(fixture->arena, effect);
    struct rmx_renderer *renderer = rmx_renderer_create(
        &(struct rmx_renderer_params){
            .context = fixture->context, .plan = plan, .width = 4, .height = 4},
        &errors);
    print_errors(&errors);
    if (!renderer)
        return false;
    unsigned char *block = rmx_arena_alloc(fixture->arena, (size_t)plan->block_size);
    rmx_renderer_draw(renderer, block);
    bool read = rmx_renderer_read(renderer, pixels);
    rmx_renderer_destroy(renderer);
    return read;
}

static void every_effect_compiles_alone(void **state)
{
    struct fixture *fixture = *state;
    int count, refused = 0;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(fixture->catalog, &count);
    assert_true(count >= 48);
    for (int i = 0; i < count; i++) {
        struct rmx_errors errors = {.arena = fixture->arena};
        const struct rmx_effect *effect =
            rmx_catalog_load(fixture->catalog, entries[i].path, &errors);
        print_errors(&errors);
        refused += !effect || !draws(fixture, effect);
    }
    assert_int_equal(refused, 0);
}

static void the_engines_own_steps_compile(void **state)
{
    struct fixture *fixture = *state;
    static const char *const names[] = {"background", "fit",     "fit_contain", "fit_tile",
                                        "mask",       "opacity", "output",      "place"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const struct rmx_effect *effect = rmx_catalog_engine(fixture->catalog, names[i]);
        assert_non_null(effect);
        assert_true(draws(fixture, effect));
    }
}

#define MIP "lib/light.glsl engine/mips/texel.glsl engine/mips/"
#define WIDE "lib/light.glsl engine/mips/texel.glsl engine/mips/kernel.glsl engine/mips/"

static void what_the_renderer_draws_itself_compiles(void **state)
{
    struct fixture *fixture = *state;
    static const char *const files[][2] = {{"clamp_nan.frag", NULL},
                                           {"accumulate.frag", "lib/light.glsl"},
                                           {"premultiply.frag", NULL},
                                           {"mip.frag", MIP "premultiplied_linear.glsl"},
                                           {"mip.frag", MIP "premultiplied_encoded.glsl"},
                                           {"mip.frag", MIP "straight_linear.glsl"},
                                           {"mip.frag", MIP "straight_encoded.glsl"},
                                           {"mip_across.frag", WIDE "premultiplied_linear.glsl"},
                                           {"mip_across.frag", WIDE "premultiplied_encoded.glsl"},
                                           {"mip_up.frag", WIDE "premultiplied_linear.glsl"},
                                           {"mip_up.frag", WIDE "premultiplied_encoded.glsl"},
                                           {"resolve.frag", "lib/light.glsl lib/dither.glsl"}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        GLuint program = rmx_program_builtin(NULL, rmx_context_device(fixture->context),
                                             files[i][0], files[i][1]);
        assert_true(program > 0);
        glDeleteProgram(program);
    }
}

// An effect with an error, the line and column where it stands, and the words that tell it.
static const struct {
    const char *law, *body;
    int line, column;
    const char *words;
} mistakes[] = {
    {"a name that is not there", "void main()\n{\n    gl_FragColor = vec4(gone);\n}\n", 9, 25,
     "gone"},
    {"an input's name, misspelt", "void main()\n{\n    gl_FragColor = vec4(amuont);\n}\n", 9, 25,
     "amuont"},
    {"a wrong type", "void main()\n{\n    gl_FragColor = vec2(amount);\n}\n", 9, 5, "vec"},
    {"a function without its arguments",
     "float shade(vec2 p)\n{\n    return p.x;\n}\nvoid main()\n{\n"
     "    gl_FragColor = vec4(shade(1, 2, 3));\n}\n",
     13, 25, "shade"},
    {"a tap of nothing", "void main()\n{\n    gl_FragColor = IMG_NORM_PIXEL(inputImage);\n}\n", 9,
     5, "IMG_NORM_PIXEL"},
    {"a statement that does not end", "void main()\n{\n    float x = 1.0\n    x += 1.0;\n}\n", 10,
     5, "x"},
};

static const struct rmx_effect *read_effect(struct rmx_arena *arena, const char *body)
{
    const char *text = rmx_arena_printf(arena,
                                        "/*{\n\"ISFVSN\": \"2\",\n\"INPUTS\": [\n"
                                        "{\"NAME\": \"amount\", \"TYPE\": \"float\"},\n"
                                        "{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}]\n}*/%s",
                                        body);
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    *source = (struct rmx_source_text){"ripple.fs", text, strlen(text)};
    struct rmx_errors errors = {.arena = arena};
    const struct rmx_effect *effect =
        rmx_effect_read(arena, source, "ripple", "", false, NULL, NULL, &errors);
    print_errors(&errors);
    return effect;
}

static void a_mistake_stands_at_the_files_own_line(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        const char *body = rmx_arena_printf(fixture->arena, "\n%s", mistakes[i].body);
        const struct rmx_effect *effect = read_effect(fixture->arena, body);
        assert_non_null(effect);
        struct rmx_errors errors = {.arena = fixture->arena};
        assert_null(
            rmx_renderer_create(&(struct rmx_renderer_params){.context = fixture->context,
                                                              .plan = alone(fixture->arena, effect),
                                                              .width = 4,
                                                              .height = 4},
                                &errors));
        assert_true(errors.count > 0);
        const struct rmx_error *error = &errors.items[0];
        if (error->span.line != mistakes[i].line || error->span.column != mistakes[i].column ||
            !strstr(error->message, mistakes[i].words)) {
            print_errors(&errors);
            fail_msg("%s: should stand at %d:%d", mistakes[i].law, mistakes[i].line,
                     mistakes[i].column);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_effect_compiles_alone),
        cmocka_unit_test(the_engines_own_steps_compile),
        cmocka_unit_test(what_the_renderer_draws_itself_compiles),
        cmocka_unit_test(a_mistake_stands_at_the_files_own_line),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
