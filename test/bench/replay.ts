/**
 * What a whole `gatewatch replay` costs, start and report included, against a process that only parses the same files. The files are as
 * exports are: by category, pages in order of delivery, so the replay finds them out of order and sorts. Then the same events again as one
 * file in order, which is merged as it stands. Usage: npm run bench:replay [-- --users N --days N --rounds N].
 */

import { spawnSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { simulate } from '@gatewatch/simulator';
import { quantile } from './measure.ts';

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '2000' },
    days: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
  },
});
const [users, days, rounds] = [Number(values.users), Number(values.days), Number(values.rounds)];
const house = join(import.meta.dirname, '../../services/gatewatch/main.ts');
const floor = join(import.meta.dirname, 'replay-floor.ts');
const told =
  "data:text/javascript,process.on('exit',()=>{const u=process.resourceUsage();console.error('used',u.userCPUTime+u.systemCPUTime,u.maxRSS)})";

interface Spent {
  readonly seconds: number;
  readonly megabytes: number;
}

const folder = await mkdtemp(join(tmpdir(), 'gatewatch-bench-replay-'));
try {
  const inputs = await write();
  for (const { name, path } of inputs) {
    const turns: { floor: Spent; replay: Spent }[] = [];
    let summary = { records: 0, mode: '', seconds: 0 };
    for (let round = 0; round < rounds; round++) {
      const out = join(folder, 'out');
      turns.push({ floor: spent([floor, path]), replay: spent([house, 'replay', path, '--out', out]) });
      summary = JSON.parse(await readFile(join(out, 'summary.json'), 'utf8'));
    }
    const replay = quantile(
      turns.map((turn) => turn.replay.seconds),
      0.5,
    );
    const ratio = quantile(
      turns.map((turn) => turn.replay.seconds / turn.floor.seconds),
      0.5,
    );
    const most = Math.max(...turns.map((turn) => turn.replay.megabytes));
    process.stdout.write(
      `${name}: ${summary.records.toLocaleString('en')} records, ${summary.mode}: ${replay.toFixed(1)} s of CPU, ` +
        `${((replay * 1e6) / summary.records).toFixed(0)} µs a record, ${ratio.toFixed(1)} x the floor, at most ${most.toFixed(0)} MB\n`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** CPU of all threads of the process, its start included. */
function spent(args: readonly string[]): Spent {
  const { status, stderr } = spawnSync(process.execPath, ['--import', told, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const used = /used (\d+) (\d+)/.exec(stderr);
  if (status !== 0 || used === null) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr.slice(-500)}`);
  return { seconds: Number(used[1]) / 1e6, megabytes: (Number(used[2]) * 1024) / 1e6 };
}

async function write(): Promise<readonly { readonly name: string; readonly path: string }[]> {
  const [exported, inOrder] = [join(folder, 'exported'), join(folder, 'in-order')];
  const files = new Map<string, string[]>();
  const lines: { readonly line: string; readonly time: number }[] = [];
  for (const item of simulate({ users, days, seed: 7 })) {
    if (item.kind !== 'line') continue;
    const file = files.get(item.file) ?? [];
    files.set(item.file, file);
    file.push(item.line);
    for (const record of JSON.parse(item.line).records ?? [])
      lines.push({ line: JSON.stringify(record), time: happened(record) });
  }
  for (const [name, all] of files) await put(join(exported, name.replaceAll('/', '-')), all);
  lines.sort((a, b) => a.time - b.time);
  await put(
    join(inOrder, 'records.json'),
    lines.map(({ line }) => line),
  );
  return [
    { name: 'as exported', path: exported },
    { name: 'in order', path: inOrder },
  ];
}

/** Unix ms: records are logged later than what they tell of. */
function happened({
  time,
  properties,
}: {
  readonly time: string;
  readonly properties: Readonly<Record<string, string>>;
}): number {
  return Date.parse(properties.createdDateTime ?? properties.activityDateTime ?? time);
}

async function put(path: string, lines: readonly string[]): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  for (let at = 0; at < lines.length; at += 10_000) await appendFile(path, `${lines.slice(at, at + 10_000).join('\n')}\n`);
}
