# tabulation - a table of the contract laid out as a document for people: labels for codes,
# bounds and shorthand in words, what is the same everywhere said once, sources in full. It
# knows no format.
tabulation.below := dataset document
tabulation.libs :=
