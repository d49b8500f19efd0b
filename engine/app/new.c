// SPDX-License-Identifier: GPL-3.0-or-later
// remontage new: a short scene with comments, to be changed by hand.
#include "app/command.h"
#include "base/file.h"
#include "base/roots.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct draft {
    const struct rmx_options *options;
    const char *folder;       // real, of the new file
    struct rmx_list pictures; // their paths as they stand in the scene
    struct rmx_list names;
    struct rmx_list foreign; // real folders of those that do not lie below `folder`
};

static void add(const struct draft *draft, struct rmx_list *list, const char *item)
{
    *RMX_PUSH(draft->options->arena, &list->items, &list->count) = item;
}

static bool holds(const struct rmx_list *list, const char *item)
{
    for (int i = 0; i < list->count; i++)
        if (strcmp(list->items[i], item) == 0)
            return true;
    return false;
}

// A name that a scene can say, out of a file's.
static const char *name_for(const struct draft *draft, const char *path)
{
    char *name = rmx_path_stem(draft->options->arena, path);
    for (char *at = name; *at; at++)
        *at = isalnum((unsigned char)*at) && (unsigned char)*at < 0x80
                  ? (char)tolower((unsigned char)*at)
                  : '_';
    // A number or one of the language's own words would not do.
    const char *base = rmx_is_scene_name(name) && strspn(name, "_") < strlen(name)
                           ? rmx_arena_printf(draft->options->arena, "%.32s", name)
                           : "picture";
    const char *unique = base;
    for (int i = 2; holds(&draft->names, unique); i++)
        unique = rmx_arena_printf(draft->options->arena, "%s_%d", base, i);
    return unique;
}

static bool add_picture(struct draft *draft, const char *path)
{
    struct rmx_arena *arena = draft->options->arena;
    rmx_roots_add(path);
    enum rmx_file_status status = rmx_file_check(path);
    const char *real = rmx_path_real(arena, path);
    if (status != RMX_FILE_OK || !real) {
        rmx_complain("'%s': %s", path, rmx_file_status_text(status));
        return false;
    }
    bool is_below = rmx_path_is_below(real, draft->folder);
    const char *folder = rmx_path_folder(arena, real);
    if (!is_below && !holds(&draft->foreign, folder))
        add(draft, &draft->foreign, folder);
    size_t skip = strlen(draft->folder) + (draft->folder[1] ? 1 : 0);
    add(draft, &draft->pictures, is_below ? real + skip : real);
    add(draft, &draft->names, name_for(draft, real));
    return true;
}

// A double-quoted scalar of YAML.
static void add_quoted(struct rmx_text *out, const char *text)
{
    rmx_text_add(out, "\"");
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            rmx_text_add(out, "\\");
        if ((unsigned char)*text < 0x20)
            rmx_text_printf(out, "\\x%02x", (unsigned)*text);
        else
            rmx_text_add_n(out, text, 1);
    }
    rmx_text_add(out, "\"");
}

static void add_layer(struct rmx_text *out, const char *name, bool is_bottom)
{
    rmx_text_printf(out, "  - picture: %s\n", name);
    if (is_bottom)
        rmx_text_add(out, "    chain:                  # steps, one after the other\n"
                          "      - kaleidoscope: {sides: 6}\n"
                          "      - posterize\n");
    else
        rmx_text_add(out, "    blend: multiply\n"
                          "    opacity: 0.7            # a number or an expression: "
                          "0.5 + 0.5 * wave(time / 8)\n");
}

// The schema's own place, for the editor. A path ends at the first blank there; an address has
// none.
static void add_modeline(struct rmx_text *out, struct rmx_arena *arena)
{
    const char *schema = rmx_path_join(arena, rmx_folder_builtin(arena), "docs/scene.schema.json");
    if (access(schema, R_OK) != 0)
        return;
    rmx_text_add(out, "# yaml-language-server: $schema=");
    bool is_plain = strcspn(schema, " \t%#?") == strlen(schema);
    rmx_text_add(out, is_plain ? "" : "file://");
    for (; *schema; schema++)
        rmx_text_printf(out, !is_plain && strchr(" \t%#?", *schema) ? "%%%02X" : "%c", *schema);
    rmx_text_add(out, "\n");
}

static void add_scene(struct rmx_text *out, const struct draft *draft, const char *title)
{
    add_modeline(out, draft->options->arena);
    rmx_text_add(out, "title: ");
    add_quoted(out, title);
    rmx_text_add(out, "\nsize: 1920x1080\n\nsources:\n");
    for (int i = 0; i < draft->names.count; i++) {
        rmx_text_printf(out, "  %s: ", draft->names.items[i]);
        add_quoted(out, draft->pictures.items[i]);
        rmx_text_add(out, "\n");
    }
    rmx_text_add(out, "\nlayers:                       # bottom first\n");
    for (int i = 0; i < draft->names.count; i++)
        add_layer(out, draft->names.items[i], i == 0);
    rmx_text_add(out, "\nfinish:                       # on the whole frame\n"
                      "  - vignette                  # `remontage list` names the others\n");
}

// Pictures from elsewhere are refused until the artist says where they may lie.
static void say_allow(const struct draft *draft)
{
    const char *config = rmx_folder_config(draft->options->arena);
    for (int i = 0; i < draft->foreign.count; i++) {
        rmx_say(draft->options, "%s lies outside the scene's folder; allow it in one of two ways:",
                draft->foreign.items[i]);
        rmx_say(draft->options, "  remontage render SCENE --allow '%s'", draft->foreign.items[i]);
        if (config)
            rmx_say(draft->options, "  or that path as a line in %s/allow", config);
    }
}

static int write_scene(const struct draft *draft, const char *path)
{
    struct rmx_text text = {0};
    if (strcmp(path, "-") == 0) {
        add_scene(&text, draft, "scene");
        rmx_print_text(stdout, rmx_text_string(&text));
        rmx_text_finish(&text);
        say_allow(draft);
        return fflush(stdout) == 0 ? RMX_EXIT_OK : RMX_EXIT_WRITE;
    }
    add_scene(&text, draft, rmx_path_stem(draft->options->arena, path));
    bool written = rmx_file_write(path, text.data, text.length);
    rmx_text_finish(&text);
    if (!written) {
        rmx_complain("cannot write '%s': %s", path, strerror(errno));
        return RMX_EXIT_WRITE;
    }
    rmx_say(draft->options, "wrote %s; now: remontage render %s", path, path);
    say_allow(draft);
    return RMX_EXIT_OK;
}

int rmx_command_new(const struct rmx_options *options)
{
    const char *path = options->arguments.items[0];
    struct draft draft = {.options = options};
    if (strcmp(path, "-") != 0 && access(path, F_OK) == 0) {
        rmx_complain("'%s' is there already; it stays as it is", path);
        return RMX_EXIT_WRITE;
    }
    draft.folder = rmx_path_real(options->arena, rmx_path_folder(options->arena, path));
    if (!draft.folder) {
        rmx_complain("cannot write '%s': %s", path, strerror(errno));
        return RMX_EXIT_WRITE;
    }
    for (int i = 1; i < options->arguments.count; i++)
        if (!add_picture(&draft, options->arguments.items[i]))
            return RMX_EXIT_INPUT;
    if (options->arguments.count == 1) {
        add(&draft, &draft.pictures, "asset:acanthus-mollis.jpg");
        add(&draft, &draft.names, "plant");
    }
    return write_scene(&draft, path);
}
