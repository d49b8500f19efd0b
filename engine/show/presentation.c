// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/presentation.h"

#include <math.h>

static const double unit_square[4][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};

struct rmx_presentation rmx_presentation_identity(void)
{
    struct rmx_presentation identity = {.gain = 1};
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 2; k++)
            identity.corners[i][k] = unit_square[i][k];
    return identity;
}

bool rmx_presentation_is_identity(const struct rmx_presentation *presentation)
{
    bool is = presentation->gain == 1 && presentation->rotation == 0 && !presentation->mask;
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 2; k++)
            is = is && presentation->corners[i][k] == unit_square[i][k];
    return is;
}

static void corners_in_pixels(const struct rmx_presentation *presentation, const int place[4],
                              double corners[4][2])
{
    double turn = presentation->rotation * acos(-1.0) / 180;
    double middle[] = {place[0] + place[2] / 2.0, place[1] + place[3] / 2.0};
    for (int i = 0; i < 4; i++) {
        double x = place[0] + presentation->corners[i][0] * place[2] - middle[0];
        double y = place[1] + presentation->corners[i][1] * place[3] - middle[1];
        corners[i][0] = middle[0] + x * cos(turn) - y * sin(turn);
        corners[i][1] = middle[1] + x * sin(turn) + y * cos(turn);
    }
}

// From the unit square to a quad: Heckbert, Fundamentals of Texture Mapping and Image Warping,
// 1989, section 2.2.3. False: three corners stand in a line.
static bool square_to_quad(const double p[4][2], double m[3][3])
{
    double dx1 = p[1][0] - p[2][0], dx2 = p[3][0] - p[2][0];
    double dy1 = p[1][1] - p[2][1], dy2 = p[3][1] - p[2][1];
    double sx = p[0][0] - p[1][0] + p[2][0] - p[3][0], sy = p[0][1] - p[1][1] + p[2][1] - p[3][1];
    double determinant = dx1 * dy2 - dx2 * dy1;
    if (fabs(determinant) < 1e-9)
        return false;
    double g = (sx * dy2 - dx2 * sy) / determinant, h = (dx1 * sy - sx * dy1) / determinant;
    for (int k = 0; k < 2; k++) {
        m[k][0] = p[1][k] - p[0][k] + g * p[1][k];
        m[k][1] = p[3][k] - p[0][k] + h * p[3][k];
        m[k][2] = p[0][k];
    }
    m[2][0] = g;
    m[2][1] = h;
    m[2][2] = 1;
    return true;
}

// The adjugate, which maps points as the inverse does.
static void invert(const double m[3][3], float rows[3][3])
{
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++) {
            int a = (k + 1) % 3, b = (k + 2) % 3, c = (i + 1) % 3, d = (i + 2) % 3;
            rows[i][k] = (float)(m[a][c] * m[b][d] - m[a][d] * m[b][c]);
        }
}

bool rmx_presentation_map(const struct rmx_presentation *presentation, const int place[4],
                          float rows[3][3])
{
    double corners[4][2], matrix[3][3];
    corners_in_pixels(presentation, place, corners);
    if (!square_to_quad(corners, matrix))
        return false;
    invert(matrix, rows);
    return true;
}
