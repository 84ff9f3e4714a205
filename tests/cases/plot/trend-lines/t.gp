set print 'data.txt'
print $trend
print trend_n
set print
plot @trends, @lines
