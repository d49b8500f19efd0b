// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/window.h"

#include "base/clock.h"
#include "base/log.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_KEYS = 64, QUIT_HOLD_MS = 1000, USUAL_RATE = 60 };

struct rmx_window {
    struct rmx_window *next; // of all that are open
    GLFWwindow *shown;
    struct rmx_context *context;
    char *output; // the name of the output that full screen means; NULL: any
    bool wants_fullscreen;
    int x, y, width, height; // as a window, while it is full screen
    struct rmx_key_event keys[MOST_KEYS];
    int key_count;
    double quit_since_ms; // 0: Ctrl+Q is not held
    bool is_damaged;      // what it showed is gone
    // As the display told them last: asking for them each frame would be a journey to the server.
    int pixel_width, pixel_height;
    float scale;
    double pointer_x, pointer_y;
    double rate; // of the output that it is on; 0: to be asked
};

static struct rmx_window *windows; // for the callback that knows only outputs

static void log_error(int code, const char *words)
{
    rmx_log(RMX_LOG_INFO, "window: %s (%d)", words, code);
}

// By name, or by number from 1; NULL where there is none.
static GLFWmonitor *find_output(const char *name)
{
    int count;
    GLFWmonitor **outputs = glfwGetMonitors(&count);
    char *end;
    long number = name ? strtol(name, &end, 10) : 1;
    if (!name || (end != name && !*end))
        return number >= 1 && number <= count ? outputs[number - 1] : NULL;
    for (int i = 0; i < count; i++)
        if (strcmp(glfwGetMonitorName(outputs[i]), name) == 0)
            return outputs[i];
    return NULL;
}

// One after another, each between these texts.
static int add_outputs(struct rmx_text *out, const char *before, const char *after)
{
    int count;
    GLFWmonitor **outputs = glfwGetMonitors(&count);
    for (int i = 0; i < count; i++) {
        const GLFWvidmode *mode = glfwGetVideoMode(outputs[i]);
        rmx_text_printf(out, "%s%d: %s, %d x %d", before, i + 1, glfwGetMonitorName(outputs[i]),
                        mode->width, mode->height);
        if (mode->refreshRate > 0)
            rmx_text_printf(out, ", %d Hz", mode->refreshRate);
        rmx_text_add(out, after);
    }
    return count;
}

bool rmx_window_print_outputs(struct rmx_text *out)
{
    glfwSetErrorCallback(log_error);
    return glfwInit() && add_outputs(out, "  ", "\n") > 0;
}

// Says which ones there are.
static void refuse_output(const char *name, char *why, int why_size)
{
    struct rmx_text there = {0};
    int count = add_outputs(&there, " (", ")");
    snprintf(why, (size_t)why_size, "there is no output '%s'; there %s%s", name,
             count > 1 ? "are"
             : count   ? "is"
                       : "are none",
             rmx_text_string(&there));
    rmx_text_finish(&there);
}

static void fill_output(struct rmx_window *window, GLFWmonitor *output)
{
    window->rate = 0;
    const GLFWvidmode *mode = glfwGetVideoMode(output);
    if (!glfwGetWindowMonitor(window->shown)) {
        glfwGetWindowPos(window->shown, &window->x, &window->y);
        glfwGetWindowSize(window->shown, &window->width, &window->height);
    }
    glfwSetWindowMonitor(window->shown, output, 0, 0, mode->width, mode->height, mode->refreshRate);
    glfwSetInputMode(window->shown, GLFW_CURSOR, GLFW_CURSOR_HIDDEN);
}

static void leave_output(struct rmx_window *window)
{
    window->rate = 0;
    glfwSetWindowMonitor(window->shown, NULL, window->x, window->y, window->width, window->height,
                         GLFW_DONT_CARE);
    glfwSetInputMode(window->shown, GLFW_CURSOR, GLFW_CURSOR_NORMAL);
}

// An output that went takes the window's full screen with it; when it comes back, so does that.
static void follow_output(struct rmx_window *window, GLFWmonitor *output, int event)
{
    window->rate = 0;
    if (!window->wants_fullscreen)
        return;
    if (event == GLFW_DISCONNECTED) {
        rmx_log(RMX_LOG_WARNING, "an output went away; the picture waits for it in a window");
        leave_output(window);
    } else if (!window->output || strcmp(glfwGetMonitorName(output), window->output) == 0) {
        rmx_log(RMX_LOG_WARNING, "the output is back");
        fill_output(window, output);
    }
}

