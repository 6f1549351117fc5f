# Values that R gives; see make.py. Packages of Debian 12: r-base-core 4.2.2, survival, strucchange, sna, network.
#
#     Rscript tests/cases/statistics/make.R
#
# Data: nottem and Nile of R's `datasets`, aml and lung of `survival`; networks are written out below.
suppressPackageStartupMessages({ library(survival); library(strucchange); library(sna) })
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))

number <- function(x) ifelse(is.na(x) | !is.finite(x), "null", sprintf("%.17g", x))
array <- function(x) paste0("[", paste(number(as.numeric(x)), collapse = ","), "]")
object <- function(...) { v <- list(...); paste0("{", paste(sprintf('"%s":%s', names(v), v), collapse = ","), "}") }
text <- function(x) sprintf('"%s"', x)
made <- function(...) {
  packages <- c(...)
  v <- sapply(packages, function(p) text(as.character(packageVersion(p))))
  do.call(object, c(list(R = text(as.character(getRversion()))), setNames(as.list(v), packages)))
}
store <- function(name, ...) writeLines(object(...), file.path(here, name))

# Survival: every scale of the interval, the median by quantile(), its limits by print(): where the upper limit of S rises
# again at the end of the curve, quantile() passes over the first time it is at 1/2 or below.
curves <- list()
sets <- list(aml = aml[, c("time", "status")], aml_maintained = aml[aml$x == "Maintained", c("time", "status")],
             lung = data.frame(time = lung$time, status = lung$status - 1),
             half = data.frame(time = c(1, 2, 3, 4), status = c(1, 1, 0, 0)),
             never = data.frame(time = c(3, 5, 8, 8, 9), status = c(1, 0, 0, 0, 0)))
for (of in names(sets)) for (scale in c("log-log", "log", "plain")) {
  d <- sets[[of]]
  f <- survfit(Surv(time, status) ~ 1, data = d, conf.type = scale)
  q <- quantile(f, 0.5)
  limits <- summary(f)$table[c("0.95LCL", "0.95UCL")]
  curves[[length(curves) + 1]] <- object(name = text(paste(of, scale)), scale = text(scale), time = array(d$time),
    event = array(d$status), at = array(f$time), at_risk = array(f$n.risk), events = array(f$n.event),
    survival = array(f$surv), low = array(f$lower), high = array(f$upper),
    median = number(q$quantile[[1]]), median_low = number(limits[[1]]), median_high = number(limits[[2]]))
}
store("survival.json", made_with = made("survival"), cases = paste0("[\n", paste(curves, collapse = ",\n"), "]"))

# One change of level by least squares.
b <- breakpoints(Nile ~ 1, breaks = 1)
store("series.json", made_with = made("datasets", "strucchange"), nottem = array(nottem), nile = array(Nile),
      nile_break = number(b$breakpoints))

# Networks: correlation and regression by sna; p over all orders, each order by R's own cor() and lm().
orders <- function(n) {
  if (n == 1) return(matrix(1, 1, 1))
  s <- orders(n - 1)
  do.call(rbind, lapply(1:n, function(at) t(apply(s, 1, function(o) append(o, n, at - 1)))))
}
off <- function(m) { diag(m) <- NA; v <- as.vector(t(m)); v[!is.na(v)] }
rows <- function(m) paste0("[", paste(apply(m, 1, array), collapse = ","), "]")
set.seed(7)
networks <- list()
for (n in c(4, 5, 6)) {
  x <- matrix(round(rnorm(n * n), 2), n); z <- matrix(round(rnorm(n * n), 2), n)
  y <- matrix(round(0.6 * x - 0.3 * z + rnorm(n * n), 2), n)
  diag(x) <- diag(y) <- diag(z) <- 0
  r <- gcor(x, y)
  all <- orders(n)
  rs <- apply(all, 1, function(o) cor(off(x[o, o]), off(y)))
  fit <- netlm(y, list(x, z), nullhyp = "classical")
  left <- matrix(0, n, n)
  t_of <- function(keep, other) {
    e <- residuals(lm(off(keep) ~ off(other)))
    left <- matrix(NA, n, n); k <- 1
    for (i in 1:n) for (j in 1:n) if (i != j) { left[i, j] <- e[k]; k <- k + 1 }
    apply(all, 1, function(o) summary(lm(off(y) ~ off(left[o, o]) + off(other)))$coefficients[2, 3])
  }
  near <- 1e-9
  share <- function(seen, chance) mean(abs(chance) >= abs(seen) - near)
  networks[[length(networks) + 1]] <- object(name = text(paste0("n", n)), x = rows(x), z = rows(z), y = rows(y),
    r = number(r), r_p = number(share(r, rs)), r_p_high = number(mean(rs >= r - near)), r_mean = number(mean(rs)),
    b = array(fit$coefficients), t = array(fit$tstat), r_squared = number(summary(lm(off(y) ~ off(x) + off(z)))$r.squared),
    p_x = number(share(fit$tstat[2], t_of(x, z))), p_z = number(share(fit$tstat[3], t_of(z, x))))
}
store("networks.json", made_with = made("sna"), cases = paste0("[\n", paste(networks, collapse = ",\n"), "]"))
