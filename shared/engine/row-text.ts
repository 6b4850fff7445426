/** Rows out of a subject's text, of any form that a release of ours wrote. */

import { hash32, type IdentityEvent, type Route, type SignIn } from '@gatewatch/domain';
import { deviceOf, identityOf, networkOf, placeOf, policiesOf, riskOf } from './compact.ts';
import { routeOf } from './route-text.ts';
import { resolved } from './templates.ts';
import { vocabularyWord } from './vocabulary.ts';

export interface Read {
  readonly rows: IdentityEvent[];
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
  const rows = tuples.map((tuple) =>
    Array.isArray(tuple)
      ? readSignIn(tuple, whole[tuple[4] as number] ?? [], origin, places)
      : readOther(tuple as { fields: number; values: unknown[] }, word, json),
  );
  return { rows, word };
}

interface Places {
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

function readOther(
  { fields, values }: { fields: number; values: unknown[] },
  word: (place: unknown) => string | null,
  json: (place: unknown) => unknown,
): IdentityEvent {
  const names = (word(fields) ?? '').split(',');
  const value = (one: unknown): unknown => {
    if (!Array.isArray(one)) return one;
    const [place, isJson] = one as unknown[];
    return isJson === 1 ? json(place) : (word(place) ?? '');
  };
  return Object.fromEntries(names.map((name, i) => [name, value(values[i])])) as unknown as IdentityEvent;
}

function readSignIn(own: readonly unknown[], t: readonly number[], origin: number, of: Places): SignIn {
  const { word } = of;
  const provider = word(t[0]) as SignIn['provider'];
  const [id, recordId] = Array.isArray(own[0]) ? (own[0] as [string, string]) : [`${provider}:${own[0]}`, own[0] as string];
  const time = (own[1] as number) + origin;
  const gaps = word(t[3]);
  const request = (own.length > 5 ? own[5] : 0) as string | null | 0; // 0, or not there: as the record's own id makes it
  const correlation = (own.length > 6 ? own[6] : 0) as string | null | 0; // the same: as the request's
  const requestId = request === 0 ? hash32(recordId).toString(36) : request;
  return {
    kind: 'sign-in',
    id,
    recordId,
    tenant: word(t[2]) ?? '',
    provider,
    category: word(t[1]) ?? '',
    time,
    processed: own[2] === null ? null : (own[2] as number) + time,
    hash: own[3] as string,
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
    requestId,
    correlationId: correlation === 0 ? requestId : correlation,
    policies: of.policies(t[23]),
    reportOnly: of.policies(t[24]),
    risk: of.risk(t[25]),
  };
}
