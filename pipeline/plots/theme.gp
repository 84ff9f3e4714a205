# The look of every figure: what stage plot draws with, so that a template is one command.
# plot has set, before this is read: the terminal, margins, ranges, ticks, all text, and
#   $data                 one block a series (index 0 up), columns below; NaN: nothing there
#   series_n              number of series in this panel
#   series_color[i] series_dash[i] series_mark[i] series_size[i] series_width[i]   i from 1
#   series_open[i] series_pale[i]  the outline of the mark; the pale colour
#   crossed                        whether a period of which nothing is known is drawn
#   joined                         lines, or steps where a number holds until the next
#   $trend trend_n trend_color[i]   one block a fitted line: x and level
#   panel                 number of the panel, from 1
#   bar, arrow            half the width of a bar (in x), the length of an arrow (in y)
X = 1            # decimal year of the middle of the period
VALUE = 2        # the number, where one is known
LO = 3; HI = 4   # bounds, where no number is known
HELD_LO = 5; HELD_HI = 6   # the same where the publisher withholds the number
FLOOR = 7        # at least this, nothing known above
CEILING = 8      # at most this, nothing known below
EST_LO = 9; EST_HI = 10    # interval around a number (confidence, credible, published)
GONE = 11        # where the axis is: a period of which nothing is known; plot crosses it below
XBAR = 12        # X moved aside so that bars of two series stand side by side
FROM = 13; TO = 14         # the ends of a period that is an interval
ROW = 15         # with --rows: the middle of the row's line; then numbers run along x
FIRM = 16; BARE = 17       # the number, when an interval goes with it, and when none does
SOLID = 18; PALE = 19; OPEN = 20   # the number again: plain, doubtful, provisional

set macros
set border 1 lc rgb '#505a5f' lw 1
if (rows) { set grid noytics xtics lc rgb '#d9d9d9' lt 1 lw 1 dt 1 } else { \
    set grid ytics noxtics lc rgb '#d9d9d9' lt 1 lw 1 dt 1; set ytics nomirror scale 0 tc rgb '#3d3d3d' }
set xtics nomirror scale 0 offset 0,(crossed && !rows ? -0.4 : 0) tc rgb '#3d3d3d'
set boxwidth 1 relative

# Bounds as bars, filled where nobody gave a number, open where it is withheld; one-sided
# bounds as a foot with an arrow; whiskers, also of a number that is not given.
at(c) = valid(c) ? column(XBAR) : NaN   # nowhere, when column c has nothing
alone(c) = valid(EST_LO) && !valid(VALUE) ? column(c) : NaN
bounds = "for [i=1:series_n] $data index i-1 using (at(LO)):LO:(at(LO)-bar):(at(LO)+bar):LO:HI with boxxyerror fillcolor rgb series_color[i] fs solid 0.3 border lc rgb series_color[i] notitle, \
for [i=1:series_n] $data index i-1 using (at(HELD_LO)):HELD_LO:(at(HELD_LO)-bar):(at(HELD_LO)+bar):HELD_LO:HELD_HI with boxxyerror fs empty lc rgb series_color[i] lw 1.5 notitle, \
for [i=1:series_n] $data index i-1 using (at(FLOOR)-bar):FLOOR:(2*bar):(0) with vectors nohead lc rgb series_color[i] lw 2.5 notitle, \
for [i=1:series_n] $data index i-1 using (at(FLOOR)):FLOOR:(0):(arrow) with vectors head filled size screen 0.009,22 lc rgb series_color[i] lw 1.5 notitle, \
for [i=1:series_n] $data index i-1 using (at(CEILING)-bar):CEILING:(2*bar):(0) with vectors nohead lc rgb series_color[i] lw 2.5 notitle, \
for [i=1:series_n] $data index i-1 using (at(CEILING)):CEILING:(0):(-arrow) with vectors head filled size screen 0.009,22 lc rgb series_color[i] lw 1.5 notitle, \
for [i=1:series_n] $data index i-1 using (valid(EST_LO) ? column(X) : NaN):VALUE:EST_LO:EST_HI with yerrorbars pt 0 lc rgb series_color[i] lw 1 notitle, \
for [i=1:series_n] $data index i-1 using (alone(X)):EST_LO:(0):(column(EST_HI)-column(EST_LO)) with vectors heads size screen 0.004,90 lc rgb series_color[i] lw 1 notitle"

