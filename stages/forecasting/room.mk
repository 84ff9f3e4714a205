# forecasting - the methods of stage forecast, each in a file of its own (method_x.c, a `const
# struct forecast_method` found by name, scripts/methods), with what they share: series, state
# space models of exponential smoothing, limits by simulation, the backtest, rows of results. It
# does not know where a series breaks.
forecasting.below := table stat
forecasting.libs :=
forecasting.methods := forecast_method
forecasting.stage := forecast
