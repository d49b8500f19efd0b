/*{
    "DESCRIPTION": "Each fragment where it was cut: the picture as it is, and where others begin or end.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Arrange"],
    "INPUTS": []
}*/

Fragment arrange(Fragment f)
{
    return f;
}
