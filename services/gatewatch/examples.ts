/** Examples below the help of each command: what is typed, and what it is for. */

import type { Command } from 'commander';

const examples: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  replay: [
    ['gatewatch replay logs/', 'everything in a folder, whatever the files are called'],
    ["gatewatch replay 'export/*.json.gz' --config gatewatch.yaml --out case-17", 'with your tenants and people'],
    ['zcat *.gz | gatewatch replay - --format ndjson', 'from stdin, one alert a line'],
    ['gatewatch replay logs/ --since 2026-05-01 --keep', 'April only teaches; the database stays for alerts, why and subject'],
    ['gatewatch replay year.ndjson --memory 2000', 'twice as fast where there are some ten thousand people'],
    ['gatewatch replay old/quarantine.ndjson --out again', 'what an older release could not read'],
  ],
  run: [
    ['gatewatch run --config gatewatch.yaml', 'until Ctrl-C; gatewatch.example.yaml shows a configuration'],
    ['gatewatch run --config gatewatch.yaml --format ndjson | ship', 'one alert a line, each revision'],
    ['gatewatch run --config gatewatch.yaml --until-read', 'what the folders hold, then end: for a scheduler'],
    ['gatewatch learn last-month/ --config gatewatch.yaml --out gatewatch-state', 'before the first run: what is normal'],
    ['gatewatch alerts list --db gatewatch-state/gatewatch.db', 'what waits for a verdict, while it runs'],
  ],
  service: [
    ['gatewatch service detector --config gatewatch.yaml', 'as many as there are partitions; SIGTERM stops one within 10 s'],
    ['gatewatch service ingestor-azure --config gatewatch.yaml', 'all of sources.eventHubs'],
  ],
  'source test': [['gatewatch source test entra --config gatewatch.yaml', 'ends with 1 where something is missing']],
  demo: [['gatewatch demo --out /tmp/demo', 'logs and report in a folder of your choice']],
  simulate: [
    ['gatewatch simulate --users 500 --days 30 --seed 2 --out sim', 'a bigger organisation; labels.ndjson says what was staged'],
  ],
  detectors: [
    ['gatewatch detectors', 'all of them'],
    ['gatewatch detectors mfa-fatigue', 'one in full'],
  ],
  check: [['gatewatch check --config gatewatch.yaml', 'all problems at once, each with its line']],
  schema: [['gatewatch schema > alert.schema.json', 'for whoever reads alerts.ndjson']],
  verify: [['gatewatch verify gatewatch-report/alerts.ndjson', 'ends with 1 where a number does not follow from its evidence']],
  deliver: [
    [
      'gatewatch deliver --config gatewatch.yaml',
      'after a replay --keep: its alerts to your SIEM; ends with 1 where some are dead',
    ],
  ],
  'deliveries list': [['gatewatch deliveries list --state dead', 'what could not be delivered, and why']],
  'deliveries show': [['gatewatch deliveries show 3f2a', 'attempts, errors, and what the other side knows']],
  'deliveries retry': [['gatewatch deliveries retry --destination siem', 'its dead letters are owed again']],
  'deliveries replay': [
    ['gatewatch deliveries replay --destination siem --since 2026-05-01', 'for a SIEM that lost what it had'],
  ],
  'destination test': [['gatewatch destination test siem --config gatewatch.yaml', 'a marked synthetic alert']],
  'alerts list': [
    ['gatewatch alerts list --severity high --since 2026-05-01', 'what waits for a verdict'],
    ['gatewatch alerts list --subject ada --state all', 'everything about one person'],
  ],
  'alerts show': [['gatewatch alerts show 3f2a', 'the beginning of the id is enough']],
  'alerts close': [["gatewatch alerts close 3f2a --verdict benign --note 'on holiday in Lagos'", 'and Lagos is normal for them']],
  'alerts reopen': [["gatewatch alerts reopen 3f2a --note 'it was not'", 'takes the verdict back']],
  why: [
    ['gatewatch why 3f2a', 'numbers against thresholds'],
    ['gatewatch why 3f2a --config gatewatch.yaml', 'the others with your thresholds'],
  ],
  subject: [['gatewatch subject ada@example.com', 'what they did, what is normal for them']],
  learn: [['gatewatch learn last-month/ --out state', 'before going live']],
  forget: [['gatewatch forget ada@example.com', 'asked to be erased']],
  purge: [['gatewatch purge --config gatewatch.yaml', 'by the retention of the configuration']],
  'ledger export': [['gatewatch ledger export backup.ndjson --config gatewatch.yaml', 'with the workers stopped']],
  'ledger import': [
    ['gatewatch ledger import backup.ndjson --config gatewatch.yaml', 'out of a database into Redis'],
    ['gatewatch ledger import backup.ndjson --config gatewatch.yaml --partitions 96', 'over more partitions, for a new log'],
  ],
  'ledger verify': [
    ['gatewatch ledger verify backup.ndjson', 'whole, and as it was written'],
    ['gatewatch ledger verify backup.ndjson --db gatewatch.db', 'and the database holds the same'],
  ],
  'setup topics': [
    ['gatewatch setup topics --config gatewatch.yaml', 'once before the first start; again after a change of kafka'],
  ],
  'setup kibana': [
    ['gatewatch setup kibana --url https://kibana.example:5601 --api-key secrets/kibana-api-key', 'into the default space'],
    [
      'gatewatch setup kibana --url https://kibana.example:5601 --space soc --user elastic --password secrets/password --ca ca.pem',
      'again after an update',
    ],
  ],
  'setup elasticsearch': [
    ['gatewatch setup elasticsearch --config gatewatch.yaml', 'once before the first start; again after a new release'],
    ['gatewatch setup elasticsearch --url http://127.0.0.1:9200', 'a cluster on this machine, with the defaults'],
  ],
  'geo update': [['gatewatch geo update', 'this month’s DB-IP Lite; --config for your own source']],
  'geo lookup': [['gatewatch geo lookup 203.0.113.7 2001:db8::1', 'where, whose network, by which data']],
  'geo back': [['gatewatch geo back city', 'the data before']],
};

/** Every command has some: a test holds it. A wrong flag is answered with the help of its own command. */
export function addExamples(program: Command, above: readonly string[] = []): void {
  for (const command of program.commands) {
    const path = [...above, command.name()];
    const lines = examples[path.join(' ')];
    command.showHelpAfterError(`(gatewatch ${path.join(' ')} --help shows what it takes)`);
    if (lines !== undefined) {
      const width = Math.max(...lines.map(([typed]) => typed.length));
      const text = lines.map(([typed, what]) => `  ${typed.padEnd(width)}   ${what}`);
      command.addHelpText('after', `\nExamples:\n${text.join('\n')}`);
    }
    addExamples(command, path);
  }
}
