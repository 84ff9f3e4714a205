/*
 * cards - a page and a picture for each claim of an article, for what leads here from elsewhere:
 * the claim, how it stands, who made it. The picture has 1,200 by 630 pixels in a palette.
 */
#include <string.h>

#include "chart/gnuplot.h"
#include "chart/typeset.h"
#include "claim/claims_report.h"
#include "document/display.h"
#include "program/msg.h"
#include "publication/verdicts.h"

enum {
    WIDTH = 1200,
    HEIGHT = 630,
    EDGE = 60,
    BAND = 18,
    MOST = 220,   /* of a conclusion: seven lines */
    BOTTOM = 560, /* below it stands what the site is */
    SECONDS = 120
};
/* gnuplot takes sizes of type in points of 4/3 pixel. */
#define POINT 0.75

static const char *const ink = "#1a1a1a", *const pale = "#505a5f";

static void
put_line(struct mem *m, FILE *f, double y, double size, bool bold, const char *color,
         const char *text)
{
    fprintf(f,
            "set label %s at screen %.6f, screen %.6f left front noenhanced "
            "font 'DejaVu Sans%s,%g' tc rgb '%s'\n",
            gnuplot_quote(m, text), (double)EDGE / WIDTH, 1 - y / HEIGHT,
            bold ? ":Bold" : "", size * POINT, color);
}

/* Lines from y down; returns where the next may begin. */
static double
put_lines(struct mem *m, FILE *f, double y, double size, bool bold, const char *color,
          const struct typeset_lines *t)
{
    double line = size * 1.3;
    for (size_t i = 0; i < t->n; i++, y += line)
        put_line(m, f, y + line / 2, size, bold, color, t->line[i]);
    return y;
}

/* The largest size at which the text takes no more than so many pixels down; 0: none. */
static double
fitting(struct mem *m, const char *text, const double size[], bool bold, double room,
        struct typeset_lines *t)
{
    for (; *size > 0; size++) {
        *t = typeset_wrap(m, text, *size, bold, WIDTH - 2 * EDGE);
        if ((double)t->n * *size * 1.3 <= room)
            return *size;
    }
    return 0;
}

static const char *
color_of(enum standing s)
{
    const char *look = standing_look(s);
    return strstr(look, "good")  ? "#00612e"
           : strstr(look, "bad") ? "#a1121f"
                                 : "#7a4b00";
}

static const char *
made_by(struct mem *m, const struct claims *c)
{
    return mem_print(m, "%s%s%s", c->publisher ? c->publisher : "An article",
                     c->published ? ", " : "",
                     c->published ? display_date(m, c->published) : "");
}

/* What a sentence says is said whole or not at all. */
static void
put_picture(const struct site *s, struct mem *m, FILE *f, const struct claims_report *r,
            size_t at)
{
    static const double large[] = {40, 34, 28, 22, 18, 0}, small[] = {24, 0};
    static const double heading[] = {36, 30, 24, 0};
    const struct claim *c = &r->claims->claim[at];
    const struct conclusion *end = &r->conclusion[at];
    struct typeset_lines t;
    fprintf(
        f,
        "unset label\nset object 1 rectangle from screen 0, screen %.6f to screen 1, "
        "screen 1 fc rgb '#12436d' fs solid noborder\n",
        1 - (double)BAND / HEIGHT);
    put_line(m, f, 62, 22, false, pale,
             mem_print(m, "%s, claim %s, in our words", made_by(m, r->claims), c->id));
    double size = fitting(m, c->paraphrase, large, false, 260, &t);
    double y = put_lines(m, f, 100, size > 0 ? size : 18, false, ink, &t) + 30;
    size = fitting(m, standing_heading(s, m, end->standing), heading, true, 94, &t);
    y = put_lines(m, f, y, size > 0 ? size : 24, true, color_of(end->standing), &t) + 8;
    double room = BOTTOM - y;
    size = fitting(m, end->said, small, false, room < MOST ? room : MOST, &t);
    if (size > 0)
        put_lines(m, f, y, size, false, ink, &t);
    else
        put_line(m, f, y + 17, 22, false, ink,
                 "Its readings, the numbers and their sources are on the page.");
    put_line(m, f, 595, 20, false, pale,
             mem_print(m, "%s. %s", s->look.name, s->look.edition));
    fprintf(f, "plot [0:1][0:1] -1 notitle\n");
}

