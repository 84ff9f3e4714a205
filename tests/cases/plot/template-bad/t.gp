plot @bounds, nosuch(x)
