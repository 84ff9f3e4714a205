# meets(PERCENT, N, FROM, TO): whether a share of N independent series keeps what is promised, the share from FROM to
# TO, each perhaps empty: "yes", "no", or "" where nothing is promised or N is below 10. It does not when at the
# promised rate a share as far out has a probability below 0.025: one tail of the binomial, so that FROM lies above the
# upper limit, or TO below the lower one, of Clopper and Pearson (1934, Biometrika 26:404). No normal form: of 11
# series and 85 in 100 it is too narrow. Where series give several values each, N is series, and their number that
# hold is rounded in favour of the promise.

# P(X <= k) of n at rate p.
function at_most(k, n, p,    i, log_term, sum) {
    if (p <= 0 || k >= n) return 1
    if (k < 0 || p >= 1) return 0
    log_term = n * log(1 - p)
    for (i = 0; i <= k; i++) {
        sum += exp(log_term)
        log_term += log((n - i) / (i + 1)) + log(p / (1 - p))
    }
    return sum
}

function meets(percent, n, from, to,    held, low, high) {
    n = int(n)
    if (from == "" && to == "" || n < 10) return ""
    held = percent * n / 100
    high = int(held + 1 - 1e-4)
    low = int(held + 1e-4)
    if (from != "" && at_most(high, n, from / 100) < 0.025) return "no"
    if (to != "" && at_most(n - low, n, 1 - to / 100) < 0.025) return "no"
    return "yes"
}
