/** docs/detectors.md, generated from the cards: whatever a detector is said to do stands in its card. */

import { allowedWords, type Card } from '@gatewatch/domain';

export function catalogue(detectors: readonly { readonly card: Card }[]): string {
  const cards = detectors.map((detector) => detector.card);
  return [
    '# Detectors',
    '',
    'Generated from the cards in `shared/detectors` and `shared/monitor`; do not edit.',
    '',
    '| detector | asks | severity | ATT&CK |',
    '|---|---|---|---|',
    ...cards.map((card) => `| [${card.id}](#${card.id}) | ${card.question} | ${card.severity} | ${card.attack.join('<br>')} |`),
    ...cards.flatMap(section),
    '',
  ].join('\n');
}

function section(card: Card): readonly string[] {
  return [
    '',
    `## ${card.id}`,
    '',
    `**${card.title}** (version ${card.version}, usually ${card.severity}). ${card.question}`,
    '',
    ...(card.kinds.length === 0
      ? ['- Reads: what a running process tells of itself, its health and its metrics.']
      : [
          `- Reads: ${card.kinds.join(', ')} rows, ${hours(card.windowMs)} back; older than 24 h only through the profile.`,
          `- Joins: findings at most ${hours(card.joinMs)} apart are one alert.`,
        ]),
    `- Anchor: ${card.anchor}`,
    ...card.attack.map((technique) => `- ATT&CK: ${technique}`),
    '',
    '| option | default | unit | allowed | reason |',
    '|---|---|---|---|---|',
    ...Object.entries(card.options).map(
      ([name, option]) => `| \`${name}\` | ${option.default} | ${option.unit} | ${allowedWords(option)} | ${option.reason} |`,
    ),
    ...list('What it cannot see', card.blindSpots),
    ...list('What else looks like it', card.falsePositives),
    ...list('What to do', card.steps),
  ];
}

function list(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `### ${title}`, '', ...lines.map((line) => `- ${line}`)];
}

function hours(ms: number): string {
  return `${ms / 3_600_000} h`;
}
