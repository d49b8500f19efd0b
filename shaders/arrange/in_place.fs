/*{
    "ISFVSN": "2",
    "DESCRIPTION": "Leaves every piece where it was cut.",
    "CREDIT": "Remontage",
    "INPUTS": []
}*/

Fragment arrange(Fragment f)
{
    return f;
}
