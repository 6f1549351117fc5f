# Writes `sna.csv` and `r-igraph.csv`: what sna 2.7.1 and R igraph 1.3.5 (R 4.2.2) give for the drawn networks.
#
#     python -c "import draw; [print(k, n, *t) for k in range(draw.COUNT) for n, _, ts in [draw.network(k)] for t in [(0, 0, 0)] + ts]" > ties.txt
#     Rscript r.R ties.txt
#
# The line `k n 0 0 0` only says that network k has n people. The form of the tables is that of `python.py`.

suppressMessages({ library(sna); library(network) })
stopifnot(packageVersion("sna") == "2.7.1", packageVersion("igraph") == "1.3.5")
all <- as.matrix(read.table(commandArgs(TRUE)[1]))
rows <- split(seq_len(nrow(all)), all[, 1])
moments <- function(x) { at <- which(!is.na(x)); c(sum(x[at]), sum(at * x[at])) }
written <- function(x) ifelse(is.na(x) | is.infinite(x), "", formatC(x, digits = 15, format = "g", width = -1))

matrix_of <- function(part) {
  n <- part[1, 2]
  w <- matrix(0, n, n)
  for (r in seq_len(nrow(part))[-1]) w[part[r, 3] + 1, part[r, 4] + 1] <- part[r, 5]
  w
}

by_sna <- function(w) {
  n <- nrow(w); a <- (w > 0) * 1; both <- pmax(a, t(a)); some <- sum(a) > 0
  whole <- all(geodist(both)$gdist < Inf)
  # On two people these divide by zero.
  three <- function(value) if (n > 2) value else NA
  betweenness <- three(sna::betweenness(both, gmode = "graph") / ((n - 1) * (n - 2) / 2))
  nodes <- list(
    node_betweenness = betweenness,
    # For connected networks alone: in others sna gives 0 to everybody.
    node_closeness = if (whole) sna::closeness(both, gmode = "graph", cmode = "undirected") else NA,
    node_harmonic_closeness = sna::closeness(both, gmode = "graph", cmode = "suminvundir"),
    node_core = kcores(both, mode = "graph"))
  c(net_density = gden(a),
    net_reciprocity = if (some) grecip(a, measure = "edgewise")[[1]] else NA,
    net_transitivity = three(gtrans(both, mode = "graph", measure = "weak")),
    net_centralization_degree = three(centralization(both, sna::degree, mode = "graph")),
    net_centralization_betweenness = three(centralization(both, sna::betweenness, mode = "graph")),
    net_centralization_closeness = if (whole) three(centralization(both, sna::closeness, mode = "graph")) else NA,
    net_connectedness = sna::connectedness(a)[[1]],
    unlist(lapply(nodes, function(x) if (all(is.na(x))) c(NA, NA) else moments(x))))
}

by_igraph <- function(w) {
  n <- nrow(w)
  both <- igraph::graph_from_adjacency_matrix(pmax((w > 0) * 1, t(w > 0) * 1), mode = "undirected")
  three <- function(value) if (n > 2) value else NA
  whole <- igraph::is_connected(both)
  c(net_centralization_degree = three(igraph::centr_degree(both, loops = FALSE)$centralization),
    net_centralization_betweenness = three(igraph::centr_betw(both, directed = FALSE)$centralization),
    net_centralization_closeness = if (whole) three(igraph::centr_clo(both, mode = "all")$centralization) else NA,
    net_harmonic_distance = 1 / igraph::global_efficiency(both, directed = FALSE))
}

table_of <- function(path, values) {
  lines <- NULL
  for (k in sort(as.integer(names(rows)))) {
    value <- values(matrix_of(all[rows[[as.character(k)]], , drop = FALSE]))
    # The two sums of a value by person are told apart by a star.
    names(value) <- sub("1$", "", sub("2$", "*", names(value)))
    if (is.null(lines)) lines <- paste(c("network", names(value)), collapse = ",")
    lines <- c(lines, paste(c(k, written(value)), collapse = ","))
  }
  writeLines(lines, path)
}

table_of("sna.csv", by_sna)
table_of("r-igraph.csv", by_igraph)