static void on_output(GLFWmonitor *output, int event)
{
    for (struct rmx_window *window = windows; window; window = window->next)
        follow_output(window, output, event);
}

_Static_assert(GLFW_KEY_ESCAPE == RMX_STROKE_ESCAPE && GLFW_KEY_END == RMX_STROKE_END &&
                   GLFW_KEY_F25 == RMX_STROKE_F25 && GLFW_KEY_KP_9 == RMX_STROKE_NUM9,
               "base/keystroke.h numbers keys as the window library does");
_Static_assert(GLFW_MOD_SHIFT == RMX_STROKE_SHIFT && GLFW_MOD_CONTROL == RMX_STROKE_CTRL &&
                   GLFW_MOD_ALT == RMX_STROKE_ALT,
               "and modifiers");

// What is printed on the key, where that is a key of its own; else its place decides, as on an
// American keyboard.
static int printed_key(int key, int code)
{
    const char *name =
        key > GLFW_KEY_SPACE && key < GLFW_KEY_ESCAPE ? glfwGetKeyName(key, code) : NULL;
    bool is_key = name && name[0] && !name[1] && rmx_keystroke_prints(name[0]);
    return is_key ? toupper((unsigned char)name[0]) : key;
}

static void follow_quit_key(struct rmx_window *window, int key, int action, int modifiers)
{
    bool lets_go =
        key == GLFW_KEY_Q || key == GLFW_KEY_LEFT_CONTROL || key == GLFW_KEY_RIGHT_CONTROL;
    if (key == GLFW_KEY_Q && action == GLFW_PRESS && (modifiers & GLFW_MOD_CONTROL))
        window->quit_since_ms = rmx_clock_ms();
    if (action == GLFW_RELEASE && lets_go)
        window->quit_since_ms = 0;
}

static void on_key(GLFWwindow *shown, int place, int code, int action, int modifiers)
{
    struct rmx_window *window = glfwGetWindowUserPointer(shown);
    int key = printed_key(place, code);
    follow_quit_key(window, key, action, modifiers);
    if (window->key_count == MOST_KEYS)
        return;
    window->keys[window->key_count++] = (struct rmx_key_event){
        .press = action == GLFW_RELEASE  ? RMX_RELEASED
                 : action == GLFW_REPEAT ? RMX_PRESSED_ON
                                         : RMX_PRESSED,
        .stroke = {key, modifiers & (GLFW_MOD_SHIFT | GLFW_MOD_CONTROL | GLFW_MOD_ALT)},
    };
}

static void on_size(GLFWwindow *shown, int width, int height)
{
    struct rmx_window *window = glfwGetWindowUserPointer(shown);
    window->pixel_width = width;
    window->pixel_height = height;
}

static void on_damage(GLFWwindow *shown)
{
    struct rmx_window *window = glfwGetWindowUserPointer(shown);
    window->is_damaged = true;
}

static void on_scale(GLFWwindow *shown, float scale, float same)
{
    struct rmx_window *window = glfwGetWindowUserPointer(shown);
    (void)same;
    window->scale = scale;
}

static void on_place(GLFWwindow *shown, int x, int y)
{
    struct rmx_window *window = glfwGetWindowUserPointer(shown);
    (void)x, (void)y;
    window->rate = 0;
}

static void on_pointer(GLFWwindow *shown, double x, double y)
{
    struct rmx_window *window = glfwGetWindowUserPointer(shown);
    int width, height;
    glfwGetWindowSize(shown, &width, &height);
    window->pointer_x = width > 0 ? fmin(fmax(x / width, 0), 1) : 0.5;
    window->pointer_y = height > 0 ? fmin(fmax(1 - y / height, 0), 1) : 0.5;
}

