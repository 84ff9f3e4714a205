# claim - the language of claims on articles, the evidence for them, verdicts and the sentences
# that say why. It knows tables and sources, not how the tables were made.
# Each function of the language is a `const struct claim_function` in a file function_x.c,
# found by name (scripts/methods).
claim.below := dataset document trend
claim.libs := -ljansson
claim.methods := claim_function
