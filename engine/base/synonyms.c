// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/synonyms.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>

// Words are small letters and digits alone; several with the same hint are one row.
struct row {
    const char *words; // separated by spaces
    const char *hint;
};

#define ON_A_LAYER "it blends two pictures: give the second one a layer of its own with `blend: "
#define MODULATED "write an expression as the effect's number, or `displace: {map: NAME}`: "

static const struct row steps[] = {
    // hydra
    {"kaleid kaleidoscopic", "write `kaleidoscope: {sides: 6}`"},
    {"osc oscillator", "it draws by itself: `generate: oscillator`"},
    {"voronoi", "it draws by itself: `generate: cells`; pieces of a picture: `fragments: {from: "
                "NAME, cut: voronoi}`"},
    {"src prev",
     "a layer names its picture: `picture: NAME`; what it showed before is `NAME.past`"},
    {"scrollx", "write `scroll: {x: 0.1}`"},
    {"scrolly", "write `scroll: {y: 0.1}`"},
    {"repeatx repeaty tile tiling", "write `repeat: {count: 3}`"},
    {"shift rgbshift shiftrgb chromaticaberration rgbsplit delayrgb",
     "write `channel_shift: {offset: 0.01}`"},
    {"brightness bright lightness luminance gain exposure gamma curves",
     "write `levels: {gamma: 1.2}`, or `levels: {white: 0.8}`"},
    {"brightcontrast", "write `levels: {gamma: 1.2}` and `contrast: {amount: 1.3}`"},
    {"luma lumakey", "write `luma_swap: {second: NAME}`, or a layer's `mask:`"},
    {"chromakey greenscreen colorkey", "not built yet; a layer's `mask:` takes any picture"},
    {"thresh", "write `threshold: {level: 0.5}`"},
    {"color colorize colourize coloroverlay", "write `tint: {color: \"#ff8800\"}`"},
    {"colorama rainbow", "write `hue: {angle: 360 * time / 10}`, or `gradient_map`"},
    {"r g b a", "there is no channel alone; see `channel_shift`, `duotone` and `gradient_map`"},
    {"add plus sum", ON_A_LAYER "plus`"},
    {"mult multiply", ON_A_LAYER "multiply`"},
    {"sub subtract diff difference", ON_A_LAYER "difference`"},
    {"screen overlay layer blend darken lighten",
     ON_A_LAYER "screen`; see `remontage list blends`"},
    {"mask", "write `mask_by: {mask: NAME}`, or the layer's own `mask: NAME`"},
    {"modulate modulatescale modulaterotate modulatepixelate modulatekaleid modulatescrollx "
     "modulatescrolly modulaterepeat modulaterepeatx modulaterepeaty modulatehue",
     MODULATED "`rotate: {angle: 20 * sin(time)}`"},
    // CSS
    {"grayscale greyscale gray grey desaturate blackandwhite bw monochrome",
     "write `saturate: {amount: 0}`"},
    {"sepia", "write `duotone: {ink: \"#2b1d0e\", paper: \"#f3e3c3\"}`"},
    {"huerotate hueshift", "write `hue: {angle: 90}`"},
    {"opacity alpha fade transparency", "it belongs to the layer: `opacity: 0.5`"},
    {"dropshadow shadow", "fragments have one: `fragments: {…}`; see docs/fragments.md"},
    {"backdropfilter", "a layer's chain may begin with what lies below: `picture: below`"},
    // Processing and others
    {"opaque", "a layer is opaque unless something else is said"},
    {"erode dilate", "write `median: {radius: 0.01}`"},
    {"flip fliph flipv mirrorquad mirrorx mirrory flop hflip vflip",
     "write `mirror: {angle: 0}`, or turn it upside down: `rotate: {angle: 180}`"},
    {"zoom size resize", "write `scale: {amount: 1.5}`, or the layer's `place: {scale: 1.5}`"},
    {"move translate position pan offset slide",
     "write `scroll: {x: 0.1}`, or the layer's `place: {x: 0.6}`"},
    {"spin rotation turn roll", "write `rotate: {angle: 45}`"},
    {"swirl twist twisted whirl", "write `twirl: {turns: 0.3}`"},
    {"wave waves wavewarp ripple wobble goo", "write `bend: {amount: 0.03, count: 4}`"},
    {"fisheye bulge lens pinch barrel", "write `twirl` or `bend`; a lens is not built yet"},
    {"polarcoordinates tunnel", "write `polar: {amount: 1}`"},
    {"crop trim", "a layer's `mask:` cuts off; `place: {scale: 1.2}` pushes its edges out"},
    {"gaussianblur gaussian boxblur soften defocus", "write `blur: {radius: 0.01}`"},
    {"radialblur zoomblur motionblur directionalblur",
     "write `smear`, or `feedback: {zoom: 1.02}`"},
    {"glow", "write `bloom: {amount: 0.6}`"},
    {"edge edgedetection edgedetect sobel findedges outline", "write `edges: {radius: 0.003}`"},
    {"unsharp unsharpmask", "write `sharpen: {amount: 1}`"},
    {"pixel pixels pixelize mosaic lowres", "write `pixelate: {count: 40}`"},
    {"dots dotscreen polkadot rasterize screenprint", "write `halftone: {dots: 60}`"},
    {"filmgrain noisy static snow",
     "write `grain: {amount: 0.3}`; a picture of it is `generate: noise`"},
    {"noise", "it draws by itself: `generate: noise`; over a picture: `grain: {amount: 0.3}`"},
    {"oilpaint painterly paint watercolor", "write `kuwahara: {radius: 0.02}`"},
    {"quantize reduce", "write `posterize: {levels: 4}`"},
    {"negative invertrgb inverse", "write `invert`"},
    {"vibrance saturation", "write `saturate: {amount: 1.4}`"},
    {"temperature warm cool photofilter", "write `tint: {color: \"#ffb060\", amount: 0.3}`"},
    {"gradientmap lut colormap palette", "write `gradient_map: {shadow: \"#102030\"}`"},
    {"trail delay ghost afterimage motiontrails", "write `trails: {keep: 0.9}`"},
    {"blink flash flicker stroboscope",
     "write `strobe: {rate: 2}`, or on the beat `strobe: {rate: 0, phase: beat}`"},
    {"stopmotion freeze hold stutter posterizetime", "write `stop_motion: {rate: 8}`"},
    {"infinitezoom droste", "write `feedback: {zoom: 1.05}`"},
    {"slitscan timedisplacement", "write `slit_scan: {seconds: 2}`"},
    {"explode shatter voronoishatter",
     "write the layer's `fragments: {from: NAME, cut: voronoi, arrange: scatter}`"},
    {"filter effect fx type kind name", "write the effect's own name: `posterize: {levels: 4}`"},
    {"pixelsort pixelsorting pixelsorter", "write `pixel_sort: {by: light}`"},
    {"mosh datamoshing glitch", "write `datamosh: {amount: 0.9}`"},
    {"scanlines tube phosphor television tv vhs", "write `crt: {lines: 180}`"},
    {"dithering bayer bluenoise onebit 1bit", "write `dither: {levels: 2}`"},
};