static void follow(struct rmx_window *window)
{
    double x, y;
    window->next = windows;
    windows = window;
    glfwSetWindowUserPointer(window->shown, window);
    glfwSetKeyCallback(window->shown, on_key);
    glfwSetFramebufferSizeCallback(window->shown, on_size);
    glfwSetWindowRefreshCallback(window->shown, on_damage);
    glfwSetWindowContentScaleCallback(window->shown, on_scale);
    glfwSetCursorPosCallback(window->shown, on_pointer);
    glfwSetWindowPosCallback(window->shown, on_place);
    glfwSetMonitorCallback(on_output);
    glfwGetFramebufferSize(window->shown, &window->pixel_width, &window->pixel_height);
    glfwGetWindowContentScale(window->shown, &window->scale, NULL);
    glfwGetCursorPos(window->shown, &x, &y);
    on_pointer(window->shown, x, y);
}

static void hint_context(bool robust)
{
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CONTEXT_CREATION_API, GLFW_EGL_CONTEXT_API);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 4);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 5);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_DEBUG_CONTEXT, GLFW_TRUE);
    if (robust)
        glfwWindowHint(GLFW_CONTEXT_ROBUSTNESS, GLFW_LOSE_CONTEXT_ON_RESET);
    glfwWindowHint(GLFW_ALPHA_BITS, 0);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE); // a click elsewhere leaves the projector alone
    glfwWindowHint(GLFW_CENTER_CURSOR, GLFW_FALSE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME,
                         "remontage"); // as docs/package/remontage.desktop says
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "remontage");
}

// Robust, else plain.
static bool open_window(struct rmx_window *window, const struct rmx_window_params *params)
{
    GLFWwindow *shared = params->beside ? params->beside->shown : NULL;
    struct rmx_text title = {0};
    rmx_text_add_line(&title, params->title); // a file's name
    for (int robust = 1; robust >= 0 && !window->shown; robust--) {
        hint_context(robust);
        window->shown =
            glfwCreateWindow(window->width, window->height, rmx_text_string(&title), NULL, shared);
    }
    rmx_text_finish(&title);
    return window->shown;
}

static bool adopt_context(struct rmx_window *window, const struct rmx_window_params *params,
                          char *why, int why_size)
{
    glfwMakeContextCurrent(window->shown);
    window->context = rmx_context_adopt(why, why_size);
    glfwSwapInterval(params->beside ? 0 : 1);
    return window->context;
}

static void choose_size(struct rmx_window *window, const struct rmx_window_params *params,
                        GLFWmonitor *output)
{
    int x = 0, y = 0, width = 1280, height = 720;
    if (output)
        glfwGetMonitorWorkarea(output, &x, &y, &width, &height);
    double scale = fmin(width / 16.0, height / 9.0) * 0.75;
    window->width = params->width > 0 ? params->width : (int)fmax(16 * scale, 16);
    window->height = params->height > 0 ? params->height : (int)fmax(9 * scale, 9);
    window->x = x + (width - window->width) / 2;
    window->y = y + (height - window->height) / 2;
}

static enum rmx_window_status
open_all(struct rmx_window *window, const struct rmx_window_params *params, char *why, int why_size)
{
    GLFWmonitor *output = find_output(params->output);
    if (params->output && !output) {
        refuse_output(params->output, why, why_size);
        return RMX_WINDOW_NO_OUTPUT;
    }
    if (params->output)
        window->output = strdup(glfwGetMonitorName(output));
    choose_size(window, params, output);
    snprintf(why, (size_t)why_size, "the display offers no OpenGL 4.5");
    if (!open_window(window, params) || !adopt_context(window, params, why, why_size))
        return RMX_WINDOW_NO_DISPLAY;
    follow(window);
    if (params->output && !params->fullscreen)
        glfwSetWindowPos(window->shown, window->x, window->y);
    if (params->fullscreen)
        rmx_window_set_fullscreen(window, true);
    return RMX_WINDOW_OK;
}

struct rmx_window *rmx_window_create(const struct rmx_window_params *params,
                                     enum rmx_window_status *status, char *why, int why_size)
{
    glfwSetErrorCallback(log_error);
    if (!glfwInit()) {
        snprintf(why, (size_t)why_size, "there is no display to open a window on");
        *status = RMX_WINDOW_NO_DISPLAY;
        return NULL;
    }
    struct rmx_window *window = calloc(1, sizeof(*window));
    if (!window)
        abort();
    *status = open_all(window, params, why, why_size);
    if (*status == RMX_WINDOW_OK)
        return window;
    rmx_window_destroy(window);
    return NULL;
}