# Numbers: solid, pale where they are doubtful, open where provisional; joined where
# consecutive periods have one.
points = "for [i=1:series_n] $data index i-1 using X:SOLID with points pt series_mark[i] ps series_size[i] lc rgb series_color[i] notitle, \
for [i=1:series_n] $data index i-1 using X:PALE with points pt series_mark[i] ps series_size[i] lc rgb series_pale[i] notitle, \
for [i=1:series_n] $data index i-1 using X:OPEN with points pt series_mark[i] ps series_size[i] lc rgb '#ffffff' notitle, \
for [i=1:series_n] $data index i-1 using X:(valid(PALE) ? column(PALE) : column(OPEN)) with points pt series_open[i] ps series_size[i] lw 1.3 lc rgb series_color[i] notitle"
lines = "for [i=1:series_n] $data index i-1 using X:VALUE with ".joined." lc rgb series_color[i] lw series_width[i] dt series_dash[i] notitle, ".points

# The fitted trends, pale and wide; before the numbers, so that these stay on top.
trends = "for [i=1:trend_n] $trend index i-1 using 1:2 with lines lc rgb trend_color[i] lw 5 notitle"

# Periods that are intervals.
spans = "for [i=1:series_n] $data index i-1 using FROM:VALUE:(column(TO)-column(FROM)):(0) with vectors nohead lc rgb series_color[i] lw 2 notitle"

# The same for --rows, lying down.
on(c) = valid(c) ? column(ROW) : NaN
row_bounds = "$data using LO:(on(LO)):LO:HI:(on(LO)-bar):(on(LO)+bar) with boxxyerror fillcolor rgb series_color[1] fs solid 0.3 border lc rgb series_color[1] notitle, \
$data using HELD_LO:(on(HELD_LO)):HELD_LO:HELD_HI:(on(HELD_LO)-bar):(on(HELD_LO)+bar) with boxxyerror fs empty lc rgb series_color[1] lw 1.5 notitle, \
$data using FLOOR:(on(FLOOR)-bar):(0):(2*bar) with vectors nohead lc rgb series_color[1] lw 2.5 notitle, \
$data using FLOOR:(on(FLOOR)):(arrow):(0) with vectors head filled size screen 0.009,22 lc rgb series_color[1] lw 1.5 notitle, \
$data using CEILING:(on(CEILING)-bar):(0):(2*bar) with vectors nohead lc rgb series_color[1] lw 2.5 notitle, \
$data using CEILING:(on(CEILING)):(-arrow):(0) with vectors head filled size screen 0.009,22 lc rgb series_color[1] lw 1.5 notitle, \
$data using VALUE:(on(EST_LO)):EST_LO:EST_HI with xerrorbars pt 0 lc rgb series_color[1] lw 1.5 notitle, \
$data using EST_LO:(alone(ROW)):(column(EST_HI)-column(EST_LO)):(0) with vectors heads size screen 0.004,90 lc rgb series_color[1] lw 1.5 notitle"
row_points = "$data using FIRM:ROW with points pt 7 ps 1 lc rgb series_color[1] notitle, \
$data using BARE:ROW with points pt 6 ps 1 lw 1.5 lc rgb series_color[1] notitle"

