# derivation - rates, shares, indices, differences and growth of the rows of a table, with their
# bounds: an operand against another, the row of the result, where the other operand is found. It
# does not know what the figures are about.
derivation.below := table stat
derivation.libs :=
