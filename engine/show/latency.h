// SPDX-License-Identifier: GPL-3.0-or-later
// The latency test: each second of a show's time a flash over all of an output, and a hand that
// passes over a scale of milliseconds, in the middle when it flashes.
//
// In:  a time. Out: rectangles. Pure; rmx_latency_draw wants the output's context current.
#pragma once

enum { RMX_LATENCY_MOST = 64 };
#define RMX_LATENCY_FLASH_S 0.08

struct rmx_latency_rect {
    float x, y, width, height; // of the output, from the bottom left
    float color[4];
};

// Later ones lie over earlier ones. How many.
int rmx_latency_rects(double time_s, struct rmx_latency_rect rects[RMX_LATENCY_MOST]);
// Over what stands in the back buffer.
void rmx_latency_draw(double time_s, int width, int height);
