/*
 * ets - exponential smoothing: level, slope and season of a series, forecast and simulated
 * (Holt 1957, Winters 1960; state space form: Hyndman, Koehler, Snyder and Grose 2002,
 * Int. J. Forecasting 18:439). Certified by holt_winters_ets, against R's HoltWinters()
 * and forecast::ets().
 *
 * With q = l + phi b, the level before y is seen, and the season s of one period ago,
 *     fitted   q, q + s or q s;  error e = y - fitted, or (y - fitted) / fitted
 *     l' = q + alpha (p - q),  p = y, y - s or y / s
 *     b' = phi b + (beta / alpha)(l' - l - phi b)
 *     s' = s + gamma (y - q - s), or s + gamma (y / q - s)
 * Winters's own update has l' in the place of q in the last line (classical).
 */
#ifndef STAT_ETS_H
#define STAT_ETS_H

#include <stddef.h>

#include "stat/rng.h"
#include "stat/status.h"

#define ST_ETS_PERIOD_MAX 24

/* error 'A' or 'M', trend 'N' or 'A', season 'N', 'A' or 'M'; damped: phi below 1. period
 * is 1 without a season. */
struct st_ets_model {
    char error, trend, season;
    int damped, classical;
    size_t period;
};

struct st_ets_param {
    double alpha, beta, gamma, phi;
};

/* season[i]: of the values i, i + period, ... from the state's moment on. */
struct st_ets_state {
    double level, slope, season[ST_ETS_PERIOD_MAX];
};

/* sse: squares of y - fitted; loglik: -n/2 log(sum e^2), less sum of log |fitted| for
 * multiplicative errors, as forecast::ets() gives it; error_ss: sum of e^2. */
struct st_ets_fit {
    double sse, loglik, error_ss;
};

/* Runs the model over y from *state on, which becomes that after the last value. fitted: n
 * or NULL. ST_DOMAIN where a multiplicative part meets a level or season not above 0. */
enum st_status st_ets_run(const struct st_ets_model *m, const struct st_ets_param *p,
                          const double y[], size_t n, struct st_ets_state *state,
                          double fitted[], struct st_ets_fit *out);

/* Point forecasts of the h values after the state. */
void st_ets_forecast(const struct st_ets_model *m, const struct st_ets_param *p,
                     const struct st_ets_state *state, size_t h, double out[]);

/* One path of h values with normal errors of this standard deviation. */
void st_ets_simulate(const struct st_ets_model *m, const struct st_ets_param *p,
                     const struct st_ets_state *state, double sd, size_t h,
                     struct rng *r, double out[]);

/* R's start of HoltWinters() for a season: centred means and figure of the first two
 * periods, a line through the means. ST_TOO_FEW below two periods. */
enum st_status st_ets_start(const struct st_ets_model *m, const double y[], size_t n,
                            struct st_ets_state *out);

/* Number of parameters that are fitted: smoothing, states, variance. */
size_t st_ets_count(const struct st_ets_model *m);

size_t st_ets_fit_work(const struct st_ets_model *m);

/*
 * Maximum likelihood over smoothing parameters (0.0001 < alpha < 0.9999, beta < alpha,
 * gamma < 1 - alpha, 0.8 < phi < 0.98, R's "usual" bounds) and first states, by the simplex
 * of Nelder and Mead (1965) from several starts, begun anew until nothing is gained.
 * state: the first states. ST_TOO_FEW unless n exceeds the number of parameters + 1.
 */
enum st_status st_ets_fit(const struct st_ets_model *m, const double y[], size_t n,
                          double work[], size_t n_work, struct st_ets_param *p,
                          struct st_ets_state *state, struct st_ets_fit *out);

/*
 * log x for x > 0 from exact operations alone, within some 2e-16 of it: 2 atanh((m-1)/(m+1))
 * by its series, m within a third of 1, and powers of two. The search above must go the same
 * way on every machine, and a last digit of a library's log can turn it into another valley;
 * so ets.c calls neither log nor exp, and who fits logarithms takes them by this.
 */
double st_steady_log(double x);

/* AIC corrected for small samples (Hurvich and Tsai 1989); INFINITY when n is too small. */
double st_ets_aicc(const struct st_ets_model *m, double loglik, size_t n);

#endif
