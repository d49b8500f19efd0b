// SPDX-License-Identifier: GPL-3.0-or-later
// What a process that decodes pictures may do, if one of them breaks into it: read that one file.
#include "media/confine.h"

#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

// What a decoder that was broken into might try; each answers whether it came through.
static int own = -1, socket_of_parent = -1; // what it has: a file; and of its parent: a socket
static char secret[128];

static bool opens(const char *name, int flags)
{
    return open(name, flags, 0600) >= 0;
}

static bool reads_what_it_was_given(void)
{
    char name[64], bytes[4];
    snprintf(name, sizeof(name), "/proc/self/fd/%d", own);
    int fd = open(name, O_RDONLY);
    return fd >= 0 && read(fd, bytes, sizeof(bytes)) == (ssize_t)sizeof(bytes);
}

static bool has_its_bounds_and_descriptors(void)
{
    struct rlimit limit;
    return getrlimit(RLIMIT_NOFILE, &limit) == 0 && fcntl(own, F_SETFL, 0) == 0 &&
           fcntl(own, F_DUPFD_CLOEXEC, 0) >= 0;
}

static bool reads_fonts(void)
{
    return opens("/usr/share", O_RDONLY | O_DIRECTORY) && opens("/proc/self/maps", O_RDONLY);
}

static bool reads_another_file(void)
{
    return opens(secret, O_RDONLY);
}

static bool reads_what_the_system_has(void)
{
    return opens("/etc/passwd", O_RDONLY);
}

static bool reads_by_its_root(void)
{
    char name[256];
    snprintf(name, sizeof(name), "/proc/self/root%s", secret);
    return opens(name, O_RDONLY);
}

static bool lists_a_folder(void)
{
    return opens("/tmp", O_RDONLY | O_DIRECTORY);
}

static bool reads_its_parent(void)
{
    char name[64];
    snprintf(name, sizeof(name), "/proc/%d/environ", (int)getppid());
    return opens(name, O_RDONLY);
}

static bool reads_by_a_handle(void)
{
    int folder = open("/usr", O_RDONLY | O_DIRECTORY);
    return openat(folder, "../etc/passwd", O_RDONLY) >= 0;
}

static bool writes_a_file(void)
{
    return opens("/tmp/rmx_apart_written", O_WRONLY | O_CREAT);
}

static bool opens_anew(void)
{
    uint64_t how[3] = {O_RDONLY};
    return syscall(SYS_openat2, AT_FDCWD, "/usr/share", how, sizeof(how)) >= 0;
}

static bool removes_a_file(void)
{
    return unlink(secret) == 0 || rename(secret, "/tmp/rmx_apart_written") == 0;
}

static bool makes_a_folder(void)
{
    return mkdir("/tmp/rmx_apart_written", 0700) == 0 ||
           symlink("a", "/tmp/rmx_apart_written") == 0;
}

static bool gives_rights(void)
{
    return chmod(secret, 0666) == 0 || fchmod(own, 0666) == 0;
}

static bool connects(void)
{
    int ends[2];
    return socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0 ||
           socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0;
}

static bool hands_a_file_on(void)
{
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(int))];
    } extra = {.head = {CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS}};
    struct iovec body = {"", 1};
    struct msghdr message = {
        .msg_iov = &body, .msg_iovlen = 1, .msg_control = &extra, .msg_controllen = sizeof(extra)};
    memcpy(CMSG_DATA(&extra.head), &own, sizeof(own));
    return sendmsg(socket_of_parent, &message, 0) >= 0;
}

static bool starts_a_process(void)
{
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return child > 0;
}

static bool becomes_another_program(void)
{
    execl("/bin/true", "true", NULL);
    return syscall(SYS_execveat, own, "", (char *[]){"", NULL}, environ, AT_EMPTY_PATH) == 0;
}

static bool ends_its_parent(void)
{
    return kill(getppid(), 0) == 0 || syscall(SYS_tgkill, getppid(), getppid(), 0) == 0 ||
           syscall(SYS_tkill, getppid(), 0) == 0;
}

