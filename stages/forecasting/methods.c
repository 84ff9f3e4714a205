#include <string.h>

#include "forecasting/method.h"

struct forecasting forecasting;

const struct forecast_method *
forecast_method(const char *model)
{
    for (size_t i = 0; forecast_methods[i]; i++) {
        const struct forecast_method *m = forecast_methods[i];
        if (m->is_meant ? m->is_meant(model) : !strcmp(m->name, model))
            return m;
    }
    return NULL;
}

const char *
forecast_expected(void)
{
    const char *text = "", *part = "";
    for (size_t i = 0; forecast_methods[i]; i++)
        if (!forecast_methods[i]->expected) {
            text = mem_print(&forecasting.arena, "%s%s%s", text, part,
                             forecast_methods[i]->name);
            part = ", ";
        }
    for (size_t i = 0; forecast_methods[i]; i++)
        if (forecast_methods[i]->expected)
            text = mem_print(&forecasting.arena, "%s or %s", text,
                             forecast_methods[i]->expected);
    return text;
}

enum st_status
forecast_fit(const struct series *s, size_t n, struct fitted *f)
{
    *f = (struct fitted){.sd = 0};
    return forecasting.method->fit(s, n, f);
}

double *
forecast_doubles(size_t n)
{
    return mem_array(&forecasting.arena, n ? n : 1, sizeof(double));
}
