plot @row_bounds, @row_points
