// Puts whole numbers in another order: a bijection of 0..count-1, and its inverse, without a table.
// Four Feistel rounds over a square at least as large as count; what falls outside goes round again.

uint permute_mixed(uint half_number, uint round_number, uint seed)
{
    uint x = half_number * 0x9E3779B1u + round_number * 0x85EBCA77u + seed * 0xC2B2AE3Du;
    x = (x ^ (x >> 15)) * 0x2C1B3C6Du;
    x = (x ^ (x >> 12)) * 0x297A2D39u;
    return x ^ (x >> 15);
}

// How many bits half a number has.
uint permute_bits(int count)
{
    return uint(findMSB(max(count - 1, 1)) / 2 + 1);
}

int permute(int i, int count, float seed)
{
    uint bits = permute_bits(count);
    uint mask = (1u << bits) - 1u;
    uint x = uint(i);
    do {
        uint left = x >> bits;
        uint right = x & mask;
        for (uint k = 0u; k < 4u; k++) {
            uint next = left ^ (permute_mixed(right, k, uint(seed)) & mask);
            left = right;
            right = next;
        }
        x = left << bits | right;
    } while (x >= uint(count));
    return int(x);
}

// permute_back(permute(i, count, seed), count, seed) is i.
int permute_back(int i, int count, float seed)
{
    uint bits = permute_bits(count);
    uint mask = (1u << bits) - 1u;
    uint x = uint(i);
    do {
        uint left = x >> bits;
        uint right = x & mask;
        for (uint k = 4u; k > 0u; k--) {
            uint before = right ^ (permute_mixed(left, k - 1u, uint(seed)) & mask);
            right = left;
            left = before;
        }
        x = left << bits | right;
    } while (x >= uint(count));
    return int(x);
}
