# explanation - who said a printed number or what an article claims, where, and what was done to
# it: which table or claim is meant, which of its rows, what is told of them, and whether each
# row leads back to statements. The rows behind a row are provenance, verdicts are claim.
explanation.below := claim provenance
explanation.libs :=