static const struct row generators[] = {
    {"osc sine waves", "write `generate: oscillator`"},
    {"voronoi cellular worley", "write `generate: cells`"},
    {"perlin simplex fbm clouds cloud turbulence", "write `generate: noise`"},
    {"color colour fill constant background", "write `generate: {solid: {color: \"#ff8800\"}}`"},
    {"checkerboard chessboard", "write `generate: checker`"},
    {"circle rect rectangle square triangle polygon ellipse star",
     "write `generate: {shape: {sides: 4}}`"},
    {"lines bars barcode", "write `generate: stripes`"},
    {"ramp lineargradient radialgradient", "write `generate: gradient`"},
    {"grid", "write `generate: checker` or `stripes`; to cut a picture: `fragments: {from: NAME, "
             "cut: grid}`"},
    {"image picture photo src", "write `picture: FILE`"},
    {"text type font", "not built yet; an SVG file is a picture, with any letters"},
    {"video movie camera webcam", "not built yet"},
};

static const struct row blends[] = {
    {"add lineardodge additive", "write `blend: plus`"},
    {"mult mul", "write `blend: multiply`"},
    {"sub subtract minus linearburn",
     "there is no subtract; `blend: difference` or `blend: exclusion` comes near"},
    {"diff", "write `blend: difference`"},
    {"darkest min darker", "write `blend: darken`"},
    {"lightest max lighter", "write `blend: lighten`"},
    {"dodge", "write `blend: color_dodge`"},
    {"burn", "write `blend: color_burn`"},
    {"over sourceover alpha mix none replace copy", "write `blend: normal`, or leave it out"},
    {"huerotate hueshift", "write `blend: hue`"},
    {"saturate sat vibrance", "write `blend: saturation`"},
    {"colour colorize colourize tint", "write `blend: color`"},
    {"luma luminance luminocity lightness brightness", "write `blend: luminosity`"},
};

