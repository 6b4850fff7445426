/**
 * Fields of an index as data: a name and its type, or an object of more. The types are those that every distribution of Elasticsearch
 * has, its smallest too: none of `match_only_text`, `wildcard`, `constant_keyword` or `version`.
 */

export type FieldType = 'boolean' | 'date' | 'double' | 'geo_point' | 'ip' | 'keyword' | 'long' | 'text';

export interface Fields {
  readonly [name: string]: FieldType | Fields;
}

/** `source.geo.location` → `geo_point`, of all fields, in the order they are written in. */
export function fieldTypes(fields: Fields): ReadonlyMap<string, FieldType> {
  const found = new Map<string, FieldType>();
  const walk = (of: Fields, prefix: string): void => {
    for (const [name, type] of Object.entries(of)) {
      if (typeof type === 'string') found.set(`${prefix}${name}`, type);
      else walk(type, `${prefix}${name}.`);
    }
  };
  walk(fields, '');
  return found;
}

/** The `properties` of a mapping. */
export function propertiesOf(fields: Fields): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, type]) => [
      name,
      typeof type === 'string' ? parameters[type] : { properties: propertiesOf(type) },
    ]),
  );
}

/** Of a keyword, characters: what is longer is kept and shown, and not searched by. ECS takes the same. */
const ignoreAbove = 1024;

const parameters: Readonly<Record<FieldType, object>> = {
  boolean: { type: 'boolean' },
  date: { type: 'date' },
  double: { type: 'double' },
  geo_point: { type: 'geo_point' },
  ip: { type: 'ip' },
  keyword: { type: 'keyword', ignore_above: ignoreAbove },
  long: { type: 'long' },
  text: { type: 'text', norms: false },
};

/** One set of fields out of several; objects of the same name are joined. */
export function joined(...all: readonly Fields[]): Fields {
  const result: Record<string, FieldType | Fields> = {};
  for (const fields of all)
    for (const [name, type] of Object.entries(fields)) {
      const known = result[name];
      result[name] = typeof type === 'string' || typeof known !== 'object' ? type : joined(known, type);
    }
  return result;
}
