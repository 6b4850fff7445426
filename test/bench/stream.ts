/**
 * An endless export, for measuring memory: Entra sign-ins of many people, one a line, in time order but for a few seconds, as long as
 * asked. Each person has a line of its own, every fourth one by IPv6 (of which both files of city data are asked). Usage: node test/bench/stream.ts --megabytes 20000 [--people 20000] [--a-day 10] [--newest-first] | gatewatch replay -
 */

import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { dayMs } from '@gatewatch/domain';
import { simulate } from '@gatewatch/simulator';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '1000' },
    people: { type: 'string', default: '20000' },
    'a-day': { type: 'string', default: '10' },
    'newest-first': { type: 'boolean', default: false },
  },
});
const people = Number(values.people);
const bytes = Number(values.megabytes) * 1e6;
const stepMs = dayMs / (people * Number(values['a-day']));
const begin = Date.UTC(2026, 2, 2);
const jitterMs = 5000;
// Prefixes of large household carriers: Deutsche Telekom, Comcast, Orange, Sky UK, Reliance Jio.
const households = ['2003:c7', '2601:19c', '2a01:cb04', '2a02:c7f', '2409:4042'];
const octets = ['31.59', '5.80', '59.88', '46.142', '24.40'];

const shapes = shapesOf();
const size = shapes.reduce((sum, shape) => sum + shape.length, 0) / shapes.length + 240;
const total = Math.ceil(bytes / size);
process.stdout.on('error', () => process.exit(0)); // the reader has gone
let held: string[] = [];
for (let n = 0; n < total; n++) {
  held.push(line(values['newest-first'] ? total - 1 - n : n));
  if (held.length < 200) continue;
  if (!process.stdout.write(held.join(''))) await once(process.stdout, 'drain');
  held = [];
}
process.stdout.write(held.join(''));

function line(n: number): string {
  const person = (n * 7919) % people;
  const jitter = Math.imul(n, 48_271) & 0xffff;
  const time = new Date(begin + n * stepMs - (jitter / 0xffff) * jitterMs).toISOString();
  const guid = (kind: number, of: number) => `0000000${kind}-0000-4000-8000-${of.toString(16).padStart(12, '0')}`;
  const address = `person${person}@example.com`;
  const parts = shapes[person % shapes.length] ?? '';
  return parts
    .replaceAll('<time>', time)
    .replaceAll('<id>', guid(1, n))
    .replaceAll('<user>', guid(2, person))
    .replaceAll('<address>', address)
    .replaceAll('<ip>', lineOf(person));
}

/** The address of a person's own line: constant, so that nobody travels. */
function lineOf(person: number): string {
  const low = person & 255;
  const high = (person >> 8) & 255;
  if (person % 4 === 0) return `${households[(person >> 2) % households.length]}:${person.toString(16)}::${low.toString(16)}`;
  return `${octets[person % octets.length]}.${high}.${low}`;
}

/** Successful sign-ins as the simulator writes them, with marks in the places of what differs. */
function shapesOf(): readonly string[] {
  const found: string[] = [];
  for (const item of simulate({ users: 60, days: 1, seed: 7 })) {
    if (item.kind !== 'line' || !item.file.startsWith('entra-signin/')) continue;
    const { records } = JSON.parse(item.line);
    for (const record of records) {
      if (String(record.resultType) !== '0') continue;
      const properties = {
        ...record.properties,
        id: '<id>',
        originalRequestId: '<id>',
        correlationId: '<id>',
        createdDateTime: '<time>',
        userId: '<user>',
        userPrincipalName: '<address>',
      };
      for (const detail of properties.authenticationDetails ?? []) detail.authenticationStepDateTime = '<time>';
      const made = JSON.stringify({ ...record, time: '<time>', correlationId: '<id>', identity: 'A person', properties });
      found.push(`${made.replaceAll(JSON.stringify(record.callerIpAddress), '"<ip>"')}\n`);
    }
  }
  return found.slice(0, 40);
}
