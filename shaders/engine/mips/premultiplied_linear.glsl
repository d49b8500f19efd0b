bool is_straight()
{
    return false;
}

bool is_linear()
{
    return true;
}
