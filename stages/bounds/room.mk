# bounds - the tightest bounds that suppression, limits and comparisons leave along a series, the
# statements that each rests on, and those that cannot all be true. It does not know which
# statement of a key was taken.
bounds.below := table stat
bounds.libs :=
