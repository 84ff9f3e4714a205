set print 'data.txt' append
print panel, series_n
print $data
set print
plot @lines
