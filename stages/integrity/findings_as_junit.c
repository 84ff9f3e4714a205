/* JUnit XML: a test case for each file and each rule. */
#include <stdio.h>

#include "document/xml.h"
#include "integrity/findings_list.h"

static void
print_xml(struct mem *m, const char *text)
{
    xml_put(stdout, m, text);
}

static void
junit_case(struct findings *r, struct findings_listing *l, const char *class,
           const char *name, long errors, long warnings, int rule, int table)
{
    printf("    <testcase classname=\"");
    print_xml(r->run, class);
    printf("\" name=\"");
    print_xml(r->run, name);
    if (!errors && !warnings) {
        printf("\"/>\n");
        return;
    }
    printf("\">\n");
    if (errors)
        printf("      <failure type=\"%s\" message=\"%ld error%s\">\n",
               rule < 0 ? "schema" : "rule", errors, errors == 1 ? "" : "s");
    else
        printf("      <system-out>\n");
    findings_put_test(r, l, rule, table, "", print_xml);
    printf("      </%s>\n    </testcase>\n", errors ? "failure" : "system-out");
}

void
findings_as_junit(struct findings *r, struct findings_listing *l)
{
    int failures = findings_structure(r, -1) > 0;
    for (int i = 0; i < r->tables; i++)
        failures += findings_structure(r, i) > 0;
    for (int i = 0; i < r->rules; i++)
        failures += r->rule[i].errors > 0;
    int tests = 1 + r->tables + r->rules;
    printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<testsuites tests=\"%d\" failures=\"%d\">\n"
           "  <testsuite name=\"check\" tests=\"%d\" failures=\"%d\">\n",
           tests, failures, tests, failures);
    junit_case(r, l, "package", "every file is described", findings_structure(r, -1), 0,
               -1, -1);
    for (int i = 0; i < r->tables; i++)
        junit_case(r, l, r->table[i].file, "as described", findings_structure(r, i), 0,
                   -1, i);
    for (int i = 0; i < r->rules; i++)
        junit_case(r, l, r->rule[i].file, r->rule[i].name, r->rule[i].errors,
                   r->rule[i].warnings, i, -1);
    printf("  </testsuite>\n</testsuites>\n");
}
