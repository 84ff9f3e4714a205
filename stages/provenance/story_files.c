/*
 * story_files - the files that were read for a row, with their checksums, the revision of the
 * code and the command.
 */
#include <stdio.h>
#include <string.h>

#include "dataset/data_package.h"
#include "program/spawn.h"
#include "provenance/story.h"

static size_t
add_file(const char *file[], size_t n, const char *path)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(file[i], path))
            return n;
    file[n] = path;
    return n + 1;
}

const char **
story_read(const struct story *y)
{
    const struct lineage *l = y->line;
    size_t room = 3, n = 0;
    for (int i = 0; i < l->steps; i++)
        room += l->step[i]->inputs + l->step[i]->files;
    const char **file = mem_array(y->m, room, sizeof *file);
    for (int i = 0; i < l->steps; i++) {
        const struct line_step *s = l->step[i];
        if (!story_told_of(y, s->output))
            continue;
        for (size_t k = 0; k < s->inputs; k++)
            if (l->table[s->input[k]].step < 0)
                n = add_file(file, n, l->table[s->input[k]].file);
        for (size_t k = 0; k < s->files; k++)
            n = add_file(file, n, s->file[k]);
    }
    if (*l->cite.path)
        n = add_file(file, n, l->cite.path);
    if (y->also)
        add_file(file, n, y->also);
    return file;
}

/* The first line of what git says, or NULL when it says no. */
static const char *
ask_git(struct mem *m, const char *what, const char *option)
{
    char git[] = "git", line[256] = "";
    const char *out = spawn_file(m, "git");
    const char *err = spawn_file(m, "git.err");
    char *argv[] = {git, mem_copy(m, what), mem_copy(m, option), NULL};
    if (spawn(argv, NULL, out, err))
        return NULL;
    FILE *f = fopen(out, "r");
    if (f && fgets(line, sizeof line, f))
        line[strcspn(line, "\n")] = '\0';
    if (f)
        fclose(f);
    return mem_copy(m, line);
}

const char *
story_code(struct mem *m)
{
    const char *revision = ask_git(m, "rev-parse", "HEAD");
    if (!revision)
        return "attest " ATTEST_VERSION;
    const char *changed = ask_git(m, "status", "--porcelain");
    return mem_print(m, "attest " ATTEST_VERSION ", revision %s%s", revision,
                     changed && *changed ? " (modified)" : "");
}

void
story_files(struct story *y, const char *command)
{
    char hex[DIGEST_HEX];
    long bytes;
    doc_heading(y->body, 2, "From these files, with this command");
    struct doc_node *list = doc_list(y->body, NULL, false);
    for (const char **file = story_read(y); *file; file++) {
        if (!data_package_digest(*file, &bytes, hex))
            die(EX_NOINPUT, "%s: cannot be read", *file);
        struct doc_node *item = doc_item(list, mem_print(y->m, "%s, SHA-256 ", *file));
        doc_mono(item, mem_copy(y->m, hex));
    }
    doc_item(list, story_code(y->m));
    doc_mono(doc_item(list, NULL), command);
}
