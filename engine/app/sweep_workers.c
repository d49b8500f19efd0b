// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sweep_workers.h"

#include "base/clock.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_WORKERS = 8, PATIENCE_MS = 120000, NOTHING = -1 };

// What the processes share.
struct worker {
    _Atomic int file; // that it works at; NOTHING
    _Atomic int code; // why it cannot work at all
    double began_ms;
    int done;
    long first_mib, last_mib;
    int first_objects, last_objects;
    pid_t process; // the parent's own; 0: none
};

struct slot {
    _Atomic bool is_done;
    struct rmx_swept swept;
    unsigned char pixels[RMX_SWEEP_BYTES]; // for the sheet
};

struct rmx_workers {
    struct rmx_sweeper_params params;
    const char *const *files;
    int count, workers_wanted;
    const char *folder;
    _Atomic int next;
    struct worker workers[MOST_WORKERS];
    struct slot slots[];
};

static void scene_of(const struct rmx_workers *pool, pid_t process, char *path, size_t size)
{
    snprintf(path, size, "%s/scene-%d.yaml", pool->folder, (int)process);
}

// Without what all processes share: libraries, and the results.
static long own_mib(void)
{
    long pages = 0, shared = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file && fscanf(file, "%*d %ld %ld", &pages, &shared) != 2)
        pages = shared = 0;
    if (file)
        fclose(file);
    return (pages - shared) * sysconf(_SC_PAGESIZE) >> 20;
}

static void note_use(struct worker *worker, const struct rmx_sweeper *sweeper)
{
    worker->last_mib = own_mib();
    worker->last_objects = rmx_sweeper_objects(sweeper);
    if (!worker->done++) {
        worker->first_mib = worker->last_mib;
        worker->first_objects = worker->last_objects;
    }
}

static void work(struct rmx_workers *pool, struct worker *worker)
{
    char scene[512];
    int code = RMX_EXIT_FAILED, index;
    scene_of(pool, getpid(), scene, sizeof(scene));
    static unsigned char pixels[RMX_SWEEP_BYTES]; // where no sheet wants them
    struct rmx_sweeper_params params = pool->params;
    params.scene = scene;
    struct rmx_sweeper *sweeper = rmx_sweeper_create(&params, &code);
    if (!sweeper) {
        worker->code = code;
        return;
    }
    while ((index = pool->next++) < pool->count) {
        worker->began_ms = rmx_clock_ms();
        worker->file = index;
        struct slot *slot = &pool->slots[index];
        rmx_sweeper_file(sweeper, pool->files[index], &slot->swept,
                         pool->params.options->sheet ? slot->pixels : pixels);
        note_use(worker, sweeper);
        slot->is_done = true;
        worker->file = NOTHING;
    }
    rmx_sweeper_destroy(sweeper);
}

// Side by side, each draws with one thread: small pictures are not worth more. They end with this
// process, however that ends.
static void start(struct rmx_workers *pool, struct worker *worker)
{
    fflush(NULL);
    worker->file = NOTHING;
    worker->done = 0;
    pid_t parent = getpid(), process = fork();
    if (process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            _exit(0);
        if (pool->workers_wanted > 1)
            setenv("LP_NUM_THREADS", "1", 0);
        work(pool, worker);
        fflush(NULL);
        _exit(0);
    }
    worker->process = process > 0 ? process : 0;
}

static int cores(int count)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int most = cores < 1 ? 1 : cores > MOST_WORKERS ? MOST_WORKERS : (int)cores;
    return count / 4 + 1 < most ? count / 4 + 1 : most; // starting one costs as much as a few files
}

static size_t bytes_of(int count)
{
    return sizeof(struct rmx_workers) + sizeof(struct slot) * (size_t)count;
}

struct rmx_workers *rmx_workers_create(const struct rmx_sweeper_params *params,
                                       const char *const *files, int count, const char *folder)
{
    struct rmx_workers *pool = mmap(NULL, bytes_of(count), PROT_READ | PROT_WRITE,
                                    MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (pool == MAP_FAILED) {
        rmx_complain("no memory for %d effects", count);
        return NULL;
    }
    pool->params = *params;
    pool->files = files;
    pool->count = count;
    pool->folder = folder;
    pool->workers_wanted = cores(count);
    for (int i = 0; i < pool->workers_wanted; i++)
        start(pool, &pool->workers[i]);
    return pool;
}

static void fail(struct rmx_workers *pool, int index, const char *kind, const char *format,
                 int number)
{
    struct rmx_swept *swept = &pool->slots[index].swept;
    *swept = (struct rmx_swept){.verdict = RMX_SWEPT_FAILED};
    snprintf(swept->kind, sizeof(swept->kind), "%s", kind);
    snprintf(swept->why, sizeof(swept->why), format, number);
    pool->slots[index].is_done = true;
}

// A process that has ended: its file failed if it had one, and where files wait another goes on.
static void reap(struct rmx_workers *pool, struct worker *worker, int status)
{
    char scene[512];
    scene_of(pool, worker->process, scene, sizeof(scene));
    unlink(scene); // of one that had no time to
    worker->process = 0;
    int file = worker->file;
    if (file != NOTHING && !pool->slots[file].is_done)
        fail(pool, file, "signal", "ended the process with signal %d",
             WIFSIGNALED(status) ? WTERMSIG(status) : 0);
    bool works = file != NOTHING || worker->done; // one that dies at once would do so again
    if (works && !worker->code && pool->next < pool->count)
        start(pool, worker);
}

static void watch_worker(struct rmx_workers *pool, struct worker *worker)
{
    int status, file = worker->file;
    if (!worker->process)
        return;
    if (file != NOTHING && rmx_clock_ms() - worker->began_ms > PATIENCE_MS &&
        !pool->slots[file].is_done) {
        fail(pool, file, "time", "was given up after %d s", PATIENCE_MS / 1000);
        kill(worker->process, SIGKILL);
    }
    if (waitpid(worker->process, &status, WNOHANG) == worker->process)
        reap(pool, worker, status);
}

bool rmx_workers_wait(struct rmx_workers *pool, int index, int *code)
{
    while (!pool->slots[index].is_done) {
        bool any = false;
        int worst = 0;
        for (int i = 0; i < pool->workers_wanted; i++) {
            watch_worker(pool, &pool->workers[i]);
            any |= pool->workers[i].process != 0;
            worst = pool->workers[i].code ? pool->workers[i].code : worst;
        }
        if (!any && worst)
            return *code = worst, false;
        if (!any && !pool->slots[index].is_done)
            fail(pool, index, "signal", "was left by %d processes that ended",
                 pool->workers_wanted);
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    return true;
}

const struct rmx_swept *rmx_workers_swept(const struct rmx_workers *pool, int index)
{
    return &pool->slots[index].swept;
}

const unsigned char *rmx_workers_pixels(const struct rmx_workers *pool, int index)
{
    return pool->slots[index].pixels;
}

void rmx_workers_destroy(struct rmx_workers *pool, struct rmx_workers_usage *usage)
{
    *usage = (struct rmx_workers_usage){0};
    for (int i = 0; pool && i < pool->workers_wanted; i++) {
        struct worker *worker = &pool->workers[i];
        while (worker->process && waitpid(worker->process, NULL, 0) < 0 && errno == EINTR)
            ;
        if (!worker->done)
            continue;
        usage->workers++;
        usage->first_mib += worker->first_mib;
        usage->last_mib += worker->last_mib;
        usage->first_objects += worker->first_objects;
        usage->last_objects += worker->last_objects;
    }
    if (pool)
        munmap(pool, bytes_of(pool->count));
}
