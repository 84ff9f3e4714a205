# contrasts - two groups compared: counts, rates or proportions, with every completion of bounded
# values: the sides of a pair, measures and their limits, p values, rows of results. It does not
# know which rows of a table are partners.
contrasts.below := table stat
contrasts.libs :=
