// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_report.h"

#include "app/terminal.h"
#include "base/file.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static void add_errors(const struct rmx_live *live, const struct rmx_generation *generation,
                       struct rmx_text *text)
{
    const struct rmx_errors *errors = &generation->errors;
    for (int i = 0; i < errors->count; i++)
        if (errors->items[i].severity == RMX_ERROR || !live->options->quiet)
            rmx_error_format(text, &errors->items[i]);
    if (generation->status == RMX_LOAD_NO_GL || generation->status == RMX_LOAD_TOO_LARGE)
        rmx_text_printf(text, "remontage: %s\n", generation->why);
    else if (generation->status == RMX_LOAD_FAILED)
        rmx_text_printf(text, "remontage: %s could not be drawn\n", generation->settings.scene);
}

// Warnings that stand as they stood are not said again.
static bool is_news(const struct rmx_live *live, const struct rmx_generation *generation,
                    const char *text)
{
    return *text && (generation->status != RMX_LOADED || !live->reported.words ||
                     strcmp(text, live->reported.words) != 0);
}

// A good save has an answer, where somebody looks; a window of another size is none.
static bool answers(const struct rmx_live *live, const struct rmx_generation *generation)
{
    const struct rmx_live_reported *before = &live->reported;
    return generation->status == RMX_LOADED && before->was_whole && !live->options->quiet &&
           before->width == generation->width && before->height == generation->height &&
           rmx_terminal_is_there();
}

static void remember(struct rmx_live *live, const struct rmx_generation *generation,
                     const char *text)
{
    free(live->reported.words);
    live->reported = (struct rmx_live_reported){
        .was_whole = generation->status == RMX_LOADED,
        .width = generation->width,
        .height = generation->height,
        .words = strdup(text),
    };
}

static void end_waiting(struct rmx_live *live)
{
    rmx_waiting_end(live->first);
    live->first = NULL;
}

void rmx_live_report(void *data, const struct rmx_generation *generation)
{
    struct rmx_live *live = data;
    struct rmx_text text = {0};
    end_waiting(live);
    add_errors(live, generation, &text);
    struct rmx_text said = {0};
    if (is_news(live, generation, rmx_text_string(&text)))
        rmx_text_add(&said, rmx_text_string(&text));
    else if (answers(live, generation))
        rmx_text_printf(&said, "%s: read again\n", rmx_path_file(generation->settings.scene));
    if (said.length)
        live->say(live->say_data, rmx_text_string(&said));
    remember(live, generation, rmx_text_string(&text));
    rmx_text_finish(&text);
    rmx_text_finish(&said);
}

void rmx_live_finish(struct rmx_live *live)
{
    end_waiting(live);
    free(live->reported.words);
    live->reported.words = NULL;
}
