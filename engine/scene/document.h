// SPDX-License-Identifier: GPL-3.0-or-later
// A YAML text as a tree of nodes, each with its place: what libyaml reports, and nothing guessed.
//
// In:  the text of a scene file, or of --chain.
// Out: nodes in the arena. Scalars stay text: the schema gives them types, never YAML.
// Pure. Bounded: 1 MiB, depth 32, 50,000 nodes. Anchors, aliases, tags and further documents are
// refused; the traps of YAML are answered with what was probably meant.
#pragma once

#include "base/error.h"

enum rmx_node_kind {
    RMX_NODE_EMPTY, // `key:` with nothing behind it
    RMX_NODE_SCALAR,
    RMX_NODE_LIST,
    RMX_NODE_MAP,
};

struct rmx_entry;

struct rmx_node {
    enum rmx_node_kind kind;
    bool quoted;  // a scalar in quotes or a block scalar
    bool is_flow; // a list or map in brackets
    bool broken;  // an error here was reported already: readers are silent
    // A scalar with its quotes; a list or map: its first character; EMPTY: the '#' that swallowed
    // the value, else the key.
    struct rmx_span span;
    struct rmx_span text_span; // of a scalar: the first character of `text`, its whole length
    const char *text;          // of a scalar; "" otherwise
    struct rmx_node **items;   // of a list
    struct rmx_entry *entries; // of a map, in the text's order; keys are scalars and differ
    int count;                 // items or entries
    const char *swallowed;     // EMPTY: the comment that looks like a value ("#ff8800"), else NULL
};

struct rmx_entry {
    struct rmx_node *key, *value;
};

struct rmx_document {
    struct rmx_node *root; // NULL: nothing could be read
    // After a syntax error the tree holds what stood before it: lines below this one are whole.
    // 0: the whole text was read.
    int broken_line;
    // Parts that are no YAML were reported. Where `broken_line` is 0, the tree is all but these.
    bool is_broken;
};

enum { RMX_LONGEST_SCENE = 1 << 20 };

// Reads the whole text. `in_brackets`: as if it stood in brackets, for --chain (columns stay the
// text's own). The text must end with a zero byte that its length does not count.
struct rmx_document rmx_document_read(struct rmx_arena *arena, const struct rmx_source_text *source,
                                      bool in_brackets, struct rmx_errors *errors);

// The value of a key of a map, NULL where it is not there.
const struct rmx_node *rmx_node_get(const struct rmx_node *map, const char *key);
// "a list", "a map", "nothing", "a text": for messages.
const char *rmx_node_kind_name(const struct rmx_node *node);
