// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/branches.h"

#include "glsl/code.h"
#include "glsl/condition.h"

#include <string.h>

enum { MOST_LEVELS = 64 };

enum fate { LIVE, DEAD, OPEN }; // of a branch; OPEN: not known

// One #if that has not ended.
struct level {
    enum fate fate, outer;
    bool is_open;    // one of its conditions was: its directives stay
    bool was_chosen; // a branch of it has been live: the rest is dead
};

struct sieve {
    struct rmx_tokens *tokens;
    struct rmx_conditions *conditions;
    struct level levels[MOST_LEVELS];
    int depth;
    bool is_whole; // every condition could be decided
};

static enum fate fate_of(const struct sieve *sieve)
{
    return sieve->depth ? sieve->levels[sieve->depth - 1].fate : LIVE;
}

static void choose(struct sieve *sieve, struct level *level, enum rmx_truth truth)
{
    if (level->outer == DEAD || level->was_chosen) {
        level->fate = DEAD;
    } else if (level->is_open || truth == RMX_TRUTH_UNKNOWN) {
        level->is_open = true;
        level->fate = OPEN;
        sieve->is_whole = false;
    } else {
        level->fate = truth == RMX_TRUTH_YES ? level->outer : DEAD;
        level->was_chosen = truth == RMX_TRUTH_YES;
    }
}

static enum rmx_truth truth_of(struct sieve *sieve, const struct rmx_token *word, int at)
{
    if (rmx_token_is(word, "else"))
        return RMX_TRUTH_YES;
    if (rmx_token_is(word, "ifdef"))
        return rmx_condition_defined(sieve->conditions, at, true);
    if (rmx_token_is(word, "ifndef"))
        return rmx_condition_defined(sieve->conditions, at, false);
    return rmx_condition_truth(sieve->conditions, at);
}

static bool begins(const struct rmx_token *word)
{
    return rmx_token_is(word, "if") || rmx_token_is(word, "ifdef") || rmx_token_is(word, "ifndef");
}

// Whether the directive has done its work here, so that the compiler need not see it.
static bool follow(struct sieve *sieve, const struct rmx_token *word, int at)
{
    struct level *level = sieve->depth ? &sieve->levels[sieve->depth - 1] : NULL;
    if (begins(word)) {
        if (sieve->depth == MOST_LEVELS) {
            sieve->is_whole = false;
            return false;
        }
        enum fate outer = fate_of(sieve);
        level = &sieve->levels[sieve->depth++];
        *level = (struct level){.outer = outer};
        choose(sieve, level, outer == DEAD ? RMX_TRUTH_NO : truth_of(sieve, word, at));
        return !level->is_open;
    }
    if (level && (rmx_token_is(word, "elif") || rmx_token_is(word, "else"))) {
        bool needless = level->outer == DEAD || level->was_chosen;
        choose(sieve, level, needless ? RMX_TRUTH_NO : truth_of(sieve, word, at));
        return !level->is_open;
    }
    if (level && rmx_token_is(word, "endif")) {
        sieve->depth--;
        return !level->is_open;
    }
    if (fate_of(sieve) == DEAD)
        return true;
    if (rmx_token_is(word, "define") || rmx_token_is(word, "undef"))
        rmx_conditions_define(sieve->conditions, at, rmx_token_is(word, "define"),
                              fate_of(sieve) == OPEN);
    return false;
}

// Comments are skipped by every reader, and the writer keeps their lines.
static void silence(struct rmx_token *token)
{
    if (token->kind != RMX_TOKEN_NEWLINE)
        token->kind = RMX_TOKEN_COMMENT;
}

bool rmx_branches_sieve(struct rmx_arena *scratch, struct rmx_tokens *tokens)
{
    struct sieve sieve = {
        .tokens = tokens, .conditions = rmx_conditions_create(scratch, tokens), .is_whole = true};
    for (int i = 0; i < tokens->count; i++) {
        struct rmx_token *token = &tokens->items[i];
        if (token->kind != RMX_TOKEN_HASH) {
            if (fate_of(&sieve) == DEAD)
                silence(token);
            continue;
        }
        int at = i + 1;
        const struct rmx_token *word = rmx_directive_next(tokens, &at);
        bool is_done = word ? follow(&sieve, word, at) : fate_of(&sieve) == DEAD;
        while (i < tokens->count && tokens->items[i].in_directive) {
            if (is_done)
                silence(&tokens->items[i]);
            i++;
        }
        i--;
    }
    return sieve.is_whole && sieve.depth == 0;
}
