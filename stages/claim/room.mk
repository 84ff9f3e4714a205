# claim - the language of claims on articles, the evidence for them, verdicts and the sentences
# that say why. It knows tables and sources, not how the tables were made.
claim.below := dataset document
claim.libs := -ljansson
