# chart - a figure between its table and its picture: scales, places of labels, the footer, the
# description, and gnuplot, which draws it.
chart.below := dataset document
chart.libs :=
