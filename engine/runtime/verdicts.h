// SPDX-License-Identifier: GPL-3.0-or-later
// Which picture files were read to their end before, and what they are: who only wants to know
// whether they can be read need not read them again.
//
// In:  a file as it is now (its place on the disk, size and times), how it is to be read. Out: what
// was found then. Only good ones are kept, in one file of 512 KiB in a folder that only the user
// can write (base/private.h); a newer one may take the place of an older one. A file that was
// changed within the last two seconds is not kept, as another change may leave its times as they
// are. Thread: any, several at once.
#pragma once

#include "runtime/decode.h"

#include <stdint.h>

// A descriptor; -1 where `folder` is NULL or nothing can be kept there: nothing is found then.
int rmx_verdicts_open(const char *folder);
void rmx_verdicts_close(int verdicts);

// Of the file and how it is read. 0: it is not there, or too young.
uint64_t rmx_verdict_key(const struct rmx_image_params *params);
// Fills in what the header and then the pixels were found to be; these stay NULL.
bool rmx_verdict_find(int verdicts, uint64_t key, struct rmx_decoded *header,
                      struct rmx_decoded *picture);
// Both are good.
void rmx_verdict_keep(int verdicts, uint64_t key, const struct rmx_decoded *header,
                      const struct rmx_decoded *picture);
