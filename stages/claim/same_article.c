#include "claim/same_article.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <unicase.h>
#include <unictype.h>
#include <unistr.h>

/* What p begins with, whatever its case; returns what is behind, or NULL. */
static const char *
behind(const char *p, const char *start)
{
    size_t n = strlen(start);
    return strncasecmp(p, start, n) ? NULL : p + n;
}

/* Around an address: archives and caches, which hold the page of another address. */
static const char *
without_archive(const char *p)
{
    static const char *const around[] = {"web.archive.org/web/",
                                         "www.google.com/amp/s/", "www.google.com/amp/",
                                         "archive.org/web/"};
    static const char cache[] = ".cdn.ampproject.org/c/";
    const char *amp = strstr(p, cache);
    if (amp && amp < p + strcspn(p, "/")) {
        p = amp + strlen(cache);
        p += 2 * !strncmp(p, "s/", 2);
    }
    for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
        const char *q = behind(p, around[i]);
        if (!q)
            continue;
        size_t day = strspn(q, "0123456789");
        if (day)
            q += day + strcspn(q + day, "/");
        p = *q == '/' ? q + 1 : q;
    }
    return p;
}

static const char *
without_scheme(const char *p)
{
    const char *q = behind(p, "https:");
    q = q ? q : behind(p, "http:");
    p = q ? q : p;
    return p + strspn(p, "/");
}

static const char *
without_prefix(const char *p)
{
    static const char *const host[] = {"www.", "m.", "amp.", "mobile."};
    for (size_t i = 0; i < sizeof host / sizeof *host; i++) {
        const char *q = behind(p, host[i]);
        if (q && memchr(q, '.', strcspn(q, "/?#")))
            return q;
    }
    return p;
}

/* Parts of a query that say where a reader came from, and not what he reads. */
static bool
is_campaign(const char *p, size_t n)
{
    static const char *const name[] = {
        "utm_",  "fbclid=", "gclid=",  "ref=",    "ref_",        "cmp=",  "cmpid=",
        "amp",   "mc_cid=", "mc_eid=", "ito=",    "ocid=",       "icid=", "share=",
        "smid=", "at_",     "xtor=",   "igshid=", "outputtype=", "__"};
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        size_t length = strlen(name[i]);
        if (n >= length && !strncasecmp(p, name[i], length) &&
            (strcmp(name[i], "amp") || n == 3 || p[3] == '='))
            return true;
    }
    return false;
}

static char *
cut(char *begin, char *end, const char *what)
{
    size_t n = strlen(what);
    return (size_t)(end - begin) > n && !strncasecmp(end - n, what, n) ? end - n : end;
}

/* Takes from the path's end, in place, what the same page may lack. */
static char *
trim_path(char *begin, char *end)
{
    for (char *before = NULL; before != end;) {
        before = end;
        end = cut(begin, end, "/");
        end = cut(begin, end, "/amp");
        end = cut(begin, end, ".amp");
        end = cut(begin, end, "/index.html");
    }
    return end;
}

const char *
same_article_address(struct mem *m, const char *url)
{
    const char *p =
        without_prefix(without_scheme(without_archive(without_scheme(url))));
    size_t host = strcspn(p, ":/?#"), path = host;
    if (p[path] == ':')
        path += 1 + strspn(p + path + 1, "0123456789");
    char *out = mem_get(m, strlen(p) + 2), *o = out;
    for (size_t i = 0; i < host; i++)
        *o++ = (char)tolower((unsigned char)p[i]);
    size_t n = strcspn(p + path, "?#");
    memcpy(o, p + path, n);
    o = trim_path(out, o + n);
    p += path + n;
    char mark = '?';
    if (*p == '?')
        for (p++; *p && *p != '#'; p += p[n] == '&' ? n + 1 : n) {
            n = strcspn(p, "&#");
            if (!n || is_campaign(p, n))
                continue;
            *o++ = mark;
            mark = '&';
            memcpy(o, p, n);
            o += n;
        }
    *o = '\0';
    return out;
}

static char *
letters(struct mem *m, const char *text)
{
    char *out = mem_get(m, 3 * strlen(text) + 1), *o = out;
    const uint8_t *p = (const uint8_t *)text;
    ucs4_t c;
    while ((p = u8_next(&c, p)))
        if (uc_is_alnum(c))
            o += u8_uctomb((uint8_t *)o, uc_tolower(c), 6);
    *o = '\0';
    return out;
}

const char *
same_article_title(struct mem *m, const char *title, const char *publisher)
{
    char *out = letters(m, title), *by = letters(m, publisher ? publisher : "");
    size_t n = strlen(out), k = strlen(by);
    if (k && n > k && !strcmp(out + n - k, by))
        out[n - k] = '\0';
    return out;
}
