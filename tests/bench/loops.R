# The same series in base R, one after another: Kendall's S with its tie-corrected variance
# and p, and the median of all slopes. A part of what `trend` writes for each.
d <- read.csv(commandArgs(TRUE)[1])
out <- sapply(split(d$value, d$geo), function(x) {
    n <- length(x)
    i <- rep(seq_len(n - 1), (n - 1):1)
    j <- unlist(lapply(2:n, function(k) k:n))
    s <- sum(sign(x[j] - x[i]))
    g <- table(x)
    v <- (n * (n - 1) * (2 * n + 5) - sum(g * (g - 1) * (2 * g + 5))) / 18
    c(s, 2 * pnorm(-max(abs(s) - 1, 0) / sqrt(v)), median((x[j] - x[i]) / (j - i)))
})
cat(ncol(out), "series, sum of S", sum(out[1, ]), "\n")
