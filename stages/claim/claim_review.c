#include "claim/claim_review.h"

#include <jansson.h>
#include <string.h>

#include "program/msg.h"

/* Members in the order given; a text that is NULL is left out. */
static void
put(json_t *o, const char *name, const char *text)
{
    if (text && *text)
        json_object_set_new(o, name, json_string(text));
}

static json_t *
thing(const char *type, const char *name, const char *url)
{
    json_t *o = json_object();
    put(o, "@type", type);
    put(o, "name", name);
    put(o, "url", url);
    return o;
}

/* The claim as it appeared. */
static json_t *
item_of(const struct claims *all, const struct claim *c)
{
    json_t *o = thing("Claim", c->paraphrase, NULL), *article = json_object();
    if (all->publisher)
        json_object_set_new(o, "author", thing("Organization", all->publisher, NULL));
    put(o, "datePublished", all->published);
    put(article, "@type", "Article");
    put(article, "headline", all->article);
    put(article, "url", all->url);
    json_object_set_new(o, "appearance", article);
    return o;
}

static json_t *
review_of(struct mem *m, const struct claims_report *r, size_t i,
          const struct review *review)
{
    const struct claim *c = &r->claims->claim[i];
    json_t *o = json_object(), *rating = json_object();
    put(o, "@context", "https://schema.org");
    put(o, "@type", "ClaimReview");
    put(o, "url",
        review->claim ? review->address
                      : mem_print(m, "%s#%s", review->address, c->id));
    put(o, "datePublished", review->date);
    put(o, "claimReviewed", c->paraphrase);
    json_object_set_new(o, "author", thing("Organization", review->author, NULL));
    json_object_set_new(o, "itemReviewed", item_of(r->claims, c));
    put(rating, "@type", "Rating");
    put(rating, "alternateName", standing_name[r->conclusion[i].standing]);
    put(rating, "ratingExplanation", r->conclusion[i].text);
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
    json_dumpf(review->claim ? json_array_get(page, 0) : page, out, JSON_INDENT(2));
    fputc('\n', out);
    json_decref(page);
}