static const char *
place_of(struct mem *m, const char *article, const char *id, const char *ending)
{
    return mem_print(m, "cards/%s/%s.%s", article, id, ending);
}

/* All pictures of an article by one gnuplot, each aside and then renamed. */
static void
put_pictures(const struct site *s, struct mem *m, const struct claims_report *r,
             const char *article)
{
    size_t n;
    FILE *script = gnuplot_script();
    fprintf(script,
            "set encoding utf8\nset terminal png notruecolor size %d,%d font 'DejaVu "
            "Sans,18'\nunset border\nunset tics\nunset key\nset margins 0,0,0,0\n",
            WIDTH, HEIGHT);
    for (size_t i = 0; i < r->claims->n; i++) {
        const char *path = place_of(m, article, r->claims->claim[i].id, "png");
        fprintf(script, "set output %s\n", gnuplot_quote(m, site_aside(s, m, path)));
        put_picture(s, m, script, r, i);
    }
    fprintf(script, "set output\nset print '-'\nprint 'drawn'\n");
    gnuplot_run(m, script, article, SECONDS, true, &n);
    for (size_t i = 0; i < r->claims->n; i++)
        site_appear(s, m, place_of(m, article, r->claims->claim[i].id, "png"));
}

static void
put_page(const struct site *s, const struct claims_report *r, const char *article,
         size_t at)
{
    static const struct doc_site_page trail[] = {{"index.html", "Findings"}};
    struct mem m = {0};
    struct document d;
    const struct claim *c = &r->claims->claim[at];
    const struct conclusion *end = &r->conclusion[at];
    site_open(s, &d, &m, c->paraphrase, NULL, "../../");
    d.trail = trail;
    d.trails = 1;
    d.kind = "claim";
    d.summary = end->text;
    d.picture = place_of(&m, article, c->id, "png");
    struct doc_node *p = doc_paragraph(&d.body, NULL);
    p->look = mem_print(&m, "standing %s", standing_look(end->standing));
    doc_strong(p, mem_print(&m, "%s.", standing_heading(s, &m, end->standing)));
    doc_text(p, mem_print(&m, " %s", end->text));
    p = doc_paragraph(&d.body, NULL);
    doc_page(p, "Its readings, the numbers, when it held and the sources",
             mem_print(&m, "../../articles/%s.html#%s", article, c->id));
    doc_figure(&d.body, mem_print(&m, "%s.png", c->id),
               mem_print(&m, "The same as a picture: %s %s.", c->paraphrase,
                         standing_heading(s, &m, end->standing)),
               NULL);
    site_write(s, &d, place_of(&m, article, c->id, "html"));
    mem_release(&m);
}

/* A list of them; that it is there says to make that all are. */
static void
put_list(const struct site *s, const struct claims_report *r,
         const struct recipe_claims *a)
{
    static const struct doc_site_page trail[] = {{"index.html", "Findings"}};
    struct mem m = {0};
    struct document d;
    site_open(s, &d, &m, mem_print(&m, "Cards: %s", site_article(&m, a)), NULL,
              "../../");
    d.trail = trail;
    d.trails = 1;
    d.kind = "claims";
    struct doc_node *list = doc_list(&d.body, NULL, false);
    for (size_t i = 0; i < r->claims->n; i++)
        doc_page(doc_item(list, NULL),
                 mem_print(&m, "%s. %s", r->claims->claim[i].id,
                           r->claims->claim[i].paraphrase),
                 mem_print(&m, "%s.html", r->claims->claim[i].id));
    site_write(s, &d, mem_print(&m, "cards/%s/index.html", a->name));
    mem_release(&m);
}

void
site_cards(const struct site *s, const char *article)
{
    for (size_t i = 0; i < s->recipe->articles; i++) {
        const struct recipe_claims *a = &s->recipe->claims[i];
        struct mem m = {0};
        if (strcmp(a->name, article) != 0)
            continue;
        struct claims_report r = verdict_report(s, &m, a);
        put_pictures(s, &m, &r, article);
        for (size_t k = 0; k < r.claims->n; k++)
            put_page(s, &r, article, k);
        put_list(s, &r, a);
        site_sweep(s, mem_print(&m, "cards/%s", article));
        mem_release(&m);
        return;
    }
    die(EX_NOINPUT, "%s is no article of the recipe", msg_quote(article));
}