static const struct row fits[] = {
    {"fill crop full fullscreen", "write `fit: cover` (cuts off), or `fit: stretch` (distorts)"},
    {"letterbox inside fit scaledown", "write `fit: contain`"},
    {"distort scale stretched", "write `fit: stretch`"},
    {"none repeat original", "write `fit: tile`: pixel for pixel, repeated"},
    {"center centre", "write `fit: contain`, and `place:` for its size"},
};

static const struct row functions[] = {
    {"rand rnd", "write random(1) for a number that stays, noise(time) for one that moves"},
    {"lerp", "write mix(a, b, part)"},
    {"constrain saturate", "write clamp(x, 0, 1)"},
    {"map remap fit scale", "write mix(to_a, to_b, (x - from_a) / (from_b - from_a))"},
    {"frac", "write fract(x)"},
    {"nan inf infinity infinite none null",
     "write a number: there is none that is no number, or endless"},
    {"fmod", "write mod(x, y)"},
    {"int trunc", "write floor(x)"},
    {"square saw sawtooth", "write pulse(x) or fract(x)"},
    {"tri triangle", "write abs(2 * fract(x) - 1)"},
    {"lfo osc", "write wave(time), or 0.5 + 0.5 * sin(time)"},
    {"fade fadein", "write smoothstep(0, 2, time) for one of two seconds"},
    {"if iff cond select", "write mix(no, yes, test): a comparison is 0 or 1"},
    {"radians degrees", "write a * pi / 180 for sin and cos; angles of effects are degrees"},
    {"squareroot", "write sqrt(x)"},
    {"len length dist distance hypot", "write sqrt(x * x + y * y)"},
    {"ln", "write log(x)"},
    {"t seconds millis itime now", "write time: seconds since the start"},
    {"framecount iframe frames", "write frame"},
    {"mousex", "write mouse.x"},
    {"mousey", "write mouse.y"},
    {"tempo", "write bpm, or audio.tempo for what is heard"},
    {"bass", "write audio.bass"},
    {"treble highs", "write audio.high"},
    {"mids", "write audio.mid"},
    {"volume loudness amp amplitude rms", "write audio.level"},
    {"fft spectrum", "write audio.bass, audio.low, audio.mid or audio.high"},
    {"kick", "write audio.kick"},
    {"beats", "write beat: beats since the start"},
    {"cc", "write midi.cc21"},
};

static const struct row layer_keys[] = {
    {"finish", "it belongs to the scene, at the left edge; a layer's effects are its `chain:`"},
    {"osc oscillator noise voronoi gradient shape solid",
     "it draws by itself: `generate: NAME`, such as `generate: oscillator`"},
    {"transform", "write `place: {x: 0.5, y: 0.5, scale: 1, angle: 45}`"},
    {"position pos translate", "it belongs to place: `place: {x: 0.5, y: 0.5}`"},
    {"rotation rotate angle", "it belongs to place: `place: {angle: 15}`"},
    {"scale size zoom", "it belongs to place: `place: {scale: 0.5}`"},
    {"x", "it belongs to place: `place: {x: 0.5}`"},
    {"y", "it belongs to place: `place: {y: 0.5}`"},
    {"fragment pieces shatter cut arrange", "write `fragments: {cut: …, arrange: …}`"},
    {"hidden enabled show on", "write `visible: no`"},
    {"album folder slideshow images pictures", "name a folder under `sources:`, `album: {folder: "
                                               "PATH, every: 2 s}`, and write `picture: album`"},
    {"transition", "it is an effect of two pictures: `chain: [dissolve: {to: NAME, progress: "
                   "fract(bar)}]`; docs/effects.md has one on every bar"},
    {"duration start end time", "layers have no times: write `opacity:` with `time` or `bar`"},
};

