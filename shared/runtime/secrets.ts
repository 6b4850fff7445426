/** Secrets of a configuration: what must stand in no log, sentence, metric or page. */

/** Names of keys, in small letters, whose values are secrets wherever they stand. */
const secretKey = /(?:password|secret|token|key|connectionstring|authorization)$/;
/** Shorter ones would strike out words. */
const leastLength = 6;

/** A function that strikes the configuration's own secrets out of a text, and the keys of connection strings. */
export function hiding(config: unknown): (text: string) => string {
  const found = new Set<string>();
  collect(config, '', found);
  const longestFirst = [...found].sort((a, b) => b.length - a.length);
  return (text) => {
    let shown = text;
    for (const secret of longestFirst) shown = shown.replaceAll(secret, '[secret]');
    return shown.replace(/(SharedAccessKey|AccountKey|SharedAccessSignature)=[^;\s]+/g, '$1=[secret]');
  };
}

function collect(value: unknown, key: string, found: Set<string>): void {
  if (Array.isArray(value)) for (const one of value) collect(one, key, found);
  else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) collect(one, name.toLowerCase(), found);
  else if (typeof value === 'string' && value.length >= leastLength && secretKey.test(key)) {
    found.add(value);
    if (encodeURIComponent(value) !== value) found.add(encodeURIComponent(value));
  }
}
