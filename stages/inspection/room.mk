# inspection - whether the files of a data package are sound, file by file: structure, schema,
# keys, references, the ledger that they make, its rules and the exceptions. What a rule is and
# how findings are printed is integrity.
inspection.below := integrity
inspection.libs :=