static bool sends_signals_by_a_descriptor(void)
{
    struct f_owner_ex parent = {F_OWNER_PID, getppid()};
    return fcntl(own, F_SETOWN, getppid()) == 0 || fcntl(own, F_SETOWN_EX, &parent) == 0 ||
           fcntl(own, F_SETSIG, SIGCONT) == 0;
}

static bool bounds_its_parent(void)
{
    struct rlimit limit = {0};
    return prlimit(getppid(), RLIMIT_CORE, NULL, &limit) == 0;
}

static bool traces_its_parent(void)
{
    char byte;
    struct iovec here = {&byte, 1}, there = {secret, 1};
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0 ||
           process_vm_readv(getppid(), &here, 1, &there, 1, 0) >= 0 ||
           syscall(SYS_pidfd_open, getppid(), 0) >= 0;
}

static bool frees_itself(void)
{
    struct rlimit more = {RLIM_INFINITY, RLIM_INFINITY};
    return setrlimit(RLIMIT_FSIZE, &more) == 0 || prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0 ||
           unshare(CLONE_NEWUSER) == 0 || syscall(SYS_io_uring_setup, 1, NULL) >= 0;
}

static int confined(bool (*tries)(void))
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        rmx_confine(0, 5, own);
        _exit(tries() ? 1 : 7);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

enum who { NEVER, ALLOWED, BY_LANDLOCK }; // the last: never, where the kernel has that

static void the_process_apart_can_only_decode(void **state)
{
    (void)state;
    static const struct {
        const char *law;
        bool (*tries)(void);
        enum who who;
    } rows[] = {
        {"it reads what it was given", reads_what_it_was_given, ALLOWED},
        {"it reads fonts, and what the C library wants", reads_fonts, ALLOWED},
        {"it sees its own bounds", has_its_bounds_and_descriptors, ALLOWED},
        {"no other file", reads_another_file, BY_LANDLOCK},
        {"none of the system's", reads_what_the_system_has, BY_LANDLOCK},
        {"not by another name of the root", reads_by_its_root, BY_LANDLOCK},
        {"not by going up from a folder", reads_by_a_handle, BY_LANDLOCK},
        {"it lists no folder", lists_a_folder, BY_LANDLOCK},
        {"it reads no other process", reads_its_parent, BY_LANDLOCK},
        {"it opens by no newer call", opens_anew, NEVER},
        {"it writes no file", writes_a_file, NEVER},
        {"it removes and renames none", removes_a_file, NEVER},
        {"it makes no folder and no link", makes_a_folder, NEVER},
        {"it changes no rights", gives_rights, NEVER},
        {"it has no socket", connects, NEVER},
        {"it hands no descriptor on", hands_a_file_on, NEVER},
        {"it starts no process", starts_a_process, NEVER},
        {"it becomes no other program", becomes_another_program, NEVER},
        {"it ends nobody", ends_its_parent, NEVER},
        {"not by signals of a descriptor", sends_signals_by_a_descriptor, NEVER},
        {"nor by bounds", bounds_its_parent, NEVER},
        {"it looks into nobody", traces_its_parent, NEVER},
        {"it does not free itself", frees_itself, NEVER},
    };
    bool has_landlock = syscall(SYS_landlock_create_ruleset, NULL, 0, 1) > 0;
    int ends[2], bad = 0;
    own = open("/proc/self/exe", O_RDONLY);
    snprintf(secret, sizeof(secret), "/tmp/rmx_apart_%d.secret", (int)getpid());
    close(open(secret, O_WRONLY | O_CREAT, 0600));
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    socket_of_parent = ends[0];
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        int status = confined(rows[i].tries);
        bool allowed = rows[i].who == ALLOWED || (rows[i].who == BY_LANDLOCK && !has_landlock);
        bool holds = WIFEXITED(status) && WEXITSTATUS(status) == (allowed ? 1 : 7);
        if (!holds)
            print_error("%s: status %#x\n", rows[i].law, (unsigned)status);
        bad += !holds;
    }
    assert_int_equal(access("/tmp/rmx_apart_written", F_OK), -1);
    assert_int_equal(access(secret, F_OK), 0);
    assert_int_equal(bad, 0);
    close(own);
    close(ends[0]);
    close(ends[1]);
    unlink(secret);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_process_apart_can_only_decode)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