static const struct row source_keys[] = {
    {"chain effects effect",
     "give a layer a name and a chain, and read that: a source is as it is"},
};

static const struct row scene_keys[] = {
    {"scene composition root project", "a file is one scene: its keys stand at the left edge"},
    {"resolution dimensions canvas format", "write `size: 1920x1080`"},
    {"gamma linear linear_light color_space colour_space colorspace",
     "write `light: linear` or `light: encoded`: what means are made of"},
    {"width height", "write `size: 1920x1080`"},
    {"speed timescale", "there is no speed of all: turn `bpm:`, or multiply `time` in expressions"},
    {"tempo", "write `bpm: 120`"},
    {"audio music", "write `sound: {file: PATH}`"},
    {"picture generate fragments blend mask place opacity fit",
     "it belongs to a layer: `layers: [{picture: NAME}]`"},
    {"duration length", "a scene has no end: `render --frames 0-299` says how much of it"},
};

static const struct row knob_keys[] = {
    {"range", "write `from: 0, to: 1`"},
    {"cc controller", "write `midi: cc 21`"},
    {"note", "write `midi: note 36`"},
};

static const struct row place_keys[] = {
    {"left", "write `x:`: where the middle is, 0 left and 1 right"},
    {"top bottom", "write `y:`: where the middle is, 0 at the bottom and 1 at the top"},
};

// Keys by other names, with what stands behind them.
#define KEY(of, words, name)                                                                       \
    {                                                                                              \
        RMX_SYNONYM_##of, words, name, "write `" name ":`"                                         \
    }
static const struct {
    enum rmx_synonym_of of;
    const char *words, *name, *hint;
} keys[] = {
    KEY(LAYER_KEY, "effect effects filter filters fx", "chain"),
    KEY(LAYER_KEY, "source src file image img photo pic path clip media", "picture"),
    KEY(LAYER_KEY, "alpha transparency fade", "opacity"),
    KEY(LAYER_KEY, "margin padding bleed", "overscan"),
    KEY(LAYER_KEY, "mode blendmode mixblendmode blending composite", "blend"),
    KEY(LAYER_KEY, "generator", "generate"),
    KEY(LAYER_KEY, "id label", "name"),
    KEY(SOURCE_KEY, "path file filename src url picture img photo", "image"),
    KEY(SOURCE_KEY, "dir directory album", "folder"),
    KEY(SOURCE_KEY, "author artist by creator", "credit"),
    KEY(SOURCE_KEY, "license", "licence"),
    KEY(SCENE_KEY, "framerate rate", "fps"),
    KEY(SCENE_KEY, "color colour bg backgroundcolor", "background"),
    KEY(SCENE_KEY, "source images pictures files assets", "sources"),
    KEY(SCENE_KEY, "params parameters controls variables sliders", "knobs"),
    KEY(SCENE_KEY, "title name", "title"),
    KEY(SCENE_KEY, "poster thumbnail preview posterframe coverframe", "still"),
    KEY(KNOB_KEY, "min low start", "from"),
    KEY(KNOB_KEY, "max high end", "to"),
    KEY(KNOB_KEY, "default value init initial", "at"),
    KEY(PLACE_KEY, "rotation rotate", "angle"),
    KEY(PLACE_KEY, "size zoom", "scale"),
    {RMX_SYNONYM_SCENE_KEY, "layer", "layers", "write `layers:`, a list"},
    {RMX_SYNONYM_SCENE_KEY, "effect effects chain filters post", "finish",
     "write `finish:` for effects over the whole picture"},
};

