// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/confine.h"

#include "base/process.h"
#include "media/confine_reads.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#endif

#ifdef MACHINE

// What libvips and the decoders below it call, and what the C library does for them.
static const int allowed[] = {SYS_read,
                              SYS_pread64,
                              SYS_readv,
                              SYS_preadv,
                              SYS_write,
                              SYS_writev,
                              SYS_close,
                              SYS_lseek,
                              SYS_fstat,
                              SYS_newfstatat,
                              SYS_statx,
                              SYS_fstatfs,
                              SYS_statfs,
                              SYS_fadvise64,
                              SYS_getdents64,
                              SYS_readlinkat,
                              SYS_faccessat,
#ifdef SYS_faccessat2
                              SYS_faccessat2,
#endif
                              SYS_getcwd,
                              SYS_dup,
                              SYS_ppoll,
#ifdef __x86_64__
                              SYS_stat,
                              SYS_lstat,
                              SYS_access,
                              SYS_readlink,
                              SYS_poll,
                              SYS_time,
                              SYS_arch_prctl,
#endif
                              SYS_mmap,
                              SYS_munmap,
                              SYS_mremap,
                              SYS_mprotect,
                              SYS_madvise,
                              SYS_brk,
                              SYS_memfd_create,
                              SYS_futex,
                              SYS_set_robust_list,
                              SYS_set_tid_address,
                              SYS_sched_yield,
                              SYS_sched_getaffinity,
                              SYS_sched_getparam,
                              SYS_sched_getscheduler,
                              SYS_membarrier,
#ifdef SYS_rseq
                              SYS_rseq,
#endif
                              SYS_getpid,
                              SYS_gettid,
                              SYS_getppid,
                              SYS_getuid,
                              SYS_geteuid,
                              SYS_getgid,
                              SYS_getegid,
                              SYS_clock_gettime,
                              SYS_clock_getres,
                              SYS_clock_nanosleep,
                              SYS_nanosleep,
                              SYS_gettimeofday,
                              SYS_getrandom,
                              SYS_getrusage,
                              SYS_sysinfo,
                              SYS_uname,
                              SYS_getrlimit,
                              SYS_rt_sigaction,
                              SYS_rt_sigprocmask,
                              SYS_rt_sigreturn,
                              SYS_sigaltstack,
                              SYS_restart_syscall,
                              SYS_exit,
                              SYS_exit_group};

// Those that one argument decides on.
enum rule { WITHOUT_BITS, WITH_BITS, EQUAL };
static const int writes = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;

enum { MOST_LINES = 256 };

struct program {
    struct sock_filter lines[MOST_LINES];
    unsigned short count;
};

static void add(struct program *program, uint16_t code, uint32_t value, uint8_t yes, uint8_t no)
{
    assert(program->count < MOST_LINES);
    program->lines[program->count++] = (struct sock_filter){code, yes, no, value};
}

static void load(struct program *program, size_t offset)
{
    add(program, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void answer(struct program *program, uint32_t what)
{
    add(program, BPF_RET | BPF_K, what, 0, 0);
}

static void allow(struct program *program, int call)
{
    add(program, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 1);
    answer(program, SECCOMP_RET_ALLOW);
}

// The lower half of an argument; what does not fit is answered with an error.
static void decide(struct program *program, int call, int argument, enum rule rule, uint32_t value,
                   uint32_t error)
{
    uint16_t test = rule == EQUAL ? BPF_JEQ : BPF_JSET;
    add(program, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 4);
    load(program, offsetof(struct seccomp_data, args) + 8 * (size_t)argument);
    add(program, (uint16_t)(BPF_JMP | test | BPF_K), value, rule == WITHOUT_BITS,
        rule != WITHOUT_BITS);
    answer(program, SECCOMP_RET_ALLOW);
    answer(program, SECCOMP_RET_ERRNO | error);
}

static void write_program(struct program *program)
{
    load(program, offsetof(struct seccomp_data, arch));
    add(program, BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0);
    answer(program, SECCOMP_RET_KILL_PROCESS);
    load(program, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < sizeof(allowed) / sizeof(*allowed); i++)
        allow(program, allowed[i]);
    decide(program, SYS_openat, 2, WITHOUT_BITS, (uint32_t)writes, EACCES);
#ifdef SYS_open
    decide(program, SYS_open, 1, WITHOUT_BITS, (uint32_t)writes, EACCES);
#endif
    decide(program, SYS_clone, 0, WITH_BITS, CLONE_THREAD, EPERM);
    decide(program, SYS_tgkill, 0, EQUAL, (uint32_t)getpid(), EPERM);
    decide(program, SYS_prctl, 0, EQUAL, PR_SET_NAME, EPERM);
    decide(program, SYS_prlimit64, 0, EQUAL, 0, EPERM); // its own
    // F_SETOWN, F_SETSIG and F_SETOWN_EX have that bit: they send signals to other processes.
    decide(program, SYS_fcntl, 1, WITHOUT_BITS, F_SETOWN, EPERM);
    // Of what is not there the C library knows an older call: of clone3, whose flags cannot be
    // seen.
    answer(program, SECCOMP_RET_ERRNO | ENOSYS);
}

static void bound_calls(void)
{
    struct program program = {.count = 0};
    write_program(&program);
    const struct sock_fprog filter = {program.count, program.lines};
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0);
}

#else

static void bound_calls(void)
{
}

#endif

void rmx_confine(long long most_bytes, double most_s, int file)
{
    enum { FILES = 64 };
    rmx_process_bound(
        &(struct rmx_process_bounds){.most_bytes = most_bytes, .most_s = most_s, .files = FILES});
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return;
    rmx_confine_reads(file);
    bound_calls();
}
