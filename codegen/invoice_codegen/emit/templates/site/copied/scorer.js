/* What leads to a member or an entry says so, and comes before whole pages. A result is [page, title, anchor, description, score, …]. */
var Scorer = {
  score: (result) => {
    const [page, , anchor, , score] = result;
    const {docnames, titles, alltitles} = Search._index;
    const number = docnames.indexOf(page);
    const isThere = ([, places]) => places.some(([file, id]) => file === number && anchor === `#${id}`);
    const heading = anchor ? Object.entries(alltitles).find(isThere)?.[0] : undefined;
    if (heading && heading !== titles[number]) result[1] = `${titles[number]} > ${heading}`;
    return score + (anchor ? 1000 : 0);
  },
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: {0: 15, 1: 5, 2: -5},
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
