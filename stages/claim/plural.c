/*
 * One of what is counted: "trafficker convicted" of "traffickers convicted".
 */
#include <string.h>

#include "claim/words.h"

static const struct {
    const char *many, *one;
} irregular[] = {
    {"children", "child"}, {"persons", "person"}, {"people", "person"}, {"men", "man"},
    {"women", "woman"},    {"Children", "child"}, {"People", "person"},
};

/* The end that is put in place of that of a regular plural, and how much is cut; false when
 * the word is none. */
static bool
is_plural(const char *word, size_t n, size_t *cut, const char **end)
{
    static const char *const hiss[] = {"sses", "shes", "ches", "xes"};
    *end = "";
    *cut = 1;
    if (n < 4 || word[n - 1] != 's' || strchr("suiS", word[n - 2]))
        return false;
    for (size_t i = 0; i < sizeof hiss / sizeof *hiss; i++)
        if (n > strlen(hiss[i]) &&
            !strncmp(word + n - strlen(hiss[i]), hiss[i], strlen(hiss[i])))
            *cut = 2;
    if (n > 4 && !strncmp(word + n - 3, "ies", 3)) {
        *cut = 3;
        *end = "y";
    }
    return true;
}

/* The words up to the first that is one of these: what follows narrows the noun down. */
static size_t
head_of(const char *what)
{
    static const char *const after[] = {" and ", " or ",  " of ",
                                        " in ",  " for ", " by "};
    size_t n = strcspn(what, ",(");
    for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
        const char *at = strstr(what, after[i]);
        if (at && (size_t)(at - what) < n)
            n = (size_t)(at - what);
    }
    return n;
}

const char *
words_one(struct words *w, const char *what)
{
    size_t head = head_of(what), n;
    if (!strncmp(what + head, " and ", 5) || !strncmp(what + head, " or ", 4))
        return what; /* "boys and girls" */
    for (size_t i = 0; i < head; i += n + 1) {
        const char *word = what + i, *end;
        size_t cut;
        n = strcspn(word, " ,(");
        for (size_t k = 0; k < sizeof irregular / sizeof *irregular; k++)
            if (strlen(irregular[k].many) == n && !strncmp(word, irregular[k].many, n))
                return mem_print(w->m, "%.*s%s%s", (int)i, what, irregular[k].one,
                                 word + n);
        if (is_plural(word, n, &cut, &end))
            return mem_print(w->m, "%.*s%s%s", (int)(i + n - cut), what, end, word + n);
    }
    return what;
}
