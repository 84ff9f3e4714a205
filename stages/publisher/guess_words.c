/* Words of texts, so that "Sexual and labour" is found in "Labour & sexual exploitation". */
#include <ctype.h>
#include <string.h>

#include "publisher/guess_in.h"

size_t
guess_stems(struct mem *m, const char *text, struct texts *out)
{
    static const char stop[] = " and or of the forc form expl serv not ";
    for (const char *p = text; *p;) {
        size_t n = 0;
        while (isalnum((unsigned char)p[n]))
            n++;
        if (n) {
            char *stem = mem_print(m, " %.*s ", n < 4 ? (int)n : 4, p);
            for (char *s = stem; *s; s++)
                *s = (char)tolower((unsigned char)*s);
            if (!strstr(stop, stem))
                texts_add(m, out, stem);
        }
        p += n ? n : 1;
    }
    return out->n;
}

bool
guess_same_stems(struct mem *m, const char *a, const char *b)
{
    struct texts x = {0}, y = {0};
    if (!guess_stems(m, a, &x) || x.n != guess_stems(m, b, &y))
        return false;
    for (size_t i = 0; i < y.n; i++)
        if (!texts_has(&x, y.item[i]))
            return false;
    return true;
}
