/** Rows out of a subject's text, of any form that a release of ours wrote. */

import type { IdentityEvent, Route, SignIn } from '@gatewatch/domain';
import { deviceOf, identityOf, networkOf, placeOf, policiesOf, riskOf } from './compact.ts';
import { type How, howOfRow } from './how.ts';
import { resolved } from './older-templates.ts';
import { routeOf } from './route-text.ts';
import { SignInRow } from './sign-in-row.ts';
import { vocabularyWord } from './vocabulary.ts';
import { type What, whatOf } from './what.ts';
import { Where } from './where.ts';

export interface Read {
  readonly rows: IdentityEvent[];
  readonly parts: ReadParts;
  /** The word at a place, null where there is none. */
  readonly word: (place: unknown) => string | null;
}

export interface ReadParts {
  readonly wheres: readonly Where[];
  readonly whats: readonly What[];
  readonly hows: readonly How[];
}

/** As a text holds them: the three lists of places; up to form 3 one list of templates. */
export type WrittenParts = readonly (readonly (readonly number[])[])[];

/** Up to form 2 an object was a word like others, the text of its JSON, and every template was whole. */
const textsUntil = 2;
const templatesUntil = 3;

// A codec, so casts are its business.
export function readRows(
  form: number,
  words: readonly unknown[],
  written: WrittenParts,
  origin: number,
  tuples: readonly unknown[],
): Read {
  const word = (place: unknown): string | null => {
    const at = place as number;
    return at < -1 ? vocabularyWord(at) : ((words[at] as string | undefined) ?? null);
  };
  const json = (place: unknown): unknown => {
    const written = words[place as number] ?? null;
    return form <= textsUntil && written !== null ? JSON.parse(written as string) : written;
  };
  /** Rows share what they have in common. */
  const shared = <T>(of: (written: unknown) => T): ((place: unknown) => T) => {
    let known: Map<unknown, T> | null = null;
    return (place) => {
      let value = known?.get(place);
      if (value === undefined) (known ??= new Map()).set(place, (value = of(json(place))));
      return value;
    };
  };
  const routes = new Map<unknown, Route>();
  const places: Places = {
    word,
    json,
    identity: shared(identityOf),
    place: shared(placeOf),
    network: shared(networkOf),
    device: shared(deviceOf),
    risk: shared(riskOf),
    policies: shared(policiesOf),
    methods: shared((written) => (written ?? []) as SignIn['methods']),
    route(place) {
      let value = routes.get(place);
      // Rows of a release that knew no routes have no place for one.
      if (value === undefined) routes.set(place, (value = routeOf(word(place))));
      return value;
    },
  };
  const { parts, of, links } = form <= templatesUntil ? readTemplates(form, written, places) : readParts(written, places);
  const rows = tuples.map((tuple) =>
    Array.isArray(tuple)
      ? readSignIn(tuple, of(tuple), links, origin)
      : readOther(tuple as { fields: number; values: unknown[] }, places),
  );
  return { rows, parts, word };
}

interface PartsOfRow {
  readonly where: Where;
  readonly what: What;
  readonly how: How;
}

function readParts([w = [], t = [], h = []]: WrittenParts, places: Places) {
  const wheres = w.map((one) => readWhere(one, places));
  const whats = t.map((one) => readWhat(one, places));
  const hows = h.map((one) => readHow(one, places));
  const of = (tuple: readonly unknown[]): PartsOfRow => ({
    where: wheres[tuple[4] as number] ?? readWhere([], places),
    what: whats[tuple[5] as number] ?? readWhat([], places),
    how: hows[tuple[6] as number] ?? readHow([], places),
  });
  return { parts: { wheres, whats, hows }, of, links: 7 };
}

/** A template was all three in one: it stands as a list of 27 places. */
function readTemplates(form: number, [templates = []]: WrittenParts, places: Places) {
  const whole = form <= textsUntil ? templates : resolved(templates);
  const read = whole.map((template) => partsOf(template, places));
  const of = (tuple: readonly unknown[]): PartsOfRow => read[tuple[4] as number] ?? partsOf([], places);
  return { parts: { wheres: [], whats: [], hows: [] }, of, links: 5 };
}

