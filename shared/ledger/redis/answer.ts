/** Answers of the server, which are of no type, as what they must be. */

/** A list of texts and nulls; numbers become texts. */
export function texts(answer: unknown): readonly (string | null)[] {
  if (!Array.isArray(answer)) throw new TypeError(`the server answered ${typeof answer} where a list was due`);
  return answer.map((one) => (one === null || one === undefined || one === false ? null : String(one)));
}

/** Pairs of a hash, as HGETALL and HSCAN give them. */
export function pairs(answer: unknown): readonly (readonly [string, string])[] {
  const flat = texts(answer);
  return flat.flatMap((field, i) => (i % 2 === 0 ? [[field ?? '', flat[i + 1] ?? ''] as const] : []));
}

/** `number, a line feed, text`, as several hashes keep their values. */
export function numbered(value: string): { readonly number: number | null; readonly text: string } {
  const feed = value.indexOf('\n');
  return { number: feed === 0 ? null : Number(value.slice(0, feed)), text: value.slice(feed + 1) };
}
