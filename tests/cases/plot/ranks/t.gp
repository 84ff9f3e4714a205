plot @bounds, @lines
set print 'data.txt' append
print sprintf('panel %d: y from %g to %g', panel, GPVAL_Y_MIN, GPVAL_Y_MAX)
set print
