#include "provenance/memo.h"

#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dataset/data_package.h"
#include "program/folder.h"
#include "program/spawn.h"

/* A file by what it holds, any other word as it is; each with its length, so that no two lists
 * of them are one text. */
static void
add(struct sha256_ctx *sha, struct mem *m, const char *text, const char *file)
{
    char hex[DIGEST_HEX];
    long bytes;
    if (file && data_package_digest(file, &bytes, hex))
        text = mem_print(m, "%.*s\n%s", (int)(file - text), text, hex);
    const char *all = mem_print(m, "%zu:%s", strlen(text), text);
    sha256_update(sha, strlen(all), (const uint8_t *)all);
}

static void
add_folder(struct sha256_ctx *sha, struct mem *m, const char *folder)
{
    size_t n;
    char **file = folder_files(m, folder, "*.csv", &n);
    for (size_t i = 0; i < n; i++) {
        add(sha, m, file[i], NULL);
        add(sha, m, file[i], file[i]);
    }
}

/* Where the file that a word names begins in it: itself, or behind `=` and `@`. */
static const char *
file_in(const char *word)
{
    struct stat st;
    const char *path = strchr(word, '=');
    path = path ? path + 1 : word;
    path += *path == '@';
    return !stat(path, &st) && S_ISREG(st.st_mode) ? path : NULL;
}

/* STAGE-DIGEST: of all that its output is made of. */
static const char *
name_of(struct mem *m, char *const word[], const char *in)
{
    struct sha256_ctx sha;
    char hex[DIGEST_HEX];
    const char *program = spawn_stage_file(word[0]);
    sha256_init(&sha);
    add(&sha, m, program, program);
    for (char *const *w = word; *w; w++)
        add(&sha, m, *w, file_in(*w));
    add(&sha, m, in ? in : "", in);
    add_folder(&sha, m, "datasets/");
    add_folder(&sha, m, "datasets/codes/");
    data_package_hex(&sha, hex);
    return mem_print(m, "%s-%s", word[0], hex);
}

static char *
path_of(const struct memo *k, struct mem *m, const char *name)
{
    return mem_print(m, "%s/%s", k->folder, name);
}

const char *
memo_find(struct memo *k, struct mem *m, char *const word[], const char *in)
{
    size_t n;
    /* Most stages are quick, and none of theirs is kept. */
    folder_files(m, mem_print(m, "%s/", k->folder), mem_print(m, "%s-*", word[0]), &n);
    if (!n)
        return NULL;
    const char *name = name_of(m, word, in), *path = path_of(k, m, name);
    if (access(path, R_OK))
        return NULL;
    texts_add(m, &k->used, name);
    return path;
}

void
memo_keep(struct memo *k, struct mem *m, char *const word[], const char *in,
          const char *out)
{
    const char *name = name_of(m, word, in), *path = path_of(k, m, name);
    char *aside = mem_print(m, "%s.part%ld", path, (long)getpid()), part[1 << 14];
    mkdir(k->folder, 0777);
    FILE *from = fopen(out, "r"), *to = fopen(aside, "w");
    size_t n;
    bool whole = from && to;
    while (whole && (n = fread(part, 1, sizeof part, from)) > 0)
        whole = fwrite(part, 1, n, to) == n;
    whole = whole && !ferror(from);
    if (from)
        fclose(from);
    if (to && fclose(to))
        whole = false;
    if (!whole || rename(aside, path))
        unlink(aside);
    texts_add(m, &k->used, name);
}

void
memo_end(struct memo *k, struct mem *m)
{
    size_t n;
    char **file = folder_files(m, mem_print(m, "%s/", k->folder), "*-*", &n);
    for (size_t i = 0; i < n; i++)
        if (!texts_has(&k->used, path_name(file[i])))
            unlink(file[i]);
}
