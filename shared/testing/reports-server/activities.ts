/** What Google has on record of one application, and what of it can be listed at a time: pages from the newest, tokens bound to their query. */

export interface Recorded {
  /** When it happened, and from when on it is listed; Unix ms. */
  readonly time: number;
  readonly listed: number;
  /** The activity as JSON. */
  readonly text: string;
}

export interface ListQuery {
  readonly from: number;
  readonly to: number;
  readonly most: number;
  readonly token: string | null;
}

export type Listed = { readonly body: string } | { readonly refused: string };

export interface Activities {
  list(query: ListQuery, now: number): Listed;
  add(more: readonly Recorded[]): void;
}

/** `tokenLifeMs`: pages older than that are not found again. */
export function activities(first: readonly Recorded[], tokenLifeMs: number): Activities {
  let records = sorted(first);
  return {
    add(more) {
      records = sorted([...records, ...more]);
    },
    list({ from, to, most, token }, now) {
      const query = `${from}/${to}/${most}`;
      let at = before(records, to);
      if (token !== null) {
        const [of, place, made] = Buffer.from(token, 'base64url').toString().split('|');
        if (of !== query) return { refused: 'Invalid value for pageToken: it belongs to another request' };
        if (now - Number(made) > tokenLifeMs) return { refused: 'Page token has expired' };
        at = Number(place);
      }
      const page: string[] = [];
      let record = records[at];
      for (; record !== undefined && record.time >= from; record = records[--at]) {
        if (record.listed > now) continue;
        if (page.length === most) break;
        page.push(record.text);
      }
      const more = record !== undefined && record.time >= from;
      const items = page.length === 0 ? '' : `,"items":[${page.join(',')}]`;
      const next = more ? `,"nextPageToken":"${Buffer.from(`${query}|${at}|${now}`).toString('base64url')}"` : '';
      return { body: `{"kind":"admin#reports#activities","etag":"\\"x\\""${next}${items}}` };
    },
  };
}

function sorted(records: readonly Recorded[]): Recorded[] {
  return [...records].sort((a, b) => a.time - b.time);
}

/** Place of the newest record that happened at or before the time; -1 where there is none. */
function before(records: readonly Recorded[], time: number): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((records[middle]?.time ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
