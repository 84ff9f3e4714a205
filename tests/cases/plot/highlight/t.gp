set print 'data.txt'
print series_color
print series_width
set print
plot @lines
