/** Objects of rows never change and are shared between rows: each is put into JSON once, whoever asks. */

const texts = new WeakMap<object, string>();

export function jsonOf(value: object): string {
  let text = texts.get(value);
  if (text === undefined) texts.set(value, (text = JSON.stringify(value)));
  return text;
}
