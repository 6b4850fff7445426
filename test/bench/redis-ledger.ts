/** What a subject costs in Redis: `node test/bench/redis-ledger.ts [SUBJECTS]`, states of 1,000 characters in commits of 500, on a server of its own. */

import { ownRedis, step } from '../faults/own-redis.ts';

const subjects = Number(process.argv[2] ?? 100_000);
const each = 500;

await using redis = await ownRedis();
const { ledger } = await redis.open();
const partition = await ledger.acquire('person/0');
const field = (section: string, name: string) =>
  Number(new RegExp(`${name}[:=](\\d+)`).exec(redis.command('INFO', section))?.[1]);
const before = { memory: field('memory', 'used_memory'), client: process.cpuUsage(), server: serverMs() };
for (let from = 0; from < subjects; from += each) {
  const puts = Array.from({ length: each }, (_, i) => ({
    key: `default\nperson${from + i}@example.com`,
    state: `${from + i}`.padEnd(1000, 'abcdefghij'),
    due: i % 20 === 0 ? from : null,
  }));
  await partition.commit(step(from + each, { puts }));
}
const { user, system } = process.cpuUsage(before.client);
const line = (what: string, value: number, unit: string) =>
  process.stdout.write(`${what.padEnd(28)} ${value.toFixed(1)} ${unit}\n`);
line('memory a subject', (field('memory', 'used_memory') - before.memory) / subjects, 'bytes');
line('processor a subject, server', ((serverMs() - before.server) * 1000) / subjects, 'µs, with its append-only file');
line('processor a subject, client', (user + system) / subjects, 'µs');

function serverMs(): number {
  const seconds = ['used_cpu_user', 'used_cpu_sys'].map((name) =>
    Number(new RegExp(`${name}:([\\d.]+)`).exec(redis.command('INFO', 'cpu'))?.[1]),
  );
  return seconds.reduce((sum, one) => sum + one * 1000, 0);
}
