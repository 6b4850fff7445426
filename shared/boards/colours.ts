/** One colour a word on every board: what is grave is red everywhere. Told apart by people who see no red and green, too (Okabe and Ito, 2008). */

export const colours = {
  critical: '#b3001b',
  high: '#e8710a',
  medium: '#f2b705',
  low: '#56b4e9',
  good: '#009e73',
  calm: '#0072b2',
  dim: '#98a2b3',
} as const;

const severity = { critical: colours.critical, high: colours.high, medium: colours.medium, low: colours.low };
const outcome = { success: colours.good, failure: colours.high, interrupted: colours.medium, blocked: colours.critical };

/** Field → value → colour. */
export const coloursOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'gatewatch.alert.severity': severity,
  'gatewatch.event.outcome': outcome,
};
