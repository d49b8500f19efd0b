// SPDX-License-Identifier: GPL-3.0-or-later
// remontage list formats: which files are read as pictures, which are written, and what makes
// pictures of others.
#pragma once

int rmx_print_formats(void); // an exit code
