import { type Course, factorKey, type PolicyOutcome, type Route, routeKeys, type SignIn } from '@gatewatch/domain';
import { lengthOfHow, mostRow } from './clipping.ts';
import { compactPolicies, compactRisk } from './compact.ts';
import { jsonWord, type Word, wordOf } from './dictionary.ts';
import type { Asked } from './judging.ts';
import { kept } from './kept.ts';
import { routeText } from './route-text.ts';
import { isRoutineSignIn } from './routine.ts';
import { isOrderOf, mostPolicies, noPolicies, united } from './shared-policies.ts';

const mostMethods = 12;
const noText: readonly string[] = [];

/** How a sign-in went: what was asked for and given, which policies applied, what came of it. Rows of everybody share some hundreds. */
export class How {
  readonly provider: SignIn['provider'];
  readonly gaps: readonly string[];
  readonly interactive: boolean;
  readonly outcome: SignIn['outcome'];
  readonly failure: SignIn['failure'];
  readonly code: string;
  readonly password: SignIn['password'];
  readonly secondFactor: SignIn['secondFactor'];
  readonly methods: readonly string[];
  readonly protocol: string | null;
  readonly route: Route;
  readonly policies: readonly PolicyOutcome[];
  readonly reportOnly: readonly PolicyOutcome[];
  readonly risk: SignIn['risk'];
  /** What a machine does again and again with a right it was given before. */
  readonly routine: boolean;
  /** Characters of its texts. */
  readonly length: number;
  #words: readonly Word[] | null = null;
  #factors: readonly string[] | null = null;
  #routes: readonly string[] | null = null;
  #asked: readonly Asked[] = [];
  #askedOf: readonly Asked[] | null = null;

  constructor(of: Course, methods: readonly string[], policies: Policies, reportOnly: Policies, length: number) {
    this.provider = of.provider;
    this.gaps = of.gaps.length === 0 ? noText : of.gaps;
    this.interactive = of.interactive;
    this.outcome = of.outcome;
    this.failure = of.failure;
    this.code = of.code;
    this.password = of.password;
    this.secondFactor = of.secondFactor;
    this.methods = methods.length === 0 ? noText : methods;
    this.protocol = of.protocol;
    this.route = of.route;
    this.policies = policies.length === 0 ? noPolicies : policies;
    this.reportOnly = reportOnly.length === 0 ? noPolicies : reportOnly;
    this.risk = of.risk;
    this.routine = isRoutineSignIn(of);
    this.length = length;
  }

  /** Whom a sign-in that went so concerns. */
  askedOf(all: readonly Asked[]): readonly Asked[] {
    if (this.#askedOf !== all) {
      this.#asked = all.filter(({ detector }) => detector.concerns?.(this) ?? true);
      this.#askedOf = all;
    }
    return this.#asked;
  }

