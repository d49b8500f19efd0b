// SPDX-License-Identifier: GPL-3.0-or-later
// What can be said of an expression's value without running it.
//
// In:  code. Out: yes only where it is certain, whatever variables hold. Pure.
#pragma once

#include "base/names.h"
#include "glsl/code.h"

struct rmx_domain {
    struct rmx_names values; // names of constants, to `numbers`
    double *numbers;
    int count;
    struct rmx_names own; // what the file defines: macros and functions
};

// The arguments of a call: items, both ends included.
struct rmx_arguments {
    const struct rmx_code *code;
    struct {
        int first, last;
    } items[4];
    int count;
};

struct rmx_domain rmx_domain_make(struct rmx_arena *arena, const struct rmx_code *code,
                                  const struct rmx_macros *macros);
bool rmx_domain_is_own(const struct rmx_domain *domain, const struct rmx_token *name);
// Those in the parentheses that open at item `open`. False: they do not close, or hold none or too
// many.
bool rmx_domain_arguments(const struct rmx_code *code, int open, struct rmx_arguments *arguments);

// Of argument `i`: a number, written out or by a constant's name, also as vec3(2.0).
bool rmx_domain_value(const struct rmx_domain *domain, const struct rmx_arguments *arguments, int i,
                      double *value);
// At least 0.
bool rmx_domain_not_negative(const struct rmx_domain *domain, const struct rmx_arguments *arguments,
                             int i);
// From -1 to 1.
bool rmx_domain_in_unit(const struct rmx_domain *domain, const struct rmx_arguments *arguments,
                        int i);
// A vector that is not nothing.
bool rmx_domain_has_length(const struct rmx_domain *domain, const struct rmx_arguments *arguments,
                           int i);
