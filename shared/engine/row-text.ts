/** Rows out of a subject's text, of any form that a release of ours wrote. */

import type { IdentityEvent, Route, SignIn } from '@gatewatch/domain';
import { deviceOf, identityOf, networkOf, placeOf, policiesOf, riskOf } from './compact.ts';
import { routeOf } from './route-text.ts';
import { SignInRow } from './sign-in-row.ts';
import { type Common, Template } from './template.ts';
import { resolved } from './templates.ts';
import { vocabularyWord } from './vocabulary.ts';

export interface Read {
  readonly rows: IdentityEvent[];
  readonly templates: readonly Template[];
  /** The word at a place, null where there is none. */
  readonly word: (place: unknown) => string | null;
}

/** Up to form 2 an object was a word like others, the text of its JSON, and every template was whole. */
const textsUntil = 2;

// A codec, so casts are its business.
export function readRows(
  form: number,
  words: readonly unknown[],
  templates: readonly (readonly number[])[],
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
    const known = new Map<unknown, T>();
    return (place) => {
      let value = known.get(place);
      if (value === undefined) known.set(place, (value = of(json(place))));
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
  const whole = form <= textsUntil ? templates : resolved(templates);
  const read = whole.map((template) => new Template(readTemplate(template, places), null));
  const rows = tuples.map((tuple) =>
    Array.isArray(tuple)
      ? readSignIn(tuple, read[tuple[4] as number] ?? new Template(readTemplate([], places), null), origin)
      : readOther(tuple as { fields: number; values: unknown[] }, places),
  );
  return { rows, templates: read, word };
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

function readSignIn(own: readonly unknown[], of: Template, origin: number): SignInRow {
  const [id, record] = Array.isArray(own[0]) ? (own[0] as [string, string]) : [`${of.provider}:${own[0]}`, null];
  const time = (own[1] as number) + origin;
  const request = (own.length > 5 ? own[5] : 0) as string | null | 0;
  const correlation = (own.length > 6 ? own[6] : 0) as string | null | 0;
  return new SignInRow(of, id, record, time, own[2] as number | null, own[3] as string, request, correlation);
}

function readTemplate(t: readonly number[], of: Places): Common {
  const { word } = of;
  const gaps = word(t[3]);
  return {
    provider: word(t[0]) as SignIn['provider'],
    category: word(t[1]) ?? '',
    tenant: word(t[2]) ?? '',
    gaps: gaps === null ? [] : gaps.split(','),
    actor: of.identity(t[4]),
    target: of.identity(t[5]),
    ip: word(t[6]),
    place: of.place(t[7]),
    network: of.network(t[8]),
    interactive: t[9] === 1,
    outcome: word(t[10]) as SignIn['outcome'],
    failure: word(t[11]) as SignIn['failure'],
    code: word(t[12]) ?? '',
    password: word(t[13]) as SignIn['password'],
    secondFactor: word(t[14]) as SignIn['secondFactor'],
    methods: of.methods(t[15]),
    protocol: word(t[16]),
    route: of.route(t[26]),
    client: word(t[17]),
    device: of.device(t[18]),
    session: word(t[19]),
    app: word(t[20]),
    appId: word(t[21]),
    resource: word(t[22]),
    policies: of.policies(t[23]),
    reportOnly: of.policies(t[24]),
    risk: of.risk(t[25]),
  };
}
