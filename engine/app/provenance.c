// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/provenance.h"

#include "app/files.h"
#include "app/help.h"
#include "base/file.h"
#include "media/encode.h"
#include "share/c2pa.h"
#include "share/credits.h"
#include "share/xmp.h"

#include <errno.h>
#include <string.h>

struct rmx_provenance {
    struct rmx_arena *arena;
    const struct rmx_options *options;
    const struct rmx_generation *generation;
    struct rmx_credits credits;
    struct rmx_ingredients owed, measured;
    struct rmx_render_meter *meter;
    bool is_measured;
};

// What a file says of its own type; NULL: it has no place for metadata.
static const char *media_type(enum rmx_still_format format)
{
    switch (format) {
    case RMX_STILL_PNG: return "image/png";
    case RMX_STILL_JPEG: return "image/jpeg";
    case RMX_STILL_WEBP: return "image/webp";
    case RMX_STILL_TIFF: return "image/tiff";
    case RMX_STILL_UNKNOWN:
    case RMX_STILL_BMP:
    case RMX_STILL_TGA:
    case RMX_STILL_HDR: break;
    }
    return NULL;
}

bool rmx_provenance_check(const struct rmx_options *options)
{
    const char *output = options->output;
    if (!options->c2pa_manifest)
        return true;
    if (options->frames.given)
        rmx_complain("--c2pa-manifest is of one picture; it does not go with --frames");
    else if (strcmp(output, "-") == 0)
        rmx_complain("--c2pa-manifest is of a file; it does not go with -o -");
    else if (!media_type(rmx_still_format_from_path(output)))
        rmx_complain("'%s' cannot carry a manifest; png, jpg, webp and tif can", output);
    else
        return true;
    return false;
}

static struct rmx_xmp pack(struct rmx_arena *arena, enum rmx_still_format format,
                           const struct rmx_ingredients *owed,
                           const struct rmx_ingredients *measured)
{
    size_t most = format == RMX_STILL_JPEG ? RMX_ENCODE_MOST_JPEG_XMP : 0;
    if (!media_type(format))
        return (struct rmx_xmp){0};
    return rmx_xmp_packet(
        arena, &(struct rmx_xmp_params){.owed = owed, .measured = measured, .most_bytes = most});
}

const char *rmx_credits_xmp(struct rmx_arena *arena, const struct rmx_scene *scene,
                            enum rmx_still_format format)
{
    struct rmx_credits credits = rmx_credits_by_file(arena, scene);
    struct rmx_ingredients owed = rmx_ingredients_owed(arena, &credits);
    return pack(arena, format, &owed, NULL).packet;
}

struct rmx_provenance *rmx_provenance_create(const struct rmx_options *options,
                                             const struct rmx_generation *generation,
                                             struct rmx_render_meter *meter)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_provenance *provenance = RMX_NEW(arena, struct rmx_provenance, 1);
    provenance->arena = arena;
    provenance->options = options;
    provenance->generation = generation;
    provenance->meter = meter;
    provenance->credits = rmx_credits_by_file(arena, generation->scene);
    provenance->owed = rmx_ingredients_owed(arena, &provenance->credits);
    return provenance;
}

void rmx_provenance_destroy(struct rmx_provenance *provenance)
{
    if (provenance)
        rmx_arena_destroy(provenance->arena);
}

static bool wants_shares(const struct rmx_options *options)
{
    bool wanted = options->credits || options->ledger || options->c2pa_manifest;
    return wanted && !options->frames.given;
}

static void measure(struct rmx_provenance *provenance, long long frame)
{
    const struct rmx_shares *shares = rmx_render_meter_measure(provenance->meter, frame);
    provenance->is_measured = shares != NULL;
    if (shares)
        provenance->measured =
            rmx_ingredients_measured(provenance->arena, &provenance->credits,
                                     rmx_render_meter_holders(provenance->meter), shares);
}

const char *rmx_provenance_xmp(struct rmx_provenance *provenance, long long frame)
{
    const struct rmx_options *options = provenance->options;
    if (wants_shares(options))
        measure(provenance, frame);
    struct rmx_xmp xmp =
        pack(provenance->arena, rmx_still_format_from_path(options->output), &provenance->owed,
             provenance->is_measured ? &provenance->measured : NULL);
    if (xmp.left_out)
        rmx_say(options, "%s has room for %d of %d ingredients", options->output,
                provenance->measured.count - xmp.left_out, provenance->measured.count);
    return xmp.packet;
}

static bool write_manifest(const struct rmx_provenance *provenance, const char *path)
{
    const char *output = provenance->options->output;
    const char *title = provenance->generation->scene->title;
    struct rmx_text text = {0};
    rmx_c2pa_manifest(&text, &(struct rmx_c2pa_params){
                                 .title = *title ? title : rmx_path_file(output),
                                 .format = media_type(rmx_still_format_from_path(output)),
                                 .version = rmx_version(),
                                 .ingredients = &provenance->measured,
                             });
    bool written = rmx_file_write(path, text.data, text.length);
    if (!written)
        rmx_complain("cannot write '%s': %s", path, strerror(errno));
    rmx_text_finish(&text);
    return written;
}

int rmx_provenance_write(const struct rmx_provenance *provenance)
{
    const struct rmx_options *options = provenance->options;
    struct rmx_arena *arena = provenance->arena;
    if (!options->c2pa_manifest)
        return RMX_EXIT_OK;
    if (!provenance->is_measured) {
        rmx_complain("the scene cannot be measured, and has no manifest");
        return RMX_EXIT_FAILED;
    }
    const char *name = rmx_path_join(arena, rmx_path_folder(arena, options->output),
                                     rmx_path_stem(arena, options->output));
    const char *path = rmx_arena_printf(arena, "%s.c2pa.json", name);
    if (!rmx_spares_inputs(provenance->generation->scene, path) ||
        !write_manifest(provenance, path))
        return RMX_EXIT_WRITE;
    rmx_say(options, "wrote %s, for c2patool to sign", path);
    return RMX_EXIT_OK;
}
