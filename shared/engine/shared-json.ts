/** Places, networks and lists of policies are shared by the rows of many subjects: each is put into JSON once. */

const texts = new WeakMap<object, string>();

export function sharedJson<T extends object>(value: T, put: (value: T) => string): string {
  let text = texts.get(value);
  if (text === undefined) texts.set(value, (text = put(value)));
  return text;
}
