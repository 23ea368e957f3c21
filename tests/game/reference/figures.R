# Draw data and let R's packages work out the figures: Rscript figures.R, in this folder.
#
# What it writes is kept beside it, so that the tests need no R. `figures.csv` has one
# figure a row: the package it comes from, the data set, its name, its value.

suppressMessages({
  library(pROC)
  library(psych)
  library(psychometric)
})
set.seed(1982)
options(digits = 15)

figures <- data.frame()
note <- function(package, set, figure, value) {
  figures <<- rbind(figures, data.frame(
    package = package, set = set, figure = figure,
    value = formatC(as.numeric(value), digits = 12, format = "g")
  ))
}

CUTS <- c(-1.2, -0.6, 0, 0.6, 1.2)
rated <- function(n, centre) findInterval(rnorm(n, centre), CUTS) + 1

# ------------------------------------------- areas of ratings, with DeLong's interval

sizes <- list(
  ten = c(10, 10, 1.2), uneven = c(30, 12, 0.8), many = c(200, 150, 1.5),
  blind = c(25, 25, 0), upside = c(20, 20, -0.7), sharp = c(15, 15, 3.0)
)
ratings <- data.frame()
curves <- list()
for (set in names(sizes)) {
  size <- sizes[[set]]
  drawn <- data.frame(
    set = set,
    parts = rep(c(0, 1), size[1:2]),
    rating = c(rated(size[1], -size[3] / 2), rated(size[2], size[3] / 2))
  )
  ratings <- rbind(ratings, drawn)
  curve <- roc(drawn$parts, drawn$rating, levels = c(0, 1), direction = "<", quiet = TRUE)
  curves[[set]] <- curve
  ends <- ci.auc(curve, method = "delong")
  note("pROC", set, "auc", auc(curve))
  note("pROC", set, "low", ends[1])
  note("pROC", set, "high", ends[3])
}
for (pair in list(c("ten", "many"), c("uneven", "upside"), c("blind", "sharp"))) {
  test <- roc.test(curves[[pair[1]]], curves[[pair[2]]], method = "delong", paired = FALSE)
  note("pROC", paste(pair, collapse = " "), "D", test$statistic)
}
write.csv(ratings, "ratings.csv", row.names = FALSE, quote = FALSE)

# ------------------- a class before and after: people drawn anew, areas by pROC, c by qnorm

people <- 24
lines <- 16
class <- data.frame()
for (person in seq_len(people)) {
  skill <- max(0, rnorm(1, 1.0, 0.5))
  lean <- rnorm(1, -0.2, 0.2)
  for (when in c("before", "after")) {
    d <- skill + if (when == "after") 0.7 else 0
    parts <- rep(c(0, 1), lines / 2)
    class <- rbind(class, data.frame(
      person = person, when = when, parts = parts,
      rating = rated(lines, (parts - 0.5) * d - lean)
    ))
  }
}
write.csv(class, "class.csv", row.names = FALSE, quote = FALSE)

area <- function(rows) {
  as.numeric(auc(rows$parts, rows$rating, levels = c(0, 1), direction = "<", quiet = TRUE))
}
corrected <- function(called, total) qnorm((called + 0.5) / (total + 1))
lean_of <- function(rows) {
  hits <- with(rows[rows$parts == 1, ], corrected(sum(rating > 3), length(rating)))
  alarms <- with(rows[rows$parts == 0, ], corrected(sum(rating > 3), length(rating)))
  -(hits + alarms) / 2
}
dprime_of <- function(rows) {
  hits <- with(rows[rows$parts == 1, ], corrected(sum(rating > 3), length(rating)))
  alarms <- with(rows[rows$parts == 0, ], corrected(sum(rating > 3), length(rating)))
  hits - alarms
}
for (when in c("before", "after")) {
  rows <- class[class$when == when, ]
  note("pROC", when, "auc", area(rows))
  note("stats", when, "c", lean_of(rows))
  note("stats", when, "d", dprime_of(rows))
}

DRAWS <- 4000
by_person <- split(class, class$person)
drawn <- replicate(DRAWS, {
  rows <- do.call(rbind, by_person[sample(people, replace = TRUE)])
  b <- rows[rows$when == "before", ]
  a <- rows[rows$when == "after", ]
  c(area(b), lean_of(b), area(a) - area(b), lean_of(a) - lean_of(b))
})
# The middle 95 %, widened as decision 0018 has it (Hesterberg 2015).
tail <- pnorm(-sqrt(people / (people - 1)) * qt(0.975, people - 1))
for (row in 1:4) {
  ends <- quantile(drawn[row, ], c(tail, 1 - tail))
  name <- c("area before", "c before", "area change", "c change")[row]
  note("bootstrap", name, "low", ends[1])
  note("bootstrap", name, "high", ends[2])
}

# --------------------------- question analysis: a class that met every line exactly once

answered <- 60
skills <- rnorm(answered)
easiness <- c(-1.5, -0.5, 0, 0.3, 0.8, 1.5, 0.2, 0.4)
weight <- c(1, 1, 1, 0.3, 1.5, 0.8, -0.6, 0)
right <- sapply(seq_along(easiness), function(at) {
  as.integer(runif(answered) < pnorm(easiness[at] + weight[at] * skills))
})
colnames(right) <- paste0("line", seq_along(easiness))
write.csv(as.data.frame(right), "right.csv", row.names = FALSE, quote = FALSE)

stats <- suppressWarnings(suppressMessages(psych::alpha(as.data.frame(right), check.keys = FALSE)))$item.stats
exam <- item.exam(as.data.frame(right))
for (at in seq_along(easiness)) {
  set <- colnames(right)[at]
  found <- cor(right[, at], rowSums(right[, -at]))
  ends <- psych::r.con(found, answered)
  wilson <- prop.test(sum(right[, at]), answered, correct = FALSE)$conf.int
  note("psych", set, "r.drop", stats[set, "r.drop"])
  note("psych", set, "low", ends[1])
  note("psych", set, "high", ends[2])
  note("psychometric", set, "Item.Tot.woi", exam[at, "Item.Tot.woi"])
  note("psychometric", set, "Difficulty", exam[at, "Difficulty"])
  note("stats", set, "wilson low", wilson[1])
  note("stats", set, "wilson high", wilson[2])
}

write.csv(figures, "figures.csv", row.names = FALSE, quote = FALSE)
versions <- sapply(c("pROC", "psych", "psychometric"), function(p) as.character(packageVersion(p)))
writeLines(c(R.version.string, paste(names(versions), versions)), "versions.txt")
