/**
 * Kibana's query language, as far as the boards use it, into what Kibana makes of it (elastic.co, "Kibana Query Language"; what
 * @kbn/es-query writes): `field: "value"`, `field: ("a" or "b")`, `field: *`, not, and, or, parentheses.
 */

export type Query = Readonly<Record<string, unknown>>;

/** Throws a SyntaxError that says where. */
export function queryOf(kql: string): Query {
  if (kql.trim() === '') return { match_all: {} };
  const reader = readerOf(kql);
  const query = either(reader);
  if (reader.peek() !== null) throw new SyntaxError(`${kql}: did not expect ${reader.peek()}`);
  return query;
}

/** The fields that a query names. */
export function fieldsOf(kql: string): readonly string[] {
  const found = new Set<string>();
  JSON.stringify(queryOf(kql), (key, value) => {
    if (key === 'match_phrase') for (const field of Object.keys(value)) found.add(field);
    if (key === 'exists') found.add(value.field);
    return value;
  });
  return [...found];
}

interface Reader {
  peek(): string | null;
  next(): string;
  /** Takes the word where it is next. */
  took(word: string): boolean;
}

function readerOf(kql: string): Reader {
  const words = kql.match(/"(?:[^"\\]|\\.)*"|[()]|[^\s():"]+:|:|[^\s():"]+/g) ?? [];
  let at = 0;
  const peek = () => words[at] ?? null;
  return {
    peek,
    next() {
      const word = peek();
      if (word === null) throw new SyntaxError(`${kql}: ends too soon`);
      at++;
      return word;
    },
    took(word) {
      if (peek() !== word) return false;
      at++;
      return true;
    },
  };
}

function either(reader: Reader): Query {
  const of = [both(reader)];
  while (reader.took('or')) of.push(both(reader));
  return of.length === 1 && of[0] !== undefined ? of[0] : should(of);
}

function both(reader: Reader): Query {
  const of = [single(reader)];
  while (reader.took('and')) of.push(single(reader));
  return of.length === 1 && of[0] !== undefined ? of[0] : { bool: { filter: of } };
}

function single(reader: Reader): Query {
  if (reader.took('not')) return { bool: { must_not: single(reader) } };
  if (reader.took('(')) {
    const query = either(reader);
    if (!reader.took(')')) throw new SyntaxError(`expected ) and not ${reader.peek()}`);
    return query;
  }
  const name = reader.next();
  if (!name.endsWith(':')) throw new SyntaxError(`expected a field and not ${name}`);
  const field = name.slice(0, -1);
  if (reader.took('*')) return should([{ exists: { field } }]);
  if (!reader.took('(')) return phrase(field, reader.next());
  const of = [phrase(field, reader.next())];
  while (reader.took('or')) of.push(phrase(field, reader.next()));
  if (!reader.took(')')) throw new SyntaxError(`expected ) and not ${reader.peek()}`);
  return should(of);
}

function phrase(field: string, quoted: string): Query {
  if (!/^".*"$/.test(quoted)) throw new SyntaxError(`expected a quoted value and not ${quoted}`);
  return should([{ match_phrase: { [field]: quoted.slice(1, -1).replaceAll(/\\(.)/g, '$1') } }]);
}

function should(of: readonly Query[]): Query {
  return { bool: { should: of, minimum_should_match: 1 } };
}
