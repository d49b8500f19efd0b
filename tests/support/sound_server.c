// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/sound_server.h"

#include <math.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct {
    char folder[64];
    pid_t server, manager, recorder, player;
    float *samples;
} own;

static void rest(int ms)
{
    const struct timespec span = {ms / 1000, ms % 1000 * 1000000L};
    nanosleep(&span, NULL);
}

// Words for a shell, in a group of processes of its own.
static pid_t start(const char *command)
{
    pid_t pid = fork();
    if (pid == 0) {
        setpgid(0, 0);
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    return pid;
}

static void stop(pid_t *pid, int how)
{
    if (*pid <= 0)
        return;
    kill(-*pid, how);
    waitpid(*pid, NULL, 0);
    *pid = 0;
}

// For ten seconds at most.
static bool comes_true(const char *command)
{
    for (int i = 0; i < 200; i++) {
        if (system(command) == 0)
            return true;
        rest(50);
    }
    return false;
}

bool sound_server_add_output(const char *name, const char *description)
{
    char command[500];
    snprintf(command, sizeof(command),
             "pw-cli create-node adapter '{factory.name=support.null-audio-sink node.name=%s "
             "node.description=\"%s\" media.class=Audio/Sink object.linger=true "
             "audio.position=[FL FR]}' >/dev/null 2>&1",
             name, description);
    return system(command) == 0;
}

bool sound_server_remove_output(const char *name)
{
    char command[100];
    snprintf(command, sizeof(command), "pw-cli destroy %s >/dev/null 2>&1", name);
    return system(command) == 0;
}

bool sound_server_play(const char *path, const char *output)
{
    char command[300];
    sound_server_hush();
    snprintf(command, sizeof(command), "exec pw-cat --playback --target %s '%s' >/dev/null 2>&1",
             output, path);
    own.player = start(command);
    return comes_true("pw-link -l 2>/dev/null | grep -q 'pw-cat:output'");
}

void sound_server_hush(void)
{
    stop(&own.player, SIGKILL);
}

bool sound_server_start(void)
{
    own.server = start("exec pipewire >pipewire.log 2>&1");
    if (!comes_true("pw-cli info 0 >/dev/null 2>&1"))
        return false;
    own.manager = start("exec dbus-run-session wireplumber >wireplumber.log 2>&1");
    return comes_true("pw-cli ls Client 2>/dev/null | grep -q '\"WirePlumber\"'") &&
           sound_server_add_output(SOUND_SERVER_SINK, SOUND_SERVER_DESCRIPTION) &&
           comes_true("pw-cli ls Port 2>/dev/null | grep -q 'monitor_FR'");
}

bool sound_server_begin(void)
{
    snprintf(own.folder, sizeof(own.folder), "/tmp/rmx_sound_server_XXXXXX");
    if (!mkdtemp(own.folder) || chdir(own.folder) != 0)
        return false;
    setenv("XDG_RUNTIME_DIR", own.folder, 1);
    setenv("XDG_CONFIG_HOME", own.folder, 1);
    setenv("XDG_STATE_HOME", own.folder, 1);
    unsetenv("PIPEWIRE_REMOTE");
    if (system("for it in pipewire pw-cli pw-record wireplumber dbus-run-session; do command -v "
               "$it >/dev/null || exit 1; done") != 0) {
        printf("PipeWire, WirePlumber or their tools are missing\n");
        return false;
    }
    if (sound_server_start())
        return true;
    printf("PipeWire does not start here\n");
    return false;
}

void sound_server_kill(void)
{
    stop(&own.recorder, SIGKILL);
    stop(&own.player, SIGKILL);
    stop(&own.manager, SIGTERM);
    stop(&own.server, SIGKILL);
}

void sound_server_end(void)
{
    char command[100];
    sound_server_kill();
    free(own.samples);
    own.samples = NULL;
    if (!own.folder[0] || chdir("/") != 0)
        return;
    snprintf(command, sizeof(command), "rm -rf %s", own.folder);
    if (system(command) != 0)
        printf("%s is left\n", own.folder);
}

bool sound_server_record(void)
{
    unlink("recorded.wav");
    own.recorder = start("exec pw-record --target " SOUND_SERVER_SINK " -P "
                         "'{stream.capture.sink=true}' --rate 48000 --channels 1 --format f32 "
                         "recorded.wav >record.log 2>&1");
    return comes_true("pw-cli ls Link 2>/dev/null | grep -q link");
}

const float *sound_server_recorded(long long *count)
{
    enum { HEAD = 80 }; // of the file, before its samples
    *count = 0;
    stop(&own.recorder, SIGINT);
    FILE *file = fopen("recorded.wav", "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    long bytes = ftell(file) - HEAD;
    fseek(file, HEAD, SEEK_SET);
    own.samples = realloc(own.samples, bytes > 0 ? (size_t)bytes : 1);
    if (!own.samples)
        abort();
    *count = bytes > 0 ? (long long)fread(own.samples, sizeof(float), (size_t)bytes / 4, file) : 0;
    fclose(file);
    return own.samples;
}

int sound_server_spans(const float *samples, long long count, int *lengths, int most)
{
    enum { SLICE = 480 };
    int found = 0;
    lengths[0] = 0;
    for (long long at = 0; at + SLICE <= count; at += SLICE) {
        float peak = 0;
        for (int i = 0; i < SLICE; i++)
            peak = fmaxf(peak, fabsf(samples[at + i]));
        bool is_loud = peak > 0.1f;
        if (is_loud != (found % 2 == 1) && found < most - 1)
            lengths[++found] = 0;
        lengths[found]++;
    }
    return found + 1;
}
