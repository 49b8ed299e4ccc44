/* What leads to a member or an entry comes before whole pages. A result is [page, title, anchor, description, score, …]. */
var Scorer = {
  score: ([, , anchor, , score]) => score + (anchor ? 1000 : 0),
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: {0: 15, 1: 5, 2: -5},
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
