// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/noting.h"

#include "base/texts.h"

// Pictures and sounds, of the scenes within as well.
static void note_sources(struct rmx_texts *texts, const struct rmx_scene *scene)
{
    if (scene->sound.file)
        rmx_texts_add_source(texts, scene->sound.file);
    for (int i = 0; i < scene->source_count; i++)
        if (scene->sources[i].kind == RMX_SOURCE_SCENE)
            note_sources(texts, scene->sources[i].scene);
        else if (scene->sources[i].path)
            rmx_texts_add_source(texts, scene->sources[i].path);
}

struct rmx_generation *rmx_generation_create_noting(const struct rmx_load_params *params)
{
    struct rmx_texts *texts = rmx_texts_create();
    rmx_texts_note(texts);
    struct rmx_generation *generation = rmx_generation_create(params);
    rmx_texts_note(NULL);
    generation->texts = texts;
    if (generation->scene)
        note_sources(texts, generation->scene);
    return generation;
}
