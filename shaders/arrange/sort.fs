/*{
    "DESCRIPTION": "Puts the fragments in order: the picture's inventory instead of the picture.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Arrange"],
    "RANK": "$by",
    "PATH": "$along",
    "PERMUTES": true,
    "INPUTS": [
        {"NAME": "by", "LABEL": "By", "TYPE": "long", "VALUES": [0, 1, 2, 3],
         "LABELS": ["brightness", "hue", "detail", "random"], "DEFAULT": 0,
         "DESCRIPTION": "what the order goes by: dark before light, red before green, smooth before rough"},
        {"NAME": "along", "LABEL": "Along", "TYPE": "long", "VALUES": [0, 1, 2],
         "LABELS": ["rows", "columns", "spiral"], "DEFAULT": 0,
         "DESCRIPTION": "the way on which they are laid: as one reads, column by column, or around and inwards"},
        {"NAME": "reverse", "LABEL": "Reverse", "TYPE": "bool", "DEFAULT": false,
         "DESCRIPTION": "the last comes first"}
    ]
}*/

int target(Fragment f)
{
    return place_at(reverse ? fragment_count() - 1 - f.rank : f.rank);
}

Fragment arrange(Fragment f)
{
    f.place = fragment_at(target(f)).home;
    return f;
}
