plot @bounds, @lines
