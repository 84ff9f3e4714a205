# document - what people read, laid out: tables, prose, values in words, escaping. It does not
# know what a document says.
document.below := table
document.libs :=