void rmx_window_destroy(struct rmx_window *window)
{
    if (!window)
        return;
    for (struct rmx_window **at = &windows; *at; at = &(*at)->next)
        if (*at == window) {
            *at = window->next;
            break;
        }
    rmx_context_destroy(window->context);
    if (window->shown)
        glfwDestroyWindow(window->shown);
    // The library, and the driver with it, stay until the program ends: the next window is sooner
    // there.
    free(window->output);
    free(window);
}

struct rmx_context *rmx_window_context(const struct rmx_window *window)
{
    return window->context;
}

void rmx_window_enter(struct rmx_window *window)
{
    glfwMakeContextCurrent(window->shown);
}

void rmx_window_size(const struct rmx_window *window, int *width, int *height)
{
    *width = window->pixel_width;
    *height = window->pixel_height;
}

bool rmx_window_take_damage(struct rmx_window *window)
{
    bool was_damaged = window->is_damaged;
    window->is_damaged = false;
    return was_damaged;
}

double rmx_window_scale(const struct rmx_window *window)
{
    return window->scale >= 1 ? window->scale : 1;
}

bool rmx_window_is_fullscreen(const struct rmx_window *window)
{
    return glfwGetWindowMonitor(window->shown) != NULL;
}

// The named output, else the one that the window's middle lies on, else the first.
static GLFWmonitor *own_output(const struct rmx_window *window)
{
    if (window->output)
        return find_output(window->output);
    int count, x, y, width, height;
    GLFWmonitor **outputs = glfwGetMonitors(&count);
    glfwGetWindowPos(window->shown, &x, &y);
    glfwGetWindowSize(window->shown, &width, &height);
    for (int i = 0; i < count; i++) {
        int left, bottom;
        const GLFWvidmode *mode = glfwGetVideoMode(outputs[i]);
        glfwGetMonitorPos(outputs[i], &left, &bottom);
        if (mode && x + width / 2 >= left && x + width / 2 < left + mode->width &&
            y + height / 2 >= bottom && y + height / 2 < bottom + mode->height)
            return outputs[i];
    }
    return count ? outputs[0] : NULL;
}

void rmx_window_set_fullscreen(struct rmx_window *window, bool fullscreen)
{
    GLFWmonitor *output = own_output(window);
    window->wants_fullscreen = fullscreen;
    if (fullscreen && output)
        fill_output(window, output);
    else if (!fullscreen && rmx_window_is_fullscreen(window))
        leave_output(window);
}

double rmx_window_rate(struct rmx_window *window)
{
    if (window->rate > 0)
        return window->rate;
    GLFWmonitor *output = own_output(window);
    const GLFWvidmode *mode = output ? glfwGetVideoMode(output) : NULL;
    window->rate = mode && mode->refreshRate > 0 ? mode->refreshRate : USUAL_RATE;
    return window->rate;
}

void rmx_window_pointer(const struct rmx_window *window, double *x, double *y)
{
    *x = window->pointer_x;
    *y = window->pointer_y;
}

void rmx_window_swap(struct rmx_window *window)
{
    glfwSwapBuffers(window->shown);
}

void rmx_window_wait(struct rmx_window *window, double seconds)
{
    (void)window;
    if (seconds > 0)
        glfwWaitEventsTimeout(seconds);
    else
        glfwPollEvents();
}

bool rmx_window_key(struct rmx_window *window, struct rmx_key_event *event)
{
    if (window->key_count == 0)
        return false;
    *event = window->keys[0];
    memmove(window->keys, window->keys + 1, sizeof(*event) * (size_t)--window->key_count);
    return true;
}

void rmx_window_close(struct rmx_window *window)
{
    glfwSetWindowShouldClose(window->shown, GLFW_TRUE);
}

bool rmx_window_is_closing(const struct rmx_window *window)
{
    bool held = window->quit_since_ms > 0 && rmx_clock_ms() - window->quit_since_ms >= QUIT_HOLD_MS;
    return held || glfwWindowShouldClose(window->shown);
}
