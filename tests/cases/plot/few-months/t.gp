set print 'data.txt'
print $data
set print
plot @bounds, @lines
