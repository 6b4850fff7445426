/** Parsers of the formats as their own papers describe them: the other side of each line that we write. */

export interface ParsedLine {
  readonly header: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
}

/** ArcSight: seven header fields parted by unescaped pipes, then `key=value` pairs whose values end before the next key. */
export function parseCef(line: string): ParsedLine {
  const header: string[] = [];
  let current = '';
  let at = 0;
  for (; at < line.length && header.length < 7; at++) {
    const sign = line[at] ?? '';
    if (sign === '\\') current += line[++at] ?? '';
    else if (sign === '|') {
      header.push(current);
      current = '';
    } else current += sign;
  }
  const fields: Record<string, string> = {};
  const rest = line.slice(at);
  const keys = [...rest.matchAll(/(?:^| )([A-Za-z0-9]+)=/g)];
  for (const [i, match] of keys.entries()) {
    const from = match.index + match[0].length;
    fields[match[1] ?? ''] = rest.slice(from, keys[i + 1]?.index ?? rest.length).replaceAll(/\\(.)/g, '$1');
  }
  return { header, fields };
}

/** IBM LEEF 2.0: five header fields, the delimiter as the sixth, then `key=value` parted by it. */
export function parseLeef(line: string): ParsedLine {
  const parts = line.split('|');
  const header = parts.slice(0, 5);
  const delimiter = parts[5] ?? '';
  const fields: Record<string, string> = {};
  for (const pair of parts.slice(6).join('|').split(delimiter)) {
    const equals = pair.indexOf('=');
    fields[pair.slice(0, equals)] = pair.slice(equals + 1);
  }
  return { header, fields };
}

export interface ParsedSyslog {
  readonly priority: number;
  readonly header: readonly string[];
  readonly data: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly text: string;
}

/** RFC 5424, 6: throws where the grammar is not met. */
export function parseSyslog(message: string): ParsedSyslog {
  const begin = /^<(\d{1,3})>1 (\S+) ([\x21-\x7e]{1,255}) ([\x21-\x7e]{1,48}) ([\x21-\x7e]{1,128}) ([\x21-\x7e]{1,32}) /.exec(
    message,
  );
  if (begin === null) throw new Error('no header');
  let at = begin[0].length;
  const data: Record<string, Record<string, string>> = {};
  if (message[at] === '-') at++;
  while (message[at] === '[') {
    const id = /^\[([^\s=\]"]{1,32})/.exec(message.slice(at));
    if (id === null) throw new Error('no SD-ID');
    at += id[0].length;
    const parameters: Record<string, string> = {};
    for (;;) {
      const parameter = /^ ([^\s=\]"]{1,32})="((?:[^"\\\]]|\\["\\\]])*)"/.exec(message.slice(at));
      if (parameter === null) break;
      parameters[parameter[1] ?? ''] = (parameter[2] ?? '').replaceAll(/\\(["\\\]])/g, '$1');
      at += parameter[0].length;
    }
    if (message[at++] !== ']') throw new Error('an element is left open');
    data[id[1] ?? ''] = parameters;
  }
  if (message[at++] !== ' ') throw new Error('no space before the text');
  return { priority: Number(begin[1]), header: begin.slice(2), data, text: message.slice(at) };
}
