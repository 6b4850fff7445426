/**
 * How suspicious a registration is: points for what preceded it, each with its reason. Grounds suspect by themselves;
 * circumstances only weigh where there is a ground, because alone they are everyday life.
 */

import type { Change, Options, Past, Severity } from '@gatewatch/domain';
import { pointsOf, type Reason } from './reason.ts';
import { circumstances } from './registration-circumstances.ts';
import { type Initiator, initiatorOf, initiatorReasons } from './registration-initiator.ts';
import { type Provenance, provenanceOf } from './registration-provenance.ts';
import { sleepReasons } from './registration-sleep.ts';
import { warnings } from './registration-warnings.ts';

export interface Suspicion {
  readonly points: number;
  readonly reasons: readonly Reason[];
  readonly grounds: number;
  readonly provenance: Provenance | null;
  readonly initiator: Initiator;
  /** null: not suspicious enough. */
  readonly severity: Severity | null;
  /** Why it stays quiet where it does. */
  readonly quiet: string;
}

/** What only one of the detectors asks. */
export type OwnReasons = (
  row: Change,
  past: Past,
  options: Options,
  provenance: Provenance | null,
) => { readonly grounds: readonly Reason[]; readonly circumstances: readonly Reason[] };

export function suspicionOf(row: Change, past: Past, options: Options, ownReasons: OwnReasons): Suspicion {
  const initiator = initiatorOf(row, past);
  const byHand = initiator === 'self' || initiator === 'to-another';
  const provenance = byHand ? provenanceOf(row, past, options) : null;
  const own = byHand ? ownReasons(row, past, options, provenance) : { grounds: [], circumstances: [] };
  // What a planned roll-out brings with it; none of the strong grounds.
  const expected = past.fact('roll-out') === 'yes';
  const usual = provenance?.ownDevice === true || provenance?.excuse === 'corporate-egress';
  const soft = [
    ...(initiator === 'self' && !usual ? sleepReasons(row, past, options) : []),
    ...(provenance?.points === 1 ? provenance.reasons : []),
  ];
  const grounds = [
    ...(provenance !== null && provenance.points > 1 ? provenance.reasons : []),
    ...(expected ? [] : soft),
    ...(byHand ? warnings(row, past, options) : []), // who helps a victim comes after the warning
    ...initiatorReasons(initiator, row, past),
    ...own.grounds,
  ];
  const more = grounds.length === 0 ? [] : [...circumstances(row, past, provenance, initiator, options), ...own.circumstances];
  const reasons = [...grounds, ...more];
  const points = pointsOf(reasons);
  return {
    points,
    reasons,
    grounds: grounds.length,
    provenance,
    initiator,
    severity: severityOf(points, options.minSuspicion ?? 2),
    quiet: quietReason(initiator, provenance, expected && soft.length > 0, grounds.length > 0),
  };
}

/** One strong ground is high; two with circumstances are critical. */
function severityOf(points: number, least: number): Severity | null {
  if (points < least) return null;
  if (points < 1.5 * least) return 'medium';
  return points < 3 * least ? 'high' : 'critical';
}

function quietReason(initiator: Initiator, provenance: Provenance | null, forgiven: boolean, some: boolean): string {
  if (forgiven) return 'roll-out';
  if (some) return 'little-suspicion';
  if (initiator === 'unknown-application') return 'application';
  if (initiator === 'help-desk' || initiator === 'another-person') return 'help-desk';
  if (provenance === null) return 'no-origin';
  return provenance.excuse ?? 'usual-place';
}
