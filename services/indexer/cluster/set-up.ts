/** Templates put where they are missing or differ, indices that exist brought up to them, and the answer asserted. */

import { isDeepStrictEqual } from 'node:util';
import { alertAlias, elasticsearchTemplates, eventAlias, type Template, type TemplateOptions } from '@gatewatch/formats';
import { UserMistake } from '@gatewatch/runtime';
import { object } from './bulk-answer.ts';
import type { Cluster } from './cluster.ts';

export interface SetUpChange {
  /** Of a template or an index. */
  readonly name: string;
  /** What was done, in a few words; null: it was as it should be. */
  readonly done: string | null;
}

/** A second time it changes nothing. Throws UserMistake where another template would win, and what the cluster throws. */
export async function setUpElasticsearch(cluster: Cluster, options: TemplateOptions): Promise<readonly SetUpChange[]> {
  const templates = elasticsearchTemplates(options);
  const changes: SetUpChange[] = [];
  for (const template of templates) changes.push({ name: template.name, done: await put(cluster, template) });
  for (const [alias, component] of [
    [eventAlias(options.namespace), templates[0]],
    [alertAlias(options.namespace), templates[1]],
  ] as const) {
    const properties = propertiesIn(component?.body);
    await assertOurs(cluster, alias, properties);
    const existing = object(await cluster.ask('GET', `/${alias}-*?features=mappings,aliases`));
    for (const [index, of] of Object.entries(existing).sort(([a], [b]) => (a < b ? -1 : 1)))
      changes.push({ name: index, done: await bringUp(cluster, index, of, alias, properties) });
  }
  return changes;
}

async function put(cluster: Cluster, { kind, name, body }: Template): Promise<string | null> {
  const path = `/${kind}/${name}`;
  const is = templateIn(await cluster.ask('GET', path));
  if (is !== null && Object.entries(body).every(([key, value]) => isDeepStrictEqual(is[key], value))) return null;
  await cluster.ask('PUT', path, body);
  return is === null ? 'made' : 'set as it should be';
}

function templateIn(said: unknown): Readonly<Record<string, unknown>> | null {
  if (said === null) return null;
  const { component_templates, index_templates } = object(said);
  const list = Array.isArray(component_templates) ? component_templates : Array.isArray(index_templates) ? index_templates : [];
  const { component_template, index_template } = object(list[0]);
  return object(component_template ?? index_template);
}

/** What a new index behind the alias would be made of: of our mapping, and no data stream. */
async function assertOurs(cluster: Cluster, alias: string, properties: object): Promise<void> {
  const index = `${alias}-2000.01`;
  const said = object(await cluster.ask('POST', `/_index_template/_simulate_index/${index}`));
  const { mappings, aliases } = object(said.template);
  if (isDeepStrictEqual(object(mappings).properties, properties) && Object.hasOwn(object(aliases), alias)) return;
  const others = Array.isArray(said.overlapping) ? said.overlapping.map((one) => String(object(one).name)) : [];
  throw new UserMistake(
    `An index ${index} would not be made of our template: look for templates of a higher priority that take its name (${others.join(', ') || 'none is named'}), and set theirs below 500.`,
  );
}

async function bringUp(cluster: Cluster, index: string, of: unknown, alias: string, properties: object): Promise<string | null> {
  const { mappings, aliases } = object(of);
  const done: string[] = [];
  const missing = missingIn(object(properties), object(object(mappings).properties));
  if (missing > 0) {
    await cluster.ask('PUT', `/${index}/_mapping`, { properties });
    done.push(`${missing} ${missing === 1 ? 'field' : 'fields'} added`);
  }
  if (!Object.hasOwn(object(aliases), alias)) {
    await cluster.ask('POST', '/_aliases', { actions: [{ add: { index, alias } }] });
    done.push(`put behind ${alias}`);
  }
  return done.length === 0 ? null : done.join(', ');
}

/** How many fields of ours it has not. */
function missingIn(ours: Readonly<Record<string, unknown>>, theirs: Readonly<Record<string, unknown>>): number {
  let count = 0;
  for (const [name, field] of Object.entries(ours)) {
    const inner = object(field).properties;
    if (inner !== undefined) count += missingIn(object(inner), object(object(theirs[name]).properties));
    else if (theirs[name] === undefined) count++;
  }
  return count;
}

function propertiesIn(body: unknown): object {
  return object(object(object(object(body).template).mappings).properties);
}
