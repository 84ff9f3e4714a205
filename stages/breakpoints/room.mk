# breakpoints - the methods of stage breaks: where the level or the trend of one stretch of a
# series changes. A method is a file method_x.c with a `const struct breaks_method`, found by name
# (scripts/methods). It knows no file and no option's spelling.
breakpoints.below := table stat
breakpoints.libs :=
breakpoints.methods := breaks_method
breakpoints.stage := breaks
