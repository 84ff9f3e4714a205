# loops.R FILE base|packages: the trends of bench-stat in R, one series after another: Kendall's
# S with its tie-corrected variance and p, the median of all slopes, and the coefficient of a
# Poisson model with its error. `packages` takes the fastest that Debian has for each: cor.fk of
# pcaPP, fmedian of collapse, glm.fit without its summary. Prints the user seconds of that
# alone, the number of series, and the sums of S, slopes and coefficients.
args <- commandArgs(TRUE)
d <- read.csv(args[1])
series <- split(d$value, d$geo)

significance <- function(x, s) {
    n <- length(x)
    g <- if (args[2] == "base") table(x) else tabulate(match(x, x))
    v <- (n * (n - 1) * (2 * n + 5) - sum(g * (g - 1) * (2 * g + 5))) / 18
    2 * pnorm(-max(abs(s) - 1, 0) / sqrt(v))
}
base <- function(x) {
    n <- length(x)
    i <- rep(seq_len(n - 1), (n - 1):1)
    j <- unlist(lapply(2:n, function(k) k:n))
    s <- sum(sign(x[j] - x[i]))
    t <- seq_len(n) / 4
    m <- coef(summary(glm(x ~ t, family = poisson)))
    c(s, significance(x, s), median((x[j] - x[i]) / (j - i)), m[2, 1], m[2, 2])
}
# What does not change from series to series is made once.
n <- length(series[[1]])
i <- rep(seq_len(n - 1), (n - 1):1)
j <- unlist(lapply(2:n, function(k) k:n))
apart <- j - i
design <- cbind(1, seq_len(n) / 4)
family <- poisson()
packages <- function(x) {
    t <- design[, 2]
    g <- tabulate(match(x, x))
    pairs <- n * (n - 1) / 2
    s <- pcaPP::cor.fk(x, t) * sqrt(pairs) * sqrt(pairs - sum(g * (g - 1) / 2))
    m <- glm.fit(design, x, family = family)
    se <- sqrt(chol2inv(m$R[1:2, 1:2])[2, 2])
    c(s, significance(x, s), collapse::fmedian((x[j] - x[i]) / apart), m$coefficients[2], se)
}
start <- proc.time()[["user.self"]]
out <- sapply(series, if (args[2] == "base") base else packages)
cat(sprintf("%.3f %d %.0f %.6f %.6f\n", proc.time()[["user.self"]] - start, ncol(out),
    sum(out[1, ]), sum(out[3, ]), sum(out[4, ])))
