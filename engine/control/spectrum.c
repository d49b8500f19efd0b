// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/analysis.h"

#include <kiss_fftr.h>
#include <math.h>
#include <stdlib.h>

struct rmx_spectrum {
    kiss_fftr_cfg fft;
    float curve[RMX_WINDOW]; // Hann's, scaled so that a sine of full scale has magnitude 1
    float weighted[RMX_WINDOW];
    kiss_fft_cpx result[RMX_BINS + 1];
};

struct rmx_spectrum *rmx_spectrum_create(void)
{
    struct rmx_spectrum *spectrum = calloc(1, sizeof(*spectrum));
    if (!spectrum || !(spectrum->fft = kiss_fftr_alloc(RMX_WINDOW, 0, NULL, NULL)))
        abort();
    for (int i = 0; i < RMX_WINDOW; i++) {
        double hann = 0.5 - 0.5 * cos(2.0 * M_PI * i / RMX_WINDOW);
        spectrum->curve[i] = (float)(hann * 4.0 / RMX_WINDOW);
    }
    return spectrum;
}

void rmx_spectrum_destroy(struct rmx_spectrum *spectrum)
{
    if (spectrum)
        kiss_fftr_free(spectrum->fft);
    free(spectrum);
}

void rmx_spectrum_take(struct rmx_spectrum *spectrum, const float *samples, float *magnitudes)
{
    for (int i = 0; i < RMX_WINDOW; i++)
        spectrum->weighted[i] = samples[i] * spectrum->curve[i];
    kiss_fftr(spectrum->fft, spectrum->weighted, spectrum->result);
    for (int k = 0; k < RMX_BINS; k++)
        magnitudes[k] = sqrtf(spectrum->result[k].r * spectrum->result[k].r +
                              spectrum->result[k].i * spectrum->result[k].i);
}

int rmx_spectrum_bin(double hz)
{
    double bin = ceil(hz * RMX_WINDOW / RMX_HEARING_RATE);
    return bin < 0 ? 0 : bin > RMX_BINS ? RMX_BINS : (int)bin;
}
