/**
 * What was staged against what was found. Found: an alert of the right detector and subject with a labelled decisive record in
 * its evidence. False: any alert, low ones too, without a labelled record in its evidence, or of an attack that is below every
 * threshold. Withdrawn alerts do not count.
 */

export interface Label {
  readonly id: string;
  readonly attack: string;
  readonly band: 'clear' | 'near' | 'below';
  readonly subject: string;
  readonly detector: string;
  readonly decisive: readonly string[];
  readonly related: readonly string[];
  readonly note: string;
  readonly expected: boolean;
}

/** What looks like an attack and is none: one time that it was staged. */
export interface Staging {
  readonly cause: string;
  readonly subject: string;
  readonly records: readonly string[];
}

export interface Alert {
  readonly id: string;
  readonly detector: { readonly id: string };
  readonly severity: string;
  readonly state: string;
  readonly subject: { readonly key: string };
  readonly explanation: string;
  readonly evidence: {
    readonly decisive: readonly string[];
    readonly events: readonly { readonly id: string; readonly recordId: string }[];
  };
}

export interface Score {
  /** `<attack> <band>` → staged and found. Attacks that must stay quiet are not among them. */
  readonly recall: ReadonlyMap<string, { readonly staged: number; readonly found: number }>;
  readonly missed: readonly Label[];
  /** False alerts, by detector. */
  readonly false: ReadonlyMap<string, readonly Alert[]>;
  /** Cause of false alarms → how often staged, and how many false alerts cite it. */
  readonly causes: ReadonlyMap<string, { readonly staged: number; readonly alerts: number }>;
}

export function score(labels: readonly Label[], alerts: readonly Alert[], stagings: readonly Staging[] = []): Score {
  const standing = alerts.filter((alert) => alert.state !== 'withdrawn');
  const recordsOf = new Map(standing.map((alert) => [alert.id, new Set(alert.evidence.events.map((event) => event.recordId))]));
  const holds = (alert: Alert, records: readonly string[]): boolean =>
    records.some((record) => recordsOf.get(alert.id)?.has(record) === true);
  const recall = new Map<string, { staged: number; found: number }>();
  const missed: Label[] = [];
  for (const label of labels) {
    if (!label.expected) continue;
    const found = standing.some(
      (alert) => alert.detector.id === label.detector && alert.subject.key === label.subject && holds(alert, label.decisive),
    );
    const key = `${label.attack} ${label.band}`;
    const so = recall.get(key) ?? { staged: 0, found: 0 };
    recall.set(key, { staged: so.staged + 1, found: so.found + (found ? 1 : 0) });
    if (!found) missed.push(label);
  }
  const wrong = new Map<string, Alert[]>();
  const bySubject = new Map<string, Label[]>();
  for (const label of labels) bySubject.set(label.subject, [...(bySubject.get(label.subject) ?? []), label]);
  for (const alert of standing) {
    const staged = bySubject.get(alert.subject.key) ?? [];
    const earned = staged.some((label) => label.expected && (holds(alert, label.decisive) || holds(alert, label.related)));
    if (!earned) wrong.set(alert.detector.id, [...(wrong.get(alert.detector.id) ?? []), alert]);
  }
  return { recall, missed, false: wrong, causes: causesOf(stagings, [...wrong.values()].flat(), holds) };
}

function causesOf(
  stagings: readonly Staging[],
  wrong: readonly Alert[],
  holds: (alert: Alert, records: readonly string[]) => boolean,
): Score['causes'] {
  const causes = new Map<string, { staged: number; alerts: number }>();
  const cited = new Set<string>();
  for (const { cause, subject, records } of stagings) {
    const so = causes.get(cause) ?? { staged: 0, alerts: 0 };
    let { alerts } = so;
    for (const alert of wrong) {
      const key = `${cause} ${alert.id}`;
      if (alert.subject.key !== subject || cited.has(key) || !holds(alert, records)) continue;
      cited.add(key);
      alerts++;
    }
    causes.set(cause, { staged: so.staged + 1, alerts });
  }
  return causes;
}

/** Several runs as one. */
export function together(scores: readonly Score[]): Score {
  const recall = new Map<string, { staged: number; found: number }>();
  const wrong = new Map<string, Alert[]>();
  const causes = new Map<string, { staged: number; alerts: number }>();
  for (const one of scores) {
    for (const [key, { staged, found }] of one.recall) {
      const so = recall.get(key) ?? { staged: 0, found: 0 };
      recall.set(key, { staged: so.staged + staged, found: so.found + found });
    }
    for (const [cause, { staged, alerts }] of one.causes) {
      const so = causes.get(cause) ?? { staged: 0, alerts: 0 };
      causes.set(cause, { staged: so.staged + staged, alerts: so.alerts + alerts });
    }
    for (const [detector, alerts] of one.false) wrong.set(detector, [...(wrong.get(detector) ?? []), ...alerts]);
  }
  return { recall, missed: scores.flatMap((one) => one.missed), false: wrong, causes };
}
