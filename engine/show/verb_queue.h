// SPDX-License-Identifier: GPL-3.0-or-later
// Verbs with their numbers, from any thread to the show's, in their order.
//
// Bounded: of a switch that is set again and again the newest number waits; where there is no room
// the oldest press goes: what a switch was set to last comes through.
#pragma once

#include <stdbool.h>

struct rmx_verb_queue;

struct rmx_verb_queue *rmx_verb_queue_create(void);
void rmx_verb_queue_destroy(struct rmx_verb_queue *queue); // NULL is fine
// `is_switch`: only the newest of several in a row counts.
void rmx_verb_queue_put(struct rmx_verb_queue *queue, int verb, double number, bool is_switch);
// How many wait now.
int rmx_verb_queue_count(const struct rmx_verb_queue *queue);
// The oldest one; false: none waits. Costs next to nothing then.
bool rmx_verb_queue_take(struct rmx_verb_queue *queue, int *verb, double *number);
// When the one that was taken last was put, by rmx_clock_ms.
double rmx_verb_queue_sent_ms(const struct rmx_verb_queue *queue);
