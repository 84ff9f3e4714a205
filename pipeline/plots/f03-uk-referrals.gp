plot @bounds, @trends, @lines
