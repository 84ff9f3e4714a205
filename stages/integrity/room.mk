# integrity - the rules that figures must obey, whether they do, and what is found. It knows
# statements, no publisher's files and no claims. What a rule can ask is a `const struct
# rule_function` in a file function_x.c, found by name (scripts/methods), its head comment its help.
integrity.below := dataset document stat
integrity.libs :=
integrity.methods := rule_function
integrity.stage := check