// Words for one thing: whichever of them an effect has is meant by all others.
static const char *const alike[] = {
    "round dot dots circle circles circular disc",
    "square squares rectangle rectangles box boxes pixel pixels",
    "line lines stripe stripes bars",
    "diamond diamonds rhombus",
    "cell cells shards voronoi polygons",
    "hexagons hexagon hex honeycomb",
    "triangles triangle",
    "grille aperture aperturegrille trinitron wires slots slot",
    "dots shadow shadowmask holes",
    "none off no nothing",
    "light luma luminance lum lightness brightness bright value intensity highlights",
    "dark darkness darkest shadows black",
    "saturation sat chroma",
    "hue colour color",
    "noise bluenoise blue random white scatter",
    "bayer4 bayer ordered matrix bayer4x4 4x4",
    "bayer2 bayer2x2 2x2",
    "bayer8 bayer8x8 8x8",
    "up top upwards",
    "down bottom downwards",
    "left leftwards",
    "right rightwards",
    "linear line straight",
    "radial circular circle round",
    "sweep conic conical angular angle",
    "stretch clamp extend edge",
    "mirror mirrored reflect flip",
    "repeat tile wrap loop",
    "rows row horizontal horizontally lines across",
    "columns column vertical vertically upright",
    "rings ring circles radial",
    "tones tone luma brightness light",
    "middle center centre",
    "random shuffle shuffled seed",
    "name alphabetical alphabetically alphabet filename",
    "encoded srgb gamma",
    "link ableton abletonlink",
    "sequential order ordered inorder sequence",
    "outside outer outward outwards",
    "inside inner inward inwards",
    "plain basic canvas simple",
    "twill diagonal denim",
    "all everything both",
    "negative invert inverted inverse",
    "paper background",
    "alpha transparency opacity",
    "detail edges texture",
};

#define ROWS(table)                                                                                \
    {                                                                                              \
        table, sizeof(table) / sizeof(*(table))                                                    \
    }
static const struct {
    const struct row *rows;
    size_t count;
} tables[] = {
    [RMX_SYNONYM_STEP] = ROWS(steps),
    [RMX_SYNONYM_GENERATOR] = ROWS(generators),
    [RMX_SYNONYM_BLEND] = ROWS(blends),
    [RMX_SYNONYM_FIT] = ROWS(fits),
    [RMX_SYNONYM_FUNCTION] = ROWS(functions),
    [RMX_SYNONYM_LAYER_KEY] = ROWS(layer_keys),
    [RMX_SYNONYM_SOURCE_KEY] = ROWS(source_keys),
    [RMX_SYNONYM_SCENE_KEY] = ROWS(scene_keys),
    [RMX_SYNONYM_KNOB_KEY] = ROWS(knob_keys),
    [RMX_SYNONYM_PLACE_KEY] = ROWS(place_keys),
};

static char next_sign(const char **at)
{
    while (**at == '-' || **at == '_' || **at == ' ')
        ++*at;
    return (char)tolower((unsigned char)**at);
}

// Whether `word` is the first word of the list.
static bool begins_with(const char *list, const char *word)
{
    for (; *list && *list != ' '; list++, word++)
        if (next_sign(&word) != *list)
            return false;
    return !next_sign(&word);
}

static bool holds(const char *list, const char *word)
{
    for (; *list; list++) {
        if (begins_with(list, word))
            return true;
        while (*list && *list != ' ')
            list++;
        if (!*list)
            return false;
    }
    return false;
}

// The row of keys[] that has the word; -1: none.
static int key_of(enum rmx_synonym_of of, const char *word)
{
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
        if (keys[i].of == of && holds(keys[i].words, word))
            return (int)i;
    return -1;
}

const char *rmx_synonym(enum rmx_synonym_of of, const char *word)
{
    int key = key_of(of, word);
    if (key >= 0)
        return keys[key].hint;
    for (size_t i = 0; i < tables[of].count; i++)
        if (holds(tables[of].rows[i].words, word))
            return tables[of].rows[i].hint;
    return NULL;
}

const char *rmx_synonym_name(enum rmx_synonym_of of, const char *word)
{
    int key = key_of(of, word);
    return key < 0 ? NULL : keys[key].name;
}

const char *rmx_synonym_choice(const char *word, const char *const *choices, int count)
{
    for (size_t i = 0; i < sizeof(alike) / sizeof(*alike); i++)
        for (int k = 0; k < count && holds(alike[i], word); k++)
            if (holds(alike[i], choices[k]))
                return choices[k];
    return NULL;
}
