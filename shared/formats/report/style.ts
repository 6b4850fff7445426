/** The report's looks: one column, few colours, dark where the reader's machine is, readable on paper. */

export const style = `
:root {
  color-scheme: light dark;
  --page: #f5f6f8; --panel: #fff; --text: #18212f; --soft: #5a6676; --line: #e2e6ec; --wash: #f3f5f8; --accent: #2c5d94;
  --critical: #a80f3c; --high: #c2410c; --medium: #8f6400; --low: #33679c;
  --critical-wash: #fceaef; --high-wash: #fdeee4; --medium-wash: #fbf3d9; --low-wash: #e8f1fa;
  --bar: #b9c7d8; --bar-failed: #6f87a3; --sea: #eaf0f6; --land: #c5d0dc; --grid: #d9e2eb;
  --shadow: 0 1px 2px rgb(24 33 47 / 6%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0e131a; --panel: #161d27; --text: #e4e9f0; --soft: #97a3b3; --line: #27313f; --wash: #1b2430; --accent: #86b7ec;
    --critical: #ff8aa3; --high: #ffa06b; --medium: #ebc45c; --low: #8cbcf0;
    --critical-wash: #3a1722; --high-wash: #382013; --medium-wash: #322a12; --low-wash: #172a3e;
    --bar: #3a4a5f; --bar-failed: #7f99b8; --sea: #121a24; --land: #2f3d4e; --grid: #1d2835;
    --shadow: none;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.55 -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
.page { max-width: 1080px; margin: 0 auto; padding: 48px 32px 40px; }
.skip { position: absolute; left: -999em; }
.skip:focus { left: 16px; top: 12px; background: var(--panel); padding: 8px 14px; border-radius: 6px; z-index: 1; }
.offstage { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
[hidden] { display: none !important; }
a { color: var(--accent); text-underline-offset: 2px; }
.t { unicode-bidi: isolate; }
.mono { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: .88em; }
.note { color: var(--soft); font-size: 13px; font-weight: 400; }
h1, h2, h3, h4, h5, p, dl, dd, ul, ol, figure, fieldset { margin: 0; padding: 0; border: 0; }
h1 { font-size: 34px; line-height: 1.2; font-weight: 650; letter-spacing: -.015em; }
h2 { font-size: 19px; font-weight: 650; letter-spacing: -.005em; }
h3 { font-size: 16px; font-weight: 650; }
h4 { font-size: 13px; font-weight: 650; margin-bottom: 10px; }
h5 { font-size: 13px; font-weight: 650; margin: 16px 0 4px; }
section { margin-top: 48px; }
section > h2 { margin-bottom: 16px; }
.heading { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 12px 24px; margin-bottom: 16px; }
.panel { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shadow); padding: 20px 24px; }
.panel + .panel { margin-top: 12px; }
.columns { display: grid; grid-template-columns: 1fr 1fr; gap: 32px; align-items: start; }
section > .columns { grid-template-columns: 3fr 2fr; gap: 12px; align-items: stretch; }
section > .columns > .panel { margin: 0; }
.scroll { overflow-x: auto; }

.brand { font-weight: 650; color: var(--accent); margin-bottom: 28px; }
.brand span { color: var(--soft); font-weight: 400; margin-left: 6px; }
.when { color: var(--soft); margin-top: 4px; }
.when abbr { text-decoration: none; }
.verdict { font-size: 19px; line-height: 1.5; margin-top: 24px; max-width: 46em; }
.numbers { display: grid; grid-template-columns: repeat(5, 1fr); gap: 24px; margin-top: 32px; padding-top: 24px; border-top: 1px solid var(--line); }
.numbers dt { color: var(--soft); font-size: 13px; }
.numbers dd { font-size: 25px; font-weight: 600; letter-spacing: -.01em; font-variant-numeric: tabular-nums; line-height: 1.35; }
.numbers .note { font-size: 13px; font-weight: 400; letter-spacing: 0; line-height: 1.4; }

.legend, figcaption { color: var(--soft); font-size: 13px; }
.key { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin: 0 6px 0 16px; }
.key.all { background: var(--bar); } .key.failed { background: var(--bar-failed); }
.key.mark { border-radius: 50%; background: var(--critical); }
.key.good { border-radius: 50%; background: var(--critical); margin-left: 0; } .key.bad { border-radius: 50%; border: 2px solid var(--bar-failed); }
.timeline svg { display: block; width: 100%; height: 178px; overflow: visible; }
.timeline .note { margin-top: 8px; }
.rule { stroke: var(--line); }
.axis { fill: var(--soft); font-size: 12px; font-variant-numeric: tabular-nums; }
.tick .axis { text-anchor: start; }
rect.all { fill: var(--bar); } rect.failed { fill: var(--bar-failed); }
.timeline g:hover > rect.all { fill: var(--soft); }
.crowded .stem { visibility: hidden; }
.crowded a:hover .stem, .crowded a:focus .stem { visibility: visible; }
.stem { stroke-width: 1.5; stroke-dasharray: 2 3; opacity: .55; }
.dot { stroke: var(--panel); stroke-width: 2; }
.many { fill: var(--panel); font-size: 10px; font-weight: 700; text-anchor: middle; pointer-events: none; }
.dot.critical { fill: var(--critical); } .dot.high { fill: var(--high); } .dot.medium { fill: var(--medium); } .dot.low { fill: var(--low); }
.stem.critical { stroke: var(--critical); } .stem.high { stroke: var(--high); } .stem.medium { stroke: var(--medium); } .stem.low { stroke: var(--low); }
.timeline a:hover .stem { opacity: 1; }

table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: 8px 16px 8px 0; border-top: 1px solid var(--line); font-weight: 400; }
thead th { border-top: 0; color: var(--soft); font-size: 13px; padding-top: 0; white-space: nowrap; }
th:last-child, td:last-child { padding-right: 0; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.none { color: var(--soft); opacity: .6; }
.count { display: inline-block; min-width: 28px; padding: 0 8px; border-radius: 5px; text-align: center; font-size: 13px; font-weight: 600; }
.count.critical { background: var(--critical-wash); color: var(--critical); } .count.high { background: var(--high-wash); color: var(--high); }
.count.medium { background: var(--medium-wash); color: var(--medium); } .count.low { background: var(--low-wash); color: var(--low); }
.accounts { list-style: none; margin-top: 12px; }
.accounts li { display: flex; justify-content: space-between; gap: 16px; padding: 7px 0; border-top: 1px solid var(--line); }
.accounts .note { white-space: nowrap; }

.tools { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; }
.chips { display: flex; flex-wrap: wrap; gap: 6px; }
.chip { position: relative; }
.chip input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
.chip span { display: block; padding: 4px 12px; border-radius: 99px; border: 1px solid var(--line); font-size: 13px; color: var(--soft); }
.chip input:focus-visible + span { outline: 2px solid var(--accent); outline-offset: 2px; }
.chip input:not(:checked) + span { text-decoration: line-through; opacity: .7; }
.chip.critical input:checked + span { background: var(--critical-wash); color: var(--critical); border-color: transparent; }
.chip.high input:checked + span { background: var(--high-wash); color: var(--high); border-color: transparent; }
.chip.medium input:checked + span { background: var(--medium-wash); color: var(--medium); border-color: transparent; }
.chip.low input:checked + span { background: var(--low-wash); color: var(--low); border-color: transparent; }
main:has(#show-critical:not(:checked)) :is(.alert, #further tr).critical, main:has(#show-high:not(:checked)) :is(.alert, #further tr).high,
main:has(#show-medium:not(:checked)) :is(.alert, #further tr).medium, main:has(#show-low:not(:checked)) :is(.alert, #further tr).low { display: none; }
.tools [type=search], .tools button { font: inherit; font-size: 14px; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: 7px; padding: 5px 12px; }
.tools [type=search] { width: 230px; }
.tools ::placeholder { color: var(--soft); opacity: 1; }
#shown:empty { margin-left: -12px; }
.tools button { cursor: pointer; }
.tools button:hover { background: var(--wash); }

.alert { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shadow); margin-top: 12px; scroll-margin-top: 16px; }
.alert summary, .fold summary { cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
.alert summary { display: grid; grid-template-columns: 76px 1fr 16px; gap: 4px 16px; padding: 18px 24px; border-radius: 10px; }
.alert summary:hover, .fold summary:hover { background: var(--wash); }
.severity { justify-self: start; align-self: start; min-width: 72px; text-align: center; font-size: 13px; font-weight: 650; line-height: 24px; padding: 0 8px; border-radius: 6px; }
.critical .severity { background: var(--critical-wash); color: var(--critical); } .high .severity { background: var(--high-wash); color: var(--high); }
.medium .severity { background: var(--medium-wash); color: var(--medium); } .low .severity { background: var(--low-wash); color: var(--low); }
.what { display: grid; grid-template-columns: minmax(50%, 1fr) auto; gap: 2px 24px; min-width: 0; }
.whom { color: var(--soft); font-size: 14px; text-align: right; }
.explanation { grid-column: 1 / -1; color: var(--soft); max-width: 58em; }
details[open] > summary .explanation { color: inherit; }
.chevron { width: 8px; height: 8px; margin: 7px 4px; border: solid var(--soft); border-width: 0 1.5px 1.5px 0; transform: rotate(45deg); }
details[open] > summary .chevron { transform: translateY(3px) rotate(225deg); }
.story { padding: 8px 24px 24px 116px; }
.story > * { margin-top: 28px; }
.story > :first-child { margin-top: 0; }
.block { margin: 0; }
.story > .block { margin-top: 32px; }
.pairs > div { display: grid; grid-template-columns: 84px 1fr; gap: 12px; padding: 3px 0; }
.pairs dt { color: var(--soft); }
.tag { display: inline-block; background: var(--wash); border-radius: 5px; padding: 0 8px; font-size: 13px; margin: 1px 2px 3px 0; }
.facts { font-size: 14px; }
.facts th, .facts td { padding-top: 5px; padding-bottom: 5px; }
.block ul { padding-left: 18px; }
.block li { margin-top: 4px; }
.block li::marker { color: var(--soft); }
.block .steps { list-style: none; padding: 0; }
.steps label { display: grid; grid-template-columns: 18px 1fr; gap: 10px; padding: 2px 0; cursor: pointer; }
.steps input { width: 15px; height: 15px; margin: 4px 0 0; accent-color: var(--accent); }
.steps input:checked + span { color: var(--soft); text-decoration: line-through; }
.evidence { font-size: 13px; min-width: 860px; }
.evidence td { overflow-wrap: break-word; }
.evidence .same { color: var(--soft); }
.evidence td { padding-top: 7px; padding-bottom: 7px; max-width: 190px; }
.evidence td:first-child { padding-left: 10px; white-space: nowrap; border-left: 2px solid transparent; }
.evidence thead th:first-child { padding-left: 12px; }
.evidence .decisive td { background: var(--wash); }
.evidence .decisive td:first-child { border-left-color: var(--accent); }
.evidence small { display: block; color: var(--soft); font-size: 12px; }
.evidence .record { font-size: 12px; color: var(--soft); width: 170px; max-width: 170px; overflow-wrap: anywhere; }
.outcome { font-weight: 600; white-space: nowrap; }
.outcome.good { color: var(--critical); } .outcome.open { color: var(--soft); }
.provenance { color: var(--soft); font-size: 13px; padding-top: 16px; border-top: 1px solid var(--line); }

.map > svg { display: block; overflow: hidden; width: 100%; aspect-ratio: 2.2; border-radius: 8px; background: var(--sea); }
.map svg svg { overflow: hidden; }
.map path, .map ellipse { vector-effect: non-scaling-stroke; }
.land { fill: var(--land); stroke: var(--land); stroke-width: .3; stroke-linejoin: round; }
.grid { fill: none; stroke: var(--grid); }
.radius { fill: var(--critical); fill-opacity: .14; stroke: var(--critical); stroke-opacity: .5; }
.leg { fill: none; stroke: var(--critical); stroke-width: 2; stroke-linecap: round; stroke-dasharray: 1 6; }
.stay { fill: var(--panel); stroke: var(--critical); stroke-width: 2.5; }
.stay.last { fill: var(--critical); stroke: var(--panel); stroke-width: 2; }
.where { fill: var(--text); font-size: 14px; font-weight: 650; paint-order: stroke; stroke: var(--sea); stroke-width: 4; stroke-linejoin: round; }
.when { fill: var(--soft); }
.map .when { font-size: 12px; paint-order: stroke; stroke: var(--sea); stroke-width: 4; stroke-linejoin: round; font-variant-numeric: tabular-nums; }
figcaption { margin-top: 10px; }
.sequence svg { display: block; width: 100%; height: 58px; overflow: visible; }
.sequence circle.bad, .sequence circle.open { fill: var(--panel); stroke: var(--bar-failed); stroke-width: 2; }
.sequence circle.good { fill: var(--critical); stroke: var(--panel); stroke-width: 2; }
.said { margin-left: 24px; }

.fold { padding: 0; margin-top: 12px; }
.fold summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 16px; padding: 16px 24px; border-radius: 10px; }
.fold > :not(summary) { padding: 4px 24px 20px; }
.fold > table { margin: 4px 24px 20px; width: calc(100% - 48px); }
.fold h3::before { content: ""; display: inline-block; width: 7px; height: 7px; margin: 0 12px 2px 0; border: solid var(--soft); border-width: 0 1.5px 1.5px 0; transform: rotate(-45deg); }
.fold[open] h3::before { transform: rotate(45deg) translate(-2px, -2px); }
.prose h3 + * { margin-top: 6px; }
.prose p + h3, .prose ul + h3 { margin-top: 20px; }
.prose ul { padding-left: 18px; }
.prose ul + p { margin-top: 8px; }
.prose { max-width: none; }
.warning { color: var(--high); font-weight: 600; }
footer { margin-top: 48px; padding-top: 20px; border-top: 1px solid var(--line); color: var(--soft); font-size: 13px; }

@media screen and (min-width: 821px) { .evidence-block { margin-left: -92px; } }
@media screen and (max-width: 820px) {
  .page { padding: 28px 16px 32px; }
  h1 { font-size: 27px; }
  .verdict { font-size: 17px; }
  .numbers { grid-template-columns: repeat(2, 1fr); gap: 18px 24px; }
  .columns, section > .columns { grid-template-columns: 1fr; gap: 28px; }
  section > .columns { gap: 12px; }
  .panel { padding: 16px; }
  .fold { padding: 0; }
  .fold summary { padding: 14px 16px; } .fold > :not(summary) { padding: 4px 16px 16px; }
  .fold > table { margin: 0 16px 16px; width: calc(100% - 32px); }
  .tick.odd, .crowded .many { display: none; }
  .crowded .dot { r: 5px; }
  th, td { padding-right: 10px; }
  .scroll th { overflow-wrap: break-word; }
  .legend .key:first-child { margin-left: 0; }
  .alert summary { grid-template-columns: 1fr 16px; padding: 16px; }
  .severity { grid-column: 1; } .chevron { grid-column: 2; grid-row: 1; }
  .what { grid-column: 1 / -1; grid-template-columns: 1fr; }
  .whom { text-align: left; }
  .story { padding: 4px 16px 20px; }
  .map .when { display: none; } .map .where { font-size: 13px; } .map .where.up { transform: translateY(15px); }
  .said { display: block; margin: 4px 0 0; }
  .tools, .tools [type=search] { width: 100%; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print {
  :root {
    --page: #fff; --panel: #fff; --text: #000; --soft: #444; --line: #ccc; --wash: #f4f4f4; --accent: #234;
    --critical: #a80f3c; --high: #b03a08; --medium: #7a5500; --low: #2c5d94;
    --critical-wash: #fceaef; --high-wash: #fdeee4; --medium-wash: #fbf3d9; --low-wash: #e8f1fa;
    --bar: #b9c7d8; --bar-failed: #6f87a3; --sea: #eef2f6; --land: #c5d0dc; --grid: #dde4ec; --shadow: none;
  }
  :root { color-scheme: light; }
  body { font-size: 11pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .page { max-width: none; padding: 0; }
  .tools, .skip, .chevron { display: none; }
  .alert summary, .block, .map, .sequence, tr { break-inside: avoid; }
  .story { padding-left: 24px; } .numbers { gap: 12px; } .columns { gap: 20px; }
  .evidence { min-width: 0; font-size: 9pt; }
  .scroll { overflow: visible; }
}
`;
