// A file that an effect includes: it stores.
layout(std430, binding = 0) coherent buffer Store {
    vec4 kept[];
};
