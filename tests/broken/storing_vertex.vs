layout(binding = 0) uniform atomic_uint kept;
void main()
{
    isf_vertShaderInit();
    atomicCounterIncrement(kept);
}
