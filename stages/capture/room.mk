# capture - how many there are in all, from overlapping lists (multiple systems estimation): the
# methods of choosing a model for stage hidden, each in a file of its own (method_x.c, a `const
# struct capture_method` found by name, scripts/methods), with what they share: histories, limits,
# completions of suppressed counts, other choices, rows of results.
capture.below := table solver
capture.libs := -lpthread
capture.methods := capture_method
capture.stage := hidden
