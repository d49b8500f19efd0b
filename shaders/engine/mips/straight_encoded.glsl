bool is_straight()
{
    return true;
}

bool is_linear()
{
    return false;
}
