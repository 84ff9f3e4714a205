# document - what people read, as a tree, and a renderer a format; values in words, escaping. It
# does not know what a document says.
document.below := table
document.libs := -ljansson -lzip
