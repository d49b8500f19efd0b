/*{
    "DESCRIPTION": "Fragments change places in pairs: the same fragments, in another order.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Arrange"],
    "PERMUTES": true,
    "INPUTS": [
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 0,
         "DESCRIPTION": "how many of the fragments change places"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, another order; beat throws the dice once a beat"}
    ]
}*/
#include "lib/hash.glsl"
#include "lib/permute.glsl"

// Dealt at random, each card's partner is the one beside it: who has mine, has mine from me.
int target(Fragment f)
{
    int dealt = permute(f.id, fragment_count(), seed);
    int partner = dealt ^ 1;
    bool stays = partner >= fragment_count() || hash1(vec2(dealt / 2, 1.0), seed) >= amount;
    return stays ? f.id : permute_back(partner, fragment_count(), seed);
}

Fragment arrange(Fragment f)
{
    f.place = fragment_at(target(f)).home;
    return f;
}
