/** Places, networks and lists of policies are shared by the rows of many subjects: each is put into JSON once. */

export interface SharedJson {
  readonly text: string;
  /** The text as a JSON string. */
  readonly quoted: string;
}

const texts = new WeakMap<object, SharedJson>();

export function sharedJson(value: object): SharedJson {
  let json = texts.get(value);
  if (json === undefined) {
    const text = JSON.stringify(value);
    texts.set(value, (json = { text, quoted: JSON.stringify(text) }));
  }
  return json;
}
