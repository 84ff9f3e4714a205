# cases.R FILE: cases by nationality and quarter, by data.table.
suppressPackageStartupMessages(library(data.table))
d <- fread(commandArgs(TRUE)[1], select = c("date", "nationality"), showProgress = FALSE)
d <- d[, .N, by = .(nationality, q = paste0(year(date), "-Q", quarter(date)))]
writeLines(paste(d$nationality, d$q, d$N, sep = "|"))
