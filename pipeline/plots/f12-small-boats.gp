plot @bounds, @lines, @spans
