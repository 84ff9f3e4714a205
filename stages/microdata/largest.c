#include "microdata/largest.h"

void
largest_add(struct largest *l, amount128 amount, amount128 times)
{
    l->total += amount * times;
    l->negative = l->negative || amount < 0;
    for (int i = 0; i < ST_CONCENTRATION_N && times > 0; i++) {
        if (l->of[i] >= amount)
            continue;
        for (int k = ST_CONCENTRATION_N - 1; k > i; k--)
            l->of[k] = l->of[k - 1];
        l->of[i] = amount;
        times--;
    }
}
