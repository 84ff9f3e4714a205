plot @bounds, @points