  /** Under which words a profile remembers its methods. */
  get factors(): readonly string[] {
    return (this.#factors ??= this.methods.map(factorKey));
  }

  /** Under which words a profile remembers by which way it came. */
  routesOf(guest: boolean): readonly string[] {
    return guest ? routeKeys(this, true) : (this.#routes ??= routeKeys(this, false));
  }

  /** As the text of a subject says it. */
  get words(): readonly Word[] {
    return (this.#words ??= [
      wordOf(this.provider),
      this.gaps.length === 0 ? -1 : wordOf(this.gaps.join(',')),
      this.interactive ? 1 : 0,
      wordOf(this.outcome),
      wordOf(this.failure),
      wordOf(this.code),
      wordOf(this.password),
      wordOf(this.secondFactor),
      this.methods.length === 0 ? -1 : jsonWord(JSON.stringify(this.methods)),
      wordOf(this.protocol),
      wordOf(routeText(this.route) || null),
      this.policies.length === 0 ? -1 : jsonWord(compactPolicies(this.policies)),
      this.reportOnly.length === 0 ? -1 : jsonWord(compactPolicies(this.reportOnly)),
      this.risk === null ? -1 : jsonWord(compactRisk(this.risk)),
    ]);
  }
}

type Policies = readonly PolicyOutcome[];
const all = kept<number, How>();

/** Of an event as ingest gives it: lists are sorted and bounded, and what no detector reads of a refresh is left out. */
export function howOf(event: SignIn): How {
  const known = met.get(event.route);
  if (known !== undefined && isOf(known, event)) return known.how;
  const { methods, gaps, risk } = event;
  const routine = isRoutineSignIn(event);
  const policies = routine ? noPolicies : event.policies;
  const reportOnly = routine ? noPolicies : event.reportOnly;
  if (methods.length > mostMethods || policies.length > mostPolicies || reportOnly.length > mostPolicies) {
    const length = lengthOfHow(event);
    return new How(event, methods.slice(0, mostMethods), united(policies, noPolicies), united(reportOnly, noPolicies), length);
  }
  const how =
    knownHow(event, policies, reportOnly) ??
    remember(event, policies, reportOnly, united(policies, noPolicies), united(reportOnly, noPolicies));
  if (met.size >= mostMet) met.clear();
  met.set(event.route, { how, methods, gaps, risk, policies: event.policies, reportOnly: event.reportOnly });
  return how;
}

/** With the very same objects a sign-in went the same way: those that read like one before have them (`normalisers/stencil`). */
interface Met extends Pick<SignIn, 'methods' | 'gaps' | 'risk' | 'policies' | 'reportOnly'> {
  readonly how: How;
}

const met = new Map<Route, Met>();
const mostMet = 4096;

function isOf({ how, methods, gaps, risk, policies, reportOnly }: Met, event: SignIn): boolean {
  return (
    methods === event.methods &&
    policies === event.policies &&
    reportOnly === event.reportOnly &&
    gaps === event.gaps &&
    risk === event.risk &&
    isSameOutcome(how, event)
  );
}

/** Of a row: its lists are as `howOf` makes them. */
export function howOfRow(row: Course): How {
  const { policies, reportOnly } = row;
  return knownHow(row, policies, reportOnly) ?? remember(row, policies, reportOnly, policies, reportOnly);
}

function knownHow(of: Course, policies: Policies, reportOnly: Policies): How | null {
  const known = all.get(keyOf(of, policies, reportOnly));
  for (let i = 0; i < known.length; i++) {
    const how = known[i];
    if (how !== undefined && fits(how, of, policies, reportOnly)) return how;
  }
  return null;
}

function remember(of: Course, policies: Policies, reportOnly: Policies, kept: Policies, keptReportOnly: Policies): How {
  const how = new How(of, of.methods, kept, keptReportOnly, lengthOfHow(of));
  const repeats = kept.length < policies.length || keptReportOnly.length < reportOnly.length; // a policy twice: another length
  if (how.length <= mostRow && !repeats) all.add(keyOf(of, policies, reportOnly), how);
  return how;
}

/** The same for policies in any order. */
function keyOf({ code, methods, route }: Course, policies: Policies, reportOnly: Policies): number {
  let key = methods.length + 16 * (route.location?.length ?? 0);
  for (let i = 0; i < code.length; i++) key = (Math.imul(key, 31) + code.charCodeAt(i)) | 0;
  let names = 0;
  for (let i = 0; i < policies.length; i++) names += lengthOfPolicy(policies[i]);
  for (let i = 0; i < reportOnly.length; i++) names += 1024 * lengthOfPolicy(reportOnly[i]);
  return (Math.imul(key, 8191) + names) | 0;
}

function lengthOfPolicy(policy: PolicyOutcome | undefined): number {
  return policy === undefined ? 0 : policy.name.length + 7 * policy.result.length;
}

function isSameOutcome(how: How, of: Course): boolean {
  return (
    how.code === of.code &&
    how.secondFactor === of.secondFactor &&
    how.interactive === of.interactive &&
    how.outcome === of.outcome &&
    how.failure === of.failure &&
    how.password === of.password &&
    how.protocol === of.protocol &&
    how.provider === of.provider
  );
}

function fits(how: How, of: Course, policies: Policies, reportOnly: Policies): boolean {
  return (
    isSameOutcome(how, of) &&
    isSameRoute(how.route, of.route) &&
    isSameList(how.methods, of.methods) &&
    isSameList(how.gaps, of.gaps) &&
    isSameRisk(how.risk, of.risk) &&
    isOrderOf(policies, how.policies) &&
    isOrderOf(reportOnly, how.reportOnly)
  );
}

function isSameRoute(a: Route, b: Route): boolean {
  if (a === b) return true;
  return (
    a.location === b.location &&
    a.agent === b.agent &&
    a.transfer === b.transfer &&
    a.legacy === b.legacy &&
    a.requirement === b.requirement &&
    a.excuse === b.excuse &&
    a.bound === b.bound &&
    a.crossTenant === b.crossTenant
  );
}

function isSameRisk(a: SignIn['risk'], b: SignIn['risk']): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  return a.level === b.level && a.state === b.state && isSameList(a.types, b.types);
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
