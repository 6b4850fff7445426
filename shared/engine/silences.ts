/** Why each detector said nothing, and how often. */

export interface Silences {
  readonly count: (detector: string, reason: string) => void;
  counted(): Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export function createSilences(): Silences {
  const all = new Map<string, Map<string, number>>();
  return {
    count(detector, reason) {
      let reasons = all.get(detector);
      if (reasons === undefined) all.set(detector, (reasons = new Map()));
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    },
    counted: () => Object.fromEntries([...all].map(([detector, reasons]) => [detector, Object.fromEntries(reasons)])),
  };
}
