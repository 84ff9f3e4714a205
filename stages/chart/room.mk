# chart - a figure between its table and its picture: scales, places of labels, the footer, the
# description, and gnuplot, which draws it. Knows nothing of pages and of what made the table.
chart.below := dataset document
chart.libs :=
