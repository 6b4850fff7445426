import { appKey, type SignIn } from '@gatewatch/domain';
import { lengthOfWhat, mostRow } from './clipping.ts';
import { type Word, wordOf } from './dictionary.ts';
import { kept } from './kept.ts';

/** What was opened, and with which client: rows of everybody share a few of these. */
export class What {
  readonly tenant: string;
  readonly category: string;
  readonly client: string | null;
  readonly app: string | null;
  readonly appId: string | null;
  readonly resource: string | null;
  /** Under which word a profile remembers the application. */
  readonly key: string | null;
  /** Characters of its texts. */
  readonly length: number;
  #words: readonly Word[] | null = null;

  constructor({ tenant, category, client, app, appId, resource }: WhatFields, length: number) {
    this.tenant = tenant;
    this.category = category;
    this.client = client;
    this.app = app;
    this.appId = appId;
    this.resource = resource;
    this.key = appKey(this);
    this.length = length;
  }

  /** As the text of a subject says it. */
  get words(): readonly Word[] {
    return (this.#words ??= [this.category, this.tenant, this.client, this.app, this.appId, this.resource].map(wordOf));
  }
}

export type WhatFields = Pick<SignIn, 'tenant' | 'category' | 'client' | 'app' | 'appId' | 'resource'>;

const all = kept<string, What>();

export function whatOf(event: WhatFields): What {
  const key = event.appId ?? event.app ?? '';
  const known = all.get(key);
  for (let i = 0; i < known.length; i++) {
    const what = known[i];
    if (what !== undefined && fits(what, event)) return what;
  }
  const length = lengthOfWhat(event);
  const what = new What(event, length);
  if (length <= mostRow) all.add(key, what);
  return what;
}

function fits(what: What, event: WhatFields): boolean {
  return (
    what.resource === event.resource &&
    what.client === event.client &&
    what.app === event.app &&
    what.appId === event.appId &&
    what.category === event.category &&
    what.tenant === event.tenant
  );
}
