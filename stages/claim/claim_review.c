#include "claim/claim_review.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "document/render.h"
#include "program/msg.h"

/* Members in the order given; a text that is NULL is left out. */
static void
put(struct mem *m, json_t *o, const char *name, const char *text)
{
    if (text && *text)
        json_object_set_new(o, name, json_string(render_text_of(m, text, "")));
}

static json_t *
thing(struct mem *m, const char *type, const char *name)
{
    json_t *o = json_object();
    put(m, o, "@type", type);
    put(m, o, "name", name);
    return o;
}

/* The claim as it appeared. */
static json_t *
item_of(struct mem *m, const struct claims *all, const struct claim *c)
{
    json_t *o = thing(m, "Claim", c->paraphrase), *article = json_object();
    if (all->publisher)
        json_object_set_new(o, "author", thing(m, "Organization", all->publisher));
    put(m, o, "datePublished", all->published);
    put(m, article, "@type", "Article");
    put(m, article, "headline", all->article);
    put(m, article, "url", all->url ? render_address(m, all->url) : NULL);
    json_object_set_new(o, "appearance", article);
    return o;
}

static json_t *
review_of(struct mem *m, const struct claims_report *r, size_t i,
          const struct review *review)
{
    const struct claim *c = &r->claims->claim[i];
    json_t *o = json_object(), *rating = json_object();
    put(m, o, "@context", "https://schema.org");
    put(m, o, "@type", "ClaimReview");
    put(m, o, "url",
        render_address(m, review->claim
                              ? review->address
                              : mem_print(m, "%s#%s", review->address, c->id)));
    put(m, o, "datePublished", review->date);
    put(m, o, "claimReviewed", c->paraphrase);
    json_object_set_new(o, "author", thing(m, "Organization", review->author));
    json_object_set_new(o, "itemReviewed", item_of(m, r->claims, c));
    put(m, rating, "@type", "Rating");
    put(m, rating, "alternateName", standing_name[r->conclusion[i].standing]);
    put(m, rating, "ratingExplanation", r->conclusion[i].text);
    json_object_set_new(o, "reviewRating", rating);
    return o;
}

void
claim_review_write(FILE *out, struct mem *m, const struct claims_report *r,
                   const struct review *review)
{
    const struct claims *all = r->claims;
    json_t *page = json_array();
    for (size_t i = 0; i < all->n; i++)
        if (!review->claim || !strcmp(review->claim, all->claim[i].id))
            json_array_append_new(page, review_of(m, r, i, review));
    if (!json_array_size(page))
        die(EX_USAGE, "--claim: the claims file has no claim %s",
            msg_quote(review->claim));
    char *text =
        json_dumps(review->claim ? json_array_get(page, 0) : page, JSON_INDENT(2));
    if (!text)
        die(EX_OSERR, "out of memory");
    render_embedded(text, out);
    fputc('\n', out);
    free(text);
    json_decref(page);
}
