// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/words.h"

#include <string.h>

// Each table is one text of words between spaces, which is how the specification lists them.
static const char qualifiers[] =
    " const in out inout uniform varying attribute buffer shared flat smooth noperspective centroid"
    " sample patch invariant precise highp mediump lowp coherent volatile restrict readonly"
    " writeonly subroutine ";

static const char types[] =
    " void bool int uint float double vec2 vec3 vec4 dvec2 dvec3 dvec4 bvec2 bvec3 bvec4 ivec2 "
    "ivec3"
    " ivec4 uvec2 uvec3 uvec4 mat2 mat3 mat4 mat2x2 mat2x3 mat2x4 mat3x2 mat3x3 mat3x4 mat4x2 "
    "mat4x3"
    " mat4x4 dmat2 dmat3 dmat4 dmat2x2 dmat2x3 dmat2x4 dmat3x2 dmat3x3 dmat3x4 dmat4x2 dmat4x3"
    " dmat4x4"
    " sampler1D sampler2D sampler3D samplerCube sampler1DShadow sampler2DShadow samplerCubeShadow"
    " sampler1DArray sampler2DArray sampler1DArrayShadow sampler2DArrayShadow samplerCubeArray"
    " samplerCubeArrayShadow sampler2DRect sampler2DRectShadow samplerBuffer sampler2DMS"
    " sampler2DMSArray isampler1D isampler2D isampler3D isamplerCube isampler1DArray"
    " isampler2DArray isamplerCubeArray isampler2DRect isamplerBuffer isampler2DMS"
    " isampler2DMSArray usampler1D usampler2D usampler3D usamplerCube usampler1DArray"
    " usampler2DArray usamplerCubeArray usampler2DRect usamplerBuffer usampler2DMS"
    " usampler2DMSArray ";

const char rmx_storage_types[] =
    " atomic_uint image1D image2D image3D imageCube image1DArray image2DArray imageCubeArray"
    " image2DRect imageBuffer image2DMS image2DMSArray iimage1D iimage2D iimage3D iimageCube"
    " iimage1DArray iimage2DArray iimageCubeArray iimage2DRect iimageBuffer iimage2DMS"
    " iimage2DMSArray uimage1D uimage2D uimage3D uimageCube uimage1DArray uimage2DArray"
    " uimageCubeArray uimage2DRect uimageBuffer uimage2DMS uimage2DMSArray ";

static const char keywords[] =
    " layout break continue do for while switch case default if else struct return discard true"
    " false precision"
    " common partition active asm class union enum typedef template this resource goto inline"
    " noinline public static extern external interface long short half fixed unsigned superp input"
    " output hvec2 hvec3 hvec4 fvec2 fvec3 fvec4 sampler3DRect filter sizeof cast namespace using ";

// But for those that stand before "(" or "{" where they are words.
static const char newer[] =
    " buffer shared flat smooth noperspective centroid sample patch precise coherent volatile"
    " restrict readonly writeonly common partition active asm class union enum typedef template"
    " this resource goto inline noinline public static extern external interface long short half"
    " fixed unsigned superp input output filter sizeof cast namespace using ";

