# publication - the pages of a site: figures, articles, sources, known exceptions, methods. It
# puts together what other rooms lay out, and decides nothing about figures.
publication.below := tabulation claim provenance chart integrity
publication.libs := -ljansson -lexpat
