// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sweep_report.h"

#include "app/sweep_kinds.h"
#include "base/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const verdict_names[] = {"drawn", "unchanged", "not yet", "blank", "failed"};

enum { MOST_KINDS = 64, MOST_NAMED = 3 };

// A kind of failure, and the first files that have it.
struct kind {
    char name[sizeof(((struct rmx_swept *)0)->kind)];
    int count;
    const char *files[MOST_NAMED];
};

struct rmx_sweep_report {
    const struct rmx_options *options;
    struct rmx_baseline *baseline;
    int name_width;
    int swept, counts[RMX_SWEPT_VERDICTS];
    int fresh, mended; // failures that the baseline has not; its failures that are none any more
    struct kind kinds[MOST_KINDS];
    int kind_count;
    FILE *end; // for the summary
};

struct rmx_sweep_report *rmx_sweep_report_begin(const struct rmx_options *options,
                                                struct rmx_baseline *baseline, int name_width)
{
    struct rmx_sweep_report *report = RMX_NEW(options->arena, struct rmx_sweep_report, 1);
    *report = (struct rmx_sweep_report){.options = options,
                                        .baseline = baseline,
                                        .name_width = name_width,
                                        .end = options->json ? stderr : stdout};
    if (!options->json)
        rmx_print(stdout, "%-*s  %-9s  passes GL errors, ms\n", name_width, "effect", "");
    return report;
}

static bool is_failure(const struct rmx_swept *swept)
{
    return swept->verdict == RMX_SWEPT_FAILED || swept->verdict == RMX_SWEPT_BLANK;
}

static void count_kind(struct rmx_sweep_report *report, const char *kind, const char *file)
{
    int i = 0;
    while (i < report->kind_count && strcmp(report->kinds[i].name, kind) != 0)
        i++;
    if (i == MOST_KINDS)
        return;
    struct kind *it = &report->kinds[i];
    if (i == report->kind_count) {
        snprintf(it->name, sizeof(it->name), "%s", kind);
        report->kind_count++;
    }
    if (it->count < MOST_NAMED)
        it->files[it->count] = file;
    it->count++;
}

// Whether the failure counts: no baseline has it.
static bool count(struct rmx_sweep_report *report, const char *file, const struct rmx_swept *swept)
{
    bool failed_before = false;
    if (report->baseline)
        rmx_baseline_find(report->baseline, file, &failed_before);
    bool is_fresh = is_failure(swept) && !failed_before;
    report->swept++;
    report->counts[swept->verdict]++;
    report->fresh += is_fresh;
    report->mended += failed_before && !is_failure(swept);
    if (*swept->kind)
        count_kind(report, swept->kind, file);
    return is_fresh;
}

static void print_line(const struct rmx_sweep_report *report, const char *name,
                       const struct rmx_swept *it, bool is_fresh)
{
    struct rmx_text line = {0};
    rmx_text_printf(&line, "%-*s  %-9s  %2d  %3d  %6.0f  ", report->name_width, name,
                    verdict_names[it->verdict], it->passes, it->gl_errors, it->ms);
    if (it->line)
        rmx_text_printf(&line, "%d:%d: ", it->line, it->column);
    rmx_text_add(&line, it->why);
    if (*it->kind)
        rmx_text_printf(&line, "%s[%s]", *it->why ? " " : "", it->kind);
    rmx_print_line(stdout, "%s%s", rmx_text_string(&line),
                   report->baseline && is_fresh ? ", new" : "");
    rmx_text_finish(&line);
}

static void print_json(const struct rmx_sweep_report *report, const char *file,
                       const struct rmx_swept *it, bool is_fresh)
{
    struct rmx_text line = {0};
    struct rmx_json json = {.out = &line, .is_flat = true};
    rmx_json_open(&json, NULL, '{');
    rmx_json_text(&json, "file", file);
    rmx_json_text(&json, "verdict", verdict_names[it->verdict]);
    if (*it->kind)
        rmx_json_text(&json, "kind", it->kind);
    if (report->baseline)
        rmx_json_bool(&json, "new", is_fresh);
    rmx_json_text(&json, "why", it->why);
    if (it->line) {
        rmx_json_number(&json, "line", it->line);
        rmx_json_number(&json, "column", it->column);
    }
    rmx_json_number(&json, "passes", it->passes);
    rmx_json_number(&json, "gl_errors", it->gl_errors);
    rmx_json_number(&json, "ms", round(10.0 * it->ms) / 10.0);
    rmx_json_close(&json, '}');
    rmx_text_add(&line, "\n");
    rmx_print_json(stdout, rmx_text_string(&line));
    rmx_text_finish(&line);
}

void rmx_sweep_report_add(struct rmx_sweep_report *report, const char *name, const char *file,
                          const struct rmx_swept *swept)
{
    bool is_fresh = count(report, file, swept);
    if (report->options->json)
        print_json(report, file, swept, is_fresh);
    else
        print_line(report, name, swept, is_fresh);
    fflush(stdout);
}

static int compare_kinds(const void *a, const void *b)
{
    const struct kind *one = a, *other = b;
    return one->count != other->count ? other->count - one->count : strcmp(one->name, other->name);
}

static void print_kinds(struct rmx_sweep_report *report)
{
    int width = 0;
    qsort(report->kinds, (size_t)report->kind_count, sizeof(*report->kinds), compare_kinds);
    for (int i = 0; i < report->kind_count; i++) {
        int length = (int)strlen(report->kinds[i].name);
        width = length > width ? length : width;
    }
    if (report->kind_count)
        rmx_print(report->end, "by kind:\n");
    for (int i = 0; i < report->kind_count; i++) {
        const struct kind *kind = &report->kinds[i];
        const char *words = rmx_sweep_kind_words(kind->name);
        rmx_print(report->end, "%5d  %-*s  %s%s", kind->count, width, kind->name, words,
                  *words ? ": " : "");
        for (int k = 0; k < kind->count && k < MOST_NAMED; k++)
            rmx_print(report->end, "%s%s", k ? ", " : "", kind->files[k]);
        rmx_print(report->end, "%s\n", kind->count > MOST_NAMED ? ", ..." : "");
    }
}

static void print_baseline(const struct rmx_sweep_report *report)
{
    if (!report->baseline)
        return;
    int gone = rmx_baseline_left(report->baseline);
    rmx_print(report->end, "since %s: %d new, %d mended, %d gone\n", report->options->baseline,
              report->fresh, report->mended, gone);
}

int rmx_sweep_report_end(struct rmx_sweep_report *report, const struct rmx_workers_usage *usage)
{
    int code = report->fresh ? RMX_EXIT_FAILED : RMX_EXIT_OK;
    if (report->options->json && report->options->quiet)
        return code;
    print_kinds(report);
    print_baseline(report);
    rmx_print(report->end, "%d effects:", report->swept);
    for (int i = 0; i < RMX_SWEPT_VERDICTS; i++)
        rmx_print(report->end, "%s %d %s", i ? "," : "", report->counts[i], verdict_names[i]);
    rmx_print(
        report->end,
        "\n%d process%s, after the first and the last: %ld and %ld MiB, GL objects %d and %d\n",
        usage->workers, usage->workers == 1 ? "" : "es", usage->first_mib, usage->last_mib,
        usage->first_objects, usage->last_objects);
    return code;
}