static const char builtin_functions[] =
    " radians degrees sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh pow exp log exp2"
    " log2 sqrt inversesqrt abs sign floor trunc round roundEven ceil fract mod modf min max clamp"
    " mix step smoothstep isnan isinf floatBitsToInt floatBitsToUint intBitsToFloat uintBitsToFloat"
    " fma frexp ldexp packUnorm2x16 packSnorm2x16 packUnorm4x8 packSnorm4x8 unpackUnorm2x16"
    " unpackSnorm2x16 unpackUnorm4x8 unpackSnorm4x8 packHalf2x16 unpackHalf2x16 packDouble2x32"
    " unpackDouble2x32 length distance dot cross normalize ftransform faceforward reflect refract"
    " matrixCompMult outerProduct transpose determinant inverse lessThan lessThanEqual greaterThan"
    " greaterThanEqual equal notEqual any all not uaddCarry usubBorrow umulExtended imulExtended"
    " bitfieldExtract bitfieldInsert bitfieldReverse bitCount findLSB findMSB"
    " textureSize textureQueryLod textureQueryLevels textureSamples texture textureProj textureLod"
    " textureOffset texelFetch texelFetchOffset textureProjOffset textureLodOffset textureProjLod"
    " textureProjLodOffset textureGrad textureGradOffset textureProjGrad textureProjGradOffset"
    " textureGather textureGatherOffset textureGatherOffsets"
    " texture1D texture1DProj texture1DLod texture1DProjLod texture2D texture2DProj texture2DLod"
    " texture2DProjLod texture3D texture3DProj texture3DLod texture3DProjLod textureCube"
    " textureCubeLod shadow1D shadow2D shadow1DProj shadow2DProj shadow1DLod shadow2DLod"
    " shadow1DProjLod shadow2DProjLod"
    " atomicCounterIncrement atomicCounterDecrement atomicCounter atomicAdd atomicMin atomicMax"
    " atomicAnd atomicOr atomicXor atomicExchange atomicCompSwap imageSize imageSamples imageLoad"
    " imageStore imageAtomicAdd imageAtomicMin imageAtomicMax imageAtomicAnd imageAtomicOr"
    " imageAtomicXor imageAtomicExchange imageAtomicCompSwap dFdx dFdy dFdxFine dFdyFine"
    " dFdxCoarse dFdyCoarse fwidth fwidthFine fwidthCoarse interpolateAtCentroid"
    " interpolateAtSample interpolateAtOffset noise1 noise2 noise3 noise4 EmitStreamVertex"
    " EndStreamPrimitive EmitVertex EndPrimitive barrier memoryBarrier memoryBarrierAtomicCounter"
    " memoryBarrierBuffer memoryBarrierShared memoryBarrierImage groupMemoryBarrier ";

static const char derivatives[] = " dFdx dFdy dFdxFine dFdyFine dFdxCoarse dFdyCoarse fwidth"
                                  " fwidthFine fwidthCoarse ";

static const char host_names[] =
    " PASSINDEX RENDERSIZE TIME TIMEDELTA DATE FRAMEINDEX isf_FragNormCoord isf_FragColor"
    " vv_FragNormCoord isf_vertShaderInit vv_vertShaderInit IMG_NORM_PIXEL IMG_PIXEL"
    " IMG_THIS_PIXEL IMG_THIS_NORM_PIXEL IMG_NORM_THIS_PIXEL IMG_SIZE main ";

static bool stands_in(const char *table, const struct rmx_token *token)
{
    if (token->kind != RMX_TOKEN_NAME)
        return false;
    size_t length = (size_t)token->length;
    for (const char *at = table + 1; *at;) {
        size_t word = strcspn(at, " ");
        if (word == length && memcmp(at, token->text, length) == 0)
            return true;
        at += word + 1;
    }
    return false;
}

bool rmx_word_is_keyword(const struct rmx_token *token)
{
    return !token->is_plain && (stands_in(keywords, token) || stands_in(qualifiers, token) ||
                                stands_in(types, token) || stands_in(rmx_storage_types, token));
}

bool rmx_word_is_newer(const struct rmx_token *token)
{
    return stands_in(newer, token);
}

bool rmx_word_is_qualifier(const struct rmx_token *token)
{
    return !token->is_plain && stands_in(qualifiers, token);
}

bool rmx_word_is_type(const struct rmx_token *token)
{
    return !token->is_plain && (stands_in(types, token) || stands_in(rmx_storage_types, token));
}

bool rmx_word_is_storage(const struct rmx_token *token)
{
    return !token->is_plain &&
           (stands_in(" buffer shared ", token) || stands_in(rmx_storage_types, token));
}

bool rmx_word_is_builtin_function(const struct rmx_token *token)
{
    return stands_in(builtin_functions, token);
}

bool rmx_word_is_derivative(const struct rmx_token *token)
{
    return stands_in(derivatives, token);
}

bool rmx_word_is_host_name(const struct rmx_token *token)
{
    return stands_in(host_names, token);
}

bool rmx_word_is_engines(const struct rmx_token *token)
{
    static const char ours[] = "rmx_rounds";
    int i = 1;
    if (token->kind != RMX_TOKEN_NAME || *token->text != 'r')
        return false;
    if (token->length == (int)strlen(ours) && memcmp(token->text, ours, strlen(ours)) == 0)
        return true;
    while (i < token->length && token->text[i] >= '0' && token->text[i] <= '9')
        i++;
    return i > 1 && i < token->length && token->text[i] == '_';
}
