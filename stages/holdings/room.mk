# holdings - what is held of what a reader asks for: which statements the words of a question
# fit, and how a reading of a claims file refers to them. It does not judge.
holdings.below := dataset document
holdings.libs :=
