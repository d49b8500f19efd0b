// SPDX-License-Identifier: GPL-3.0-or-later
// A JACK server of the test's own, without a sound card, and MIDI devices on it. Programs that use
// it link libjack (tests/CMakeLists.txt).
#pragma once

#include <stdbool.h>
#include <stddef.h>

// Starts it and sets JACK_DEFAULT_SERVER. False, with a line on stderr, where there is none to be
// had. It ends with the test.
bool jack_server_begin(void);
void jack_server_end(void);

// Until it has a port of that whole name. False: it has none within ten seconds.
bool jack_server_wait_for(const char *port);

// No two threads of a program may open or close clients at the same time: libjack locks up. So one
// that has struct rmx_midi waits for "remontage:remontage" first.
// A device: it sends from NAME:capture_1 and hears at NAME:playback_1, so it is called NAME:1.
struct jack_peer;
struct jack_peer *jack_peer_open(const char *name);
void jack_peer_close(struct jack_peer *peer); // unplugs it
void jack_peers_close(void); // all that are still plugged in: for the end of a test that has failed
// Waits until a port has been connected to what it sends from.
void jack_peer_wait(struct jack_peer *peer);
// Also sends to that port, by its whole name. False: there is none.
bool jack_peer_connect(struct jack_peer *peer, const char *port);
// Sends `count` events of `size` bytes each, as many in a cycle as fit, and waits until all are
// gone.
void jack_peer_send(struct jack_peer *peer, const void *bytes, size_t size, int count);
// What it has heard since it was last asked, as "b0 01 7f "; holds until the next call.
const char *jack_peer_heard(struct jack_peer *peer);
