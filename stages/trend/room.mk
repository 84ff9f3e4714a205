# trend - the methods of stage trend, each in a file of its own (method_x.c, a `const struct
# trend_method` found by name, scripts/methods), with what they share: segments of series, rows
# of results, verdicts and their sentences, log-linear models. It does not know where a series
# breaks, nor how a result is shown.
trend.below := table stat
trend.libs :=
trend.methods := trend_method
