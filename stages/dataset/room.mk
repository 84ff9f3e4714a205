# dataset - what lies in datasets/: its Data Package, the words for codes, sources, breaks of
# series, the statements of a ledger by key. It does not know who reads them.
dataset.below := table
dataset.libs := -ljansson -lnettle