function partsOf(t: readonly number[], places: Places) {
  const at = (...fields: readonly number[]): number[] => fields.map((field) => t[field] ?? -1);
  return {
    where: readWhere(at(4, 5, 6, 7, 8, 18, 19), places),
    what: readWhat(at(1, 2, 17, 20, 21, 22), places),
    how: readHow(at(0, 3, 9, 10, 11, 12, 13, 14, 15, 16, 26, 23, 24, 25), places),
  };
}

interface Places {
  readonly json: (place: unknown) => unknown;
  readonly word: (place: unknown) => string | null;
  readonly identity: (place: unknown) => SignIn['actor'];
  readonly place: (place: unknown) => SignIn['place'];
  readonly network: (place: unknown) => SignIn['network'];
  readonly device: (place: unknown) => SignIn['device'];
  readonly risk: (place: unknown) => SignIn['risk'];
  readonly policies: (place: unknown) => SignIn['policies'];
  readonly methods: (place: unknown) => SignIn['methods'];
  readonly route: (place: unknown) => Route;
}

function readOther({ fields, values }: { fields: number; values: unknown[] }, of: Places): IdentityEvent {
  const names = (of.word(fields) ?? '').split(',');
  const value = (one: unknown, name: string | undefined): unknown => {
    if (!Array.isArray(one)) return one;
    const [place, isJson] = one as unknown[];
    return isJson === 1 ? objectOf(name, place, of) : (of.word(place) ?? '');
  };
  return Object.fromEntries(names.map((name, i) => [name, value(values[i], name)])) as unknown as IdentityEvent;
}

function objectOf(field: string | undefined, place: unknown, of: Places): unknown {
  switch (field) {
    case 'actor':
    case 'target':
      return of.identity(place);
    case 'place':
    case 'network':
    case 'risk':
      return of[field](place);
    default:
      return of.json(place);
  }
}

/** `links`: from where on its request and correlation stand, where it has any. */
function readSignIn(own: readonly unknown[], { where, what, how }: PartsOfRow, links: number, origin: number): SignInRow {
  const [id, record] = Array.isArray(own[0]) ? (own[0] as [string, string]) : [`${how.provider}:${own[0]}`, null];
  const time = (own[1] as number) + origin;
  const request = (own.length > links ? own[links] : 0) as string | null | 0;
  const correlation = (own.length > links + 1 ? own[links + 1] : 0) as string | null | 0;
  return new SignInRow(where, what, how, id, record, time, own[2] as number | null, own[3] as string, request, correlation);
}

function readWhere([actor, target, ip, place, network, device, session]: readonly number[], of: Places): Where {
  const read = {
    actor: of.identity(actor),
    target: of.identity(target),
    ip: of.word(ip),
    place: of.place(place),
    network: of.network(network),
    device: of.device(device),
    session: of.word(session),
  };
  return new Where(read, null);
}

function readWhat([category, tenant, client, app, appId, resource]: readonly number[], { word }: Places): What {
  return whatOf({
    category: word(category) ?? '',
    tenant: word(tenant) ?? '',
    client: word(client),
    app: word(app),
    appId: word(appId),
    resource: word(resource),
  });
}

function readHow(h: readonly number[], of: Places): How {
  const { word } = of;
  const gaps = word(h[1]);
  return howOfRow({
    provider: word(h[0]) as SignIn['provider'],
    gaps: gaps === null ? [] : gaps.split(','),
    interactive: h[2] === 1,
    outcome: word(h[3]) as SignIn['outcome'],
    failure: word(h[4]) as SignIn['failure'],
    code: word(h[5]) ?? '',
    password: word(h[6]) as SignIn['password'],
    secondFactor: word(h[7]) as SignIn['secondFactor'],
    methods: of.methods(h[8]),
    protocol: word(h[9]),
    route: of.route(h[10]),
    policies: of.policies(h[11]),
    reportOnly: of.policies(h[12]),
    risk: of.risk(h[13]),
  });
}
