#include "program/spawn.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "program/msg.h"

extern char **environ;

static char *folder;
static volatile sig_atomic_t interrupted;

static void
remember(int number)
{
    interrupted = number;
}

int
spawn_end(pid_t pid)
{
    int status;
    if (pid < 0)
        return -1;
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR)
            die(EX_OSERR, "a program cannot be waited for: %s", strerror(errno));
        kill(pid, interrupted);
    }
    if (interrupted)
        exit(128 + interrupted);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static pid_t
begin(const char *program, char *const argv[], const char *in, const char *out,
      const char *err)
{
    posix_spawn_file_actions_t files;
    pid_t pid;
    int make = O_WRONLY | O_CREAT | O_TRUNC;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, in ? in : "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, out, make, 0600);
    if (err)
        posix_spawn_file_actions_addopen(&files, 2, err, make, 0600);
    int fault = posix_spawnp(&pid, program, &files, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&files);
    if (fault == ENOENT)
        return -1;
    if (fault)
        die(EX_OSERR, "%s cannot be started: %s", program, strerror(fault));
    return pid;
}

int
spawn(char *const argv[], const char *in, const char *out, const char *err)
{
    return spawn_end(begin(argv[0], argv, in, out, err));
}

/* The folder of the running program, with a slash at its end. */
static const char *
own_folder(void)
{
    static char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    if (n < 0)
        die(EX_OSERR, "where this program lies cannot be read from /proc: %s",
            strerror(errno));
    path[n] = '\0';
    strrchr(path, '/')[1] = '\0';
    return path;
}

const char *
spawn_stage_file(const char *stage)
{
    static struct mem kept;
    return mem_print(&kept, "%s%s", own_folder(), stage);
}

pid_t
spawn_stage_begin(char *const argv[], const char *in, const char *out, const char *err)
{
    if (strchr(argv[0], '/') || !*argv[0])
        return -1;
    setenv(SPAWN_OUTPUTS, spawn_folder(), 1);
    return begin(spawn_stage_file(argv[0]), argv, in, out, err);
}

int
spawn_stage(char *const argv[], const char *in, const char *out, const char *err)
{
    return spawn_end(spawn_stage_begin(argv, in, out, err));
}

static void
remove_folder(void)
{
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d));)
        unlinkat(dirfd(d), e->d_name, 0);
    if (d)
        closedir(d);
    rmdir(folder);
}

const char *
spawn_folder(void)
{
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP};
    static struct mem kept; /* until exit(), which comes after the run's arena */
    if (folder)
        return folder;
    const char *above = getenv("TMPDIR");
    folder = mem_print(&kept, "%s/attest-XXXXXX", above && *above ? above : "/tmp");
    if (!mkdtemp(folder))
        die(EX_CANTCREAT, "%s: cannot be made: %s", folder, strerror(errno));
    atexit(remove_folder);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        sigaction(ends[i], &(struct sigaction){.sa_handler = remember}, NULL);
    return folder;
}

char *
spawn_file(struct mem *m, const char *name)
{
    return mem_print(m, "%s/%s", spawn_folder(), name);
}
