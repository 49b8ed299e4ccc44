"""The style sheet of pages: light and dark, on screens from 320 pixels, and on paper."""

STYLE = """
:root {
  color-scheme: light dark;
  --page: light-dark(#f6f7f9, #14171c);
  --card: light-dark(#ffffff, #1c2027);
  --text: light-dark(#1b1f24, #e6e9ee);
  --muted: light-dark(#59626f, #a3adba);
  --line: light-dark(#dde1e7, #333a45);
  --link: light-dark(#0b57b8, #8ab8ff);
  --code: light-dark(#eef0f4, #272d36);
  --error: light-dark(#b3261e, #ff8a80);
  --drift: light-dark(#8a5300, #f5b95c);
  --known: light-dark(#2f5f9e, #8fb8f0);
  --good: light-dark(#1d6b3a, #7ddb9c);
  --fill-error: light-dark(#d14b41, #f0776d);
  --fill-drift: light-dark(#e0a23a, #d99a35);
  --fill-known: light-dark(#7ba3d6, #5f88c0);
}
:root:has(#theme-light:checked) { color-scheme: light; }
:root:has(#theme-dark:checked) { color-scheme: dark; }
:root:has(#lang-en:checked) .t[lang=zh], :root:has(#lang-zh:checked) .t[lang=en] { display: none; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--text); overflow-wrap: anywhere;
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
}
body > * { max-width: 72rem; margin-inline: auto; padding-inline: 1.25rem; }
a { color: var(--link); text-underline-offset: 2px; }
a:focus-visible, summary:focus-visible, input:focus-visible + label { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
h1, h2, h3 { line-height: 1.25; margin: 0; font-weight: 650; text-wrap: balance; }
h1 { font-size: 1.6rem; letter-spacing: -.01em; }
h2 { font-size: 1.05rem; }
h3 { font-size: 1rem; }
p { margin: 0; }
code { font: .86em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono", monospace; background: var(--code); padding: .1em .35em; border-radius: 4px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--muted); font-size: .82rem; overflow-wrap: normal; }
tr:last-child > * { border-bottom: 0; }
.number { text-align: end; padding-inline-end: 0; font-variant-numeric: tabular-nums; white-space: nowrap; }
.note, .muted { color: var(--muted); font-size: .88rem; }
.hidden { position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; border: 0; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem; z-index: 1; }

header { display: flex; flex-wrap: wrap; gap: .75rem 2rem; align-items: flex-end; justify-content: space-between; padding-block: 1.25rem 1rem; }
header .muted { margin-bottom: .15rem; }
header p:last-child { margin-top: .35rem; }
.switches { display: flex; flex-wrap: wrap; gap: .6rem; }
fieldset { border: 1px solid var(--line); border-radius: 8px; padding: 2px; margin: 0; display: flex; background: var(--card); position: relative; }
fieldset input { position: absolute; opacity: 0; }
fieldset label { padding: .2rem .7rem; border-radius: 6px; font-size: .88rem; color: var(--muted); cursor: pointer; }
fieldset input:checked + label { background: var(--code); color: var(--text); font-weight: 600; }

main { display: grid; gap: 1.25rem; padding-bottom: 2rem; }
main > * { min-width: 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.1rem 1.25rem; min-width: 0; }
.card > * + * { margin-top: .75rem; }
.verdict { border-inline-start: 6px solid var(--tone); display: flex; gap: 1rem; align-items: flex-start; }
.verdict.failed { --tone: var(--error); } .verdict.drift { --tone: var(--drift); } .verdict.passed { --tone: var(--good); }
.verdict > * + * { margin-top: 0; }
.verdict .mark { color: var(--tone); font-size: 1.5rem; line-height: 1.2; font-weight: 700; }
.verdict .sentence { font-size: 1.3rem; line-height: 1.35; font-weight: 600; }
.verdict li { color: var(--error); }
.verdict ul { margin: .4rem 0 0; padding-inline-start: 1.1rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: .75rem; margin: 0; padding: 0; }
.tiles > div { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: .8rem 1rem; display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.tiles dt { color: var(--muted); font-size: .86rem; }
.tiles dd { margin: 0; font-size: 1.55rem; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; }
.two { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); align-items: start; }
.facts { display: grid; grid-template-columns: minmax(6.5rem, auto) 1fr; gap: .3rem 1rem; margin-bottom: 0; }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; min-width: 0; }
.bars th[scope=row] { width: 66%; } .bars .bar { width: 24%; padding-top: .75rem; } .bars .number { padding-inline-start: .5rem; }
.bars .note { line-height: 1.35; } .bars code { font-size: .82em; }
.bars svg, #chart-months svg { display: block; overflow: visible; }
.fill-error { fill: var(--fill-error); } .fill-drift { fill: var(--fill-drift); } .fill-known { fill: var(--fill-known); }
.back-error { background: var(--fill-error); } .back-drift { background: var(--fill-drift); }
.legend { display: flex; gap: 1rem; font-size: .88rem; color: var(--muted); }
.dot { display: inline-block; width: .7rem; height: .7rem; border-radius: 3px; margin-inline-end: .4rem; }
.grid { stroke: var(--line); } .tick { fill: var(--muted); font-size: 11px; font-variant-numeric: tabular-nums; }
details summary { cursor: pointer; color: var(--link); font-size: .88rem; }
details table { margin-top: .4rem; }

.kinds { display: grid; gap: 1rem; }
.kinds > h2 { font-size: 1.2rem; margin-top: .75rem; } .kinds > h2 + p { margin-top: -.75rem; }
.kind { border-inline-start: 4px solid var(--tone); scroll-margin-top: 1rem; }
.kind:target { outline: 2px solid var(--link); }
.kind.error { --tone: var(--fill-error); } .kind.drift { --tone: var(--fill-drift); } .kind.known { --tone: var(--fill-known); }
.kind h3 { display: flex; flex-wrap: wrap; gap: .3rem .7rem; align-items: baseline; justify-content: space-between; }
.kind h3 > :last-child { font-weight: 400; color: var(--muted); font-size: .9rem; font-variant-numeric: tabular-nums; }
.kind .what { margin-top: .25rem; }
.error-text, .errors-text { color: var(--error); } .drift-text, .new-text, .recurring-text { color: var(--drift); } .known-text { color: var(--known); }
.values { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
.places td { font-size: .92rem; } .places td:first-child { width: 34%; } .places td:nth-child(2) { width: 26%; }
footer { color: var(--muted); font-size: .86rem; padding-block: 0 2.5rem; }

@media (max-width: 40rem) {
  body > * { padding-inline: .9rem; }
  header { padding-block: 1.25rem .75rem; }
  h1 { font-size: 1.35rem; }
  .verdict .sentence { font-size: 1.1rem; }
  .tiles { grid-template-columns: repeat(3, 1fr); gap: .5rem; } .tiles > div { padding: .55rem .7rem; }
  .tiles > :last-child:nth-child(3n + 1) { grid-column: span 3; }
  .tiles dd { font-size: 1.3rem; } .tiles dt { font-size: .82rem; line-height: 1.3; }
  .bars code { font-size: .76em; }
  .card { padding: .9rem 1rem; }
  .facts { grid-template-columns: 1fr; gap: 0; } .facts dd { margin-bottom: .5rem; }
  .places, .places tbody, .places tr, .places td { display: block; width: auto !important; }
  .places thead { position: absolute; clip-path: inset(50%); height: 1px; overflow: hidden; }
  .places tr { border-bottom: 1px solid var(--line); padding-block: .4rem; } .places tr:last-child { border-bottom: 0; }
  .places td { border: 0; padding: .05rem 0; }
}
@media print {
  :root, :root:has(#theme-dark:checked) { color-scheme: light; --page: #fff; }
  @page { margin: 14mm; }
  body { font-size: 10pt; }
  body > * { max-width: none; padding-inline: 0; }
  main, .two, .kinds { display: block; }
  main > * + *, main > .tiles, .two > * + *, .kinds > * + * { margin-top: .9rem; }
  .kinds > h2 + p { margin-top: 0; break-after: avoid; }
  .two > .card { break-inside: avoid; }
  .switches, .skip, summary { display: none; }
  details::details-content { content-visibility: visible; }
  @supports not selector(::details-content) { details { display: none; } }
  .card, .tiles > div { border-radius: 4px; }
  .kind, tr, .verdict, .tiles > div { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
  .fill-error, .fill-drift, .fill-known, .dot, code { print-color-adjust: exact; }
}
@media (forced-colors: active) { .fill-error, .fill-drift, .fill-known { fill: CanvasText; } }
"""
