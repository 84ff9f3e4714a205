set print 'data.txt'
print $data
set print
plot @row_bounds, @row_points