# In a terminal (plot --term): signs in place of marks. plot has drawn the axes' text and set
#   terminal   1
#   sign       the length of one sign, in y, or with --rows in x
#   series_glyph[i] series_open_glyph[i]
# What stands later in a plot is drawn over what stands before.
# Within one sign two ends are one: the last two arguments of head().
head(lo, hi, usual, one) = abs(column(hi) - column(lo)) < abs(sign) ? one : usual
if (exists("terminal")) { set border 3 back; unset grid; unset tics }
if (exists("terminal")) bounds = "for [i=1:series_n] $data index i-1 using (at(LO)):LO:(0):(column(HI)-column(LO)) with vectors nohead lt -2 lc rgb series_color[i] notitle, \
for [i=1:series_n] $data index i-1 using (at(HELD_LO)):HELD_LO:(0):(column(HELD_HI)-column(HELD_LO)) with vectors nohead lt -2 lc rgb series_color[i] notitle, \
for [i=1:series_n] $data index i-1 using (valid(EST_LO) ? column(X) : NaN):EST_LO:(0):(column(EST_HI)-column(EST_LO)) with vectors nohead lt -2 lc rgb series_color[i] notitle, \
for [i=1:series_n] $data index i-1 using (at(LO)):LO:('┴') with labels tc rgb series_color[i] notitle, \
for [i=1:series_n] $data index i-1 using (at(LO)):HI:(head(LO,HI,'┬','┼')) with labels tc rgb series_color[i] notitle, \
for [i=1:series_n] $data index i-1 using (at(HELD_LO)):HELD_LO:('╧') with labels tc rgb series_color[i] notitle, \
for [i=1:series_n] $data index i-1 using (at(HELD_LO)):HELD_HI:(head(HELD_LO,HELD_HI,'╤','╪')) with labels tc rgb series_color[i] notitle, \
for [i=1:series_n] $data index i-1 using (at(FLOOR)):FLOOR:('┴') with labels tc rgb series_color[i] notitle, \
for [i=1:series_n] $data index i-1 using (at(FLOOR)):(column(FLOOR)+sign):('↑') with labels tc rgb series_color[i] notitle, \
for [i=1:series_n] $data index i-1 using (at(CEILING)):CEILING:('┬') with labels tc rgb series_color[i] notitle, \
for [i=1:series_n] $data index i-1 using (at(CEILING)):(column(CEILING)-0.998*sign):('↓') with labels tc rgb series_color[i] notitle, \
for [i=1:series_n] $data index i-1 using (valid(EST_LO) ? column(X) : NaN):EST_LO:('┴') with labels tc rgb series_color[i] notitle, \
for [i=1:series_n] $data index i-1 using (valid(EST_LO) ? column(X) : NaN):EST_HI:('┬') with labels tc rgb series_color[i] notitle"
if (exists("terminal")) points = "for [i=1:series_n] $data index i-1 using X:SOLID:(series_glyph[i]) with labels tc rgb series_color[i] notitle, \
for [i=1:series_n] $data index i-1 using X:PALE:('?') with labels tc rgb series_color[i] notitle, \
for [i=1:series_n] $data index i-1 using X:OPEN:(series_open_glyph[i]) with labels tc rgb series_color[i] notitle"
if (exists("terminal")) lines = "for [i=1:series_n] $data index i-1 using X:VALUE with ".joined." lt 0 lc rgb series_color[i] notitle, ".points
if (exists("terminal")) trends = "for [i=1:trend_n] $trend index i-1 using 1:2 with lines lt 7 lc rgb trend_color[i] notitle"
if (exists("terminal")) row_bounds = "$data using LO:(on(LO)):(column(HI)-column(LO)):(0) with vectors nohead lt -2 lc rgb series_color[1] notitle, \
$data using HELD_LO:(on(HELD_LO)):(column(HELD_HI)-column(HELD_LO)):(0) with vectors nohead lt -2 lc rgb series_color[1] notitle, \
$data using EST_LO:(on(EST_LO)):(column(EST_HI)-column(EST_LO)):(0) with vectors nohead lt -2 lc rgb series_color[1] notitle, \
$data using LO:(on(LO)):('├') with labels tc rgb series_color[1] notitle, \
$data using HI:(on(LO)):(head(LO,HI,'┤','┼')) with labels tc rgb series_color[1] notitle, \
$data using HELD_LO:(on(HELD_LO)):('╟') with labels tc rgb series_color[1] notitle, \
$data using HELD_HI:(on(HELD_LO)):(head(HELD_LO,HELD_HI,'╢','╪')) with labels tc rgb series_color[1] notitle, \
$data using FLOOR:(on(FLOOR)):('├') with labels tc rgb series_color[1] notitle, \
$data using (column(FLOOR)+sign):(on(FLOOR)):('→') with labels tc rgb series_color[1] notitle, \
$data using CEILING:(on(CEILING)):('┤') with labels tc rgb series_color[1] notitle, \
$data using (column(CEILING)-0.998*sign):(on(CEILING)):('←') with labels tc rgb series_color[1] notitle, \
$data using EST_LO:(on(EST_LO)):('├') with labels tc rgb series_color[1] notitle, \
$data using EST_HI:(on(EST_LO)):('┤') with labels tc rgb series_color[1] notitle"
if (exists("terminal")) row_points = "$data using FIRM:(on(ROW)):(series_glyph[1]) with labels tc rgb series_color[1] notitle, \
$data using BARE:(on(ROW)):(series_open_glyph[1]) with labels tc rgb series_color[1] notitle"
