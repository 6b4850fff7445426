/** The destinations of a configuration: checked whole, then opened. */

import type { Destination, Parcel } from '@gatewatch/domain';
import { plainIssue, UserMistake } from '@gatewatch/runtime';
import { type CommonOptions, commonOptions } from './common-options.ts';
import type { DestinationType } from './destination-type.ts';
import { destinationTypes } from './destinations/index.ts';
import { dress } from './dress.ts';
import type { Flood, Rule } from './rule.ts';
import { type WallClock, wallClock } from './sending/wall-clock.ts';
import { createSurroundings } from './surroundings.ts';
import { openDestination } from './without-secrets.ts';

export interface OpenedDestination {
  readonly rule: Rule;
  readonly destination: Destination;
  readonly dress: (parcel: Parcel) => Parcel;
}

/** Name → keys, as the configuration has them. */
export type Configured = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const commonKeys = Object.keys(commonOptions.shape);

/** All problems at once, by path; none: the configuration can be opened. */
export function destinationProblems(configured: Configured): readonly string[] {
  return Object.entries(configured).flatMap(([name, raw]) => {
    const path = `destinations.${name}`;
    const type = typeOf(raw);
    if (type === undefined)
      return [`${path}.type: there is no such kind; there are ${destinationTypes.map((one) => one.type).join(', ')}.`];
    const [common, own] = parted(raw);
    const results = [commonOptions.safeParse(common, { reportInput: true }), type.options.safeParse(own, { reportInput: true })];
    const both =
      'cap' in common && 'digest' in common ? [`${path}.digest: cap and digest exclude each other: leave one out.`] : [];
    const problems = results.flatMap(({ error }) =>
      (error?.issues ?? []).map((issue) => {
        const sentence = plainIssue(issue, `docs/destinations/${type.type}.md`);
        return `${[path, ...issue.path.map(String)].join('.')}: ${sentence}.`;
      }),
    );
    return [...problems, ...both, ...eventProblems(path, type, common)];
  });
}

/** Throws UserMistake with one line a problem. `pathOf`: a path of the configuration, from the folder of its file. */
export async function openDestinations(
  configured: Configured,
  pathOf: (path: string) => string,
  clock: WallClock = wallClock,
): Promise<readonly OpenedDestination[]> {
  const problems = destinationProblems(configured);
  if (problems.length > 0) throw new UserMistake(problems.join('\n'));
  const opened: OpenedDestination[] = [];
  const mistakes: string[] = [];
  for (const [name, raw] of Object.entries(configured)) {
    const type = typeOf(raw);
    if (type === undefined) continue;
    const [common, own] = parted(raw);
    const shared = commonOptions.parse(common);
    const { allow, insecure } = shared;
    const surroundings = createSurroundings({ name, allow, insecure, pathOf, clock });
    const destination = await openDestination(type, type.options.parse(own), surroundings).catch((error) => {
      if (!(error instanceof UserMistake)) throw error;
      mistakes.push(error.message);
      return null;
    });
    if (destination === null) continue;
    const rule: Rule = {
      name,
      severity: shared.severity,
      detectors: shared.detectors,
      tenants: shared.tenants,
      subjects: shared.subjects,
      coalesceMs: shared.coalesce,
      alerts: shared.alerts,
      events: shared.events,
      gatherMs: shared.gather,
      remindMs: shared.remind ?? null,
      giveUpMs: shared.giveUp,
      flood: floodOf(shared),
    };
    opened.push({ rule, destination: paced(destination, shared), dress: (parcel) => dress(parcel, shared) });
  }
  if (mistakes.length === 0) return opened;
  for (const { destination } of opened) await destination[Symbol.asyncDispose]();
  throw new UserMistake(mistakes.join('\n'));
}

function eventProblems(path: string, { title, events }: DestinationType, common: object): readonly string[] {
  const asked = commonOptions.pick({ alerts: true, events: true }).safeParse(common).data;
  if (asked === undefined) return [];
  if (asked.events.length > 0 && events !== true) {
    const others = destinationTypes.filter((one) => one.events === true).map(({ type }) => type);
    return [`${path}.events: ${title} is told of alerts alone; events go to ${others.join(', ')}.`];
  }
  return asked.alerts || asked.events.length > 0
    ? []
    : [`${path}.alerts: with false and without events it is told of nothing: leave it out, or set events.`];
}

function floodOf({ cap, digest }: CommonOptions): Flood | null {
  if (digest !== undefined) return { most: 0, window: digest, atOnce: digest.atOnce };
  return cap === undefined ? null : { most: cap.most, window: { every: cap.window }, atOnce: null };
}

function paced(destination: Destination, { perSecond, concurrency }: CommonOptions): Destination {
  const { limits } = destination;
  return {
    limits: { ...limits, perSecond: perSecond ?? limits.perSecond, concurrency: concurrency ?? limits.concurrency },
    send: (parcels, signal) => destination.send(parcels, signal),
    [Symbol.asyncDispose]: () => destination[Symbol.asyncDispose](),
  };
}

function typeOf(raw: Readonly<Record<string, unknown>>): DestinationType | undefined {
  return destinationTypes.find(({ type }) => type === raw.type);
}

function parted(raw: Readonly<Record<string, unknown>>): readonly [object, object] {
  const all = Object.entries(raw);
  return [
    Object.fromEntries(all.filter(([key]) => commonKeys.includes(key))),
    Object.fromEntries(all.filter(([key]) => !commonKeys.includes(key))),
  ];
}
