// SPDX-License-Identifier: GPL-3.0-or-later
// Tells what a sweep finds: a table for people, an object a line for programs; kinds of failures at
// its end.
//
// In:  what became of each file, in order. Out: text on standard output; with --json the summary is
// on standard error. Thread: the main one.
#pragma once

#include "app/sweep_baseline.h"
#include "app/sweep_workers.h"

struct rmx_sweep_report;

// `baseline`: NULL: none, and every failure counts. `name_width`: the longest name's.
struct rmx_sweep_report *rmx_sweep_report_begin(const struct rmx_options *options,
                                                struct rmx_baseline *baseline, int name_width);
// `file`: below its folder, with that one's name: what a baseline knows it by.
void rmx_sweep_report_add(struct rmx_sweep_report *report, const char *name, const char *file,
                          const struct rmx_swept *swept);
// The exit code: failed where anything is that counts.
int rmx_sweep_report_end(struct rmx_sweep_report *report, const struct rmx_workers_usage *usage);
