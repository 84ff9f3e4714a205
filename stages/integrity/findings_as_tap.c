/* Test Anything Protocol 13: a test for each file and each rule. */
#include <stdio.h>

#include "integrity/findings_list.h"

static void
print_plain(struct mem *m, const char *text)
{
    (void)m;
    fputs(text, stdout);
}

/* In TAP an unescaped # begins a directive: "# SKIP" would pass a test. */
static void
print_tap_text(const char *text)
{
    for (; *text; text++) {
        if (*text == '#' || *text == '\\')
            putchar('\\');
        putchar(*text);
    }
}

static void
tap_test(struct findings *r, struct findings_listing *l, int number, long errors,
         const char *name, int rule, int table)
{
    printf("%sok %d - ", errors ? "not " : "", number);
    print_tap_text(name);
    putchar('\n');
    findings_put_test(r, l, rule, table, "# ", print_plain);
}

void
findings_as_tap(struct findings *r, struct findings_listing *l)
{
    int number = 0;
    printf("TAP version 13\n1..%d\n", 1 + r->tables + r->rules);
    tap_test(r, l, ++number, findings_structure(r, -1), "every file is described", -1,
             -1);
    for (int i = 0; i < r->tables; i++)
        tap_test(r, l, ++number, findings_structure(r, i),
                 mem_print(r->run, "%s is as described", r->table[i].file), -1, i);
    for (int i = 0; i < r->rules; i++)
        tap_test(r, l, ++number, r->rule[i].errors,
                 mem_print(r->run, "%s: %s (judged: %ld)", r->rule[i].name,
                           r->rule[i].says, r->rule[i].judged),
                 i, -1);
    findings_put_lacking(r, "# ");
    printf("# %s\n", findings_summary(r));
}
