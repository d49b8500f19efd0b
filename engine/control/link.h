// SPDX-License-Identifier: GPL-3.0-or-later
// Ableton Link: one tempo and one beat with programs and instruments on this machine and its
// networks.
//
// In:  a tempo that is set here. Out: that of the session, where its beat is, how many others take
// part.
// Thread: one's own for all calls; Link has one of its own, and UDP sockets, from create to
// destroy. Behind it stands the library's C++ (link.cpp); without it (REMONTAGE_LINK off)
// link_none.c.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

struct rmx_link;

struct rmx_link_beat {
    double bpm;
    double beat; // of a bar of four, 0 to 4, now
    int peers;   // others that take part; 0: none is there
};

// NULL with one sentence in `why`. `bpm`: the tempo until another session is found, whose tempo
// holds then.
struct rmx_link *rmx_link_create(double bpm, char *why, int why_size);
void rmx_link_destroy(struct rmx_link *link); // NULL is fine
struct rmx_link_beat rmx_link_now(struct rmx_link *link);
// For all who take part; no one's beat jumps.
void rmx_link_set_bpm(struct rmx_link *link, double bpm);

#ifdef __cplusplus
}
#endif
