/** The command line. A person's mistake ends with one plain sentence and 2; anything else that fails is a bug and ends with 1. */

import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addExamples } from './examples.ts';

const version: string = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')).version;

const program = new Command('gatewatch')
  .description('Watches the sign-ins of an organisation: Entra ID and Google Workspace logs in, explained alerts out.')
  .version(version)
  .showHelpAfterError('(gatewatch --help shows what there is)')
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'gatewatch: ')) })
  .addHelpText(
    'after',
    `
Examples:
  gatewatch demo                                     simulate an organisation, judge it, write a report
  gatewatch replay logs/                             judge exported logs: Event Hub bodies, Graph and Reports API exports
  zcat *.gz | gatewatch replay - --out case-17       the same from stdin
  gatewatch replay logs/ --since 2026-05-01          what lies before only teaches what is normal
  gatewatch detectors impossible-travel              what a detector asks, its options, what it cannot see
  gatewatch run --config gatewatch.yaml              watch Event Hubs, Google Workspace and folders, live
  gatewatch alerts list --severity high              what waits for a verdict in a kept database (replay --keep)
  gatewatch alerts close ID --verdict benign --note 'on holiday'
  gatewatch verify gatewatch-report/alerts.ndjson    compute the numbers of each alert again from its evidence`,
  );

program
  .command('replay')
  .description('judge exported logs: files, folders, globs, - for stdin; .gz and .zst too')
  .argument('<path...>', 'where the logs are')
  .option('--config <file>', 'gatewatch.yaml: tenants, people, egress, detectors')
  .option('--out <folder>', 'where alerts.ndjson, quarantine.ndjson, summary.json and report.html go', 'gatewatch-report')
  .option('--format <format>', 'what is printed: table or ndjson', 'table')
  .option('--keep', 'keep the database (gatewatch.db) in the folder')
  .option('--since <date>', 'what lies before only teaches')
  .option('--until <date>', 'what lies behind is left out')
  .option('--memory <megabytes>', 'what it may take, about; 400 where not said; more is faster where people are many')
  .action(async (paths, options) => (await import('./commands/replay.ts')).replayCommand(paths, options));
program
  .command('run')
  .description('watch live sources and folders, in one process, and print alerts as they come')
  .requiredOption('--config <file>', 'gatewatch.yaml: sources, tenants, people, state, http')
  .option('--format <format>', 'what is printed: table or ndjson', 'table')
  .option('--until-read', 'read what the watched folders hold, then end; live sources are left alone')
  .action(async (options) => (await import('./commands/run.ts')).runCommand(options));
program
  .command('service')
  .description(
    'one stage of the distributed setting, over Kafka and Redis: ingestor-azure, ingestor-google, detector, forwarder, indexer',
  )
  .argument('<name>')
  .requiredOption('--config <file>', 'gatewatch.yaml: kafka, redis, sources, tenants, http')
  .option('--accept-loss', 'detector and indexer: go on where the log begins, though records before it were lost to retention')
  .action(async (name, options) => (await import('./commands/service.ts')).serviceCommand(name, options));
program
  .command('source')
  .description('the sources of a configuration')
  .command('test')
  .description('say whether a source works, and what is missing')
  .argument('<name>')
  .requiredOption('--config <file>', 'gatewatch.yaml')
  .action(async (name, options) => {
    if (!(await (await import('./commands/source.ts')).sourceTestCommand(name, options))) process.exitCode = 1;
  });
program
  .command('demo')
  .description('simulate an organisation, judge its sign-ins, print the alerts and write a report')
  .option('--out <folder>', 'where the logs and the report go', 'gatewatch-demo')
  .action(async (options) => (await import('./commands/simulate.ts')).demoCommand(options));
program
  .command('simulate')
  .description('write the logs of a made-up organisation, attacks labelled')
  .option('--users <n>', 'people', '100')
  .option('--days <n>', 'days', '14')
  .option('--seed <n>', 'the same number gives the same bytes', '1')
  .option('--attacks <n>', 'staged attacks per 100 people and week', '10')
  .requiredOption('--out <folder>', 'where the logs go')
  .action(async (options) => (await import('./commands/simulate.ts')).simulateCommand(options));
program
  .command('detectors')
  .description('list the detectors, or show one')
  .argument('[id]')
  .action(async (id) => (await import('./commands/inspect.ts')).detectorsCommand(id));
program
  .command('check')
  .description('say all that is wrong with a configuration')
  .requiredOption('--config <file>', 'gatewatch.yaml')
  .action(async (options) => (await import('./commands/inspect.ts')).checkCommand(options));
program
  .command('schema')
  .description('print the JSON Schema of an alert')
  .argument('[what]', 'alert')
  .action(async (what) => (await import('./commands/inspect.ts')).schemaCommand(what));
program
  .command('verify')
  .description('compute the numbers of each alert again from its own evidence')
  .argument('<alerts.ndjson>')
  .action(async (path) => {
    if ((await (await import('./commands/inspect.ts')).verifyCommand(path)) > 0) process.exitCode = 1;
  });

const alerts = program.command('alerts').description('what an analyst does with the alerts of a kept database (replay --keep)');
alerts
  .command('list')
  .description('alerts that wait for a verdict, the worst first')
  .option('--db <file>', 'the database', 'gatewatch-report/gatewatch.db')
  .option('--subject <name>', 'a part of the person’s address')
  .option('--detector <id>', 'of one detector')
  .option('--severity <severity>', 'at least: low, medium, high, critical')
  .option('--since <date>', 'seen since')
  .option('--state <state>', 'open, changed (since its verdict), closed, withdrawn or all')
  .option('--tenant <id>', 'of one tenant')
  .option('--format <format>', 'table or ndjson', 'table')
  .action(async (options) => (await import('./commands/alerts.ts')).listCommand(options));
alerts
  .command('show')
  .description('the story of an alert, the timeline around it and the steps')
  .argument('<id>')
  .option('--db <file>', 'the database', 'gatewatch-report/gatewatch.db')
  .action(async (id, options) => (await import('./commands/alerts.ts')).showCommand(id, options));
alerts
  .command('close')
  .description('give a verdict; benign makes its places and devices normal for the person')
  .argument('<id>')
  .requiredOption('--verdict <verdict>', 'true-positive, false-positive or benign')
  .option('--note <text>', 'why')
  .option('--analyst <name>', 'who says so; default: the user of this machine')
  .option('--db <file>', 'the database', 'gatewatch-report/gatewatch.db')
  .action(async (id, options) => (await import('./commands/alerts.ts')).closeCommand(id, options));
alerts
  .command('reopen')
  .description('take the verdict back')
  .argument('<id>')
  .option('--note <text>', 'why')
  .option('--analyst <name>', 'who says so; default: the user of this machine')
  .option('--db <file>', 'the database', 'gatewatch-report/gatewatch.db')
  .action(async (id, options) => (await import('./commands/alerts.ts')).reopenCommand(id, options));

program
  .command('why')
  .description('what was compared with what for an alert: numbers, thresholds, profile, and why other detectors were silent')
  .argument('<alert>')
  .option('--db <file>', 'the database', 'gatewatch-report/gatewatch.db')
  .option('--config <file>', 'gatewatch.yaml: its thresholds, and the detectors that are on')
  .action(async (id, options) => (await import('./commands/why.ts')).whyCommand(id, options));
program
  .command('subject')
  .description('timeline, profile and alerts of one person')
  .argument('<name>')
  .option('--tenant <id>', 'of one tenant')
  .option('--db <file>', 'the database', 'gatewatch-report/gatewatch.db')
  .action(async (name, options) => (await import('./commands/subject.ts')).subjectCommand(name, options));
program
  .command('learn')
  .description('learn what is normal from exported logs, without alerts')
  .argument('<path...>', 'where the logs are')
  .option('--config <file>', 'gatewatch.yaml')
  .option('--out <folder>', 'where the database goes', 'gatewatch-report')
  .action(async (paths, options) => (await import('./commands/learn.ts')).learnCommand(paths, options));
program
  .command('forget')
  .description('erase a person from a kept database, down to the bytes of the file')
  .argument('<subject>')
  .option('--db <file>', 'the database', 'gatewatch-report/gatewatch.db')
  .action(async (name, options) => (await import('./commands/forget.ts')).forgetCommand(name, options));
program
  .command('purge')
  .description('let go of what is older than the retention of the configuration')
  .requiredOption('--config <file>', 'gatewatch.yaml with retention')
  .option('--as-of <date>', 'the day that counts as today')
  .option('--db <file>', 'the database', 'gatewatch-report/gatewatch.db')
  .action(async (options) => (await import('./commands/purge.ts')).purgeCommand(options));

program
  .command('deliver')
  .description('send the alerts of a kept database to the destinations of a configuration, until nothing is owed')
  .requiredOption('--config <file>', 'gatewatch.yaml with destinations')
  .option('--db <file>', 'the database', 'gatewatch-report/gatewatch.db')
  .action(async (options) => {
    if ((await (await import('./commands/deliver.ts')).deliverCommand(options)) > 0) process.exitCode = 1;
  });
const deliveries = program.command('deliveries').description('what is owed to destinations');
const ofDeliveries = (name: string, description: string) =>
  deliveries
    .command(name)
    .description(description)
    .option('--destination <name>', 'of one destination')
    .option('--config <file>', 'gatewatch.yaml: its state folder, or the Redis that its services share, in the place of --db')
    .option('--db <file>', 'the database', 'gatewatch-report/gatewatch.db');
ofDeliveries('list', 'what is owed, delivered, held for a summary, spared or dead')
  .option('--state <state>', 'pending, held, delivered, spared or dead')
  .option('--format <format>', 'table or ndjson', 'table')
  .action(async (options) => (await import('./commands/deliveries.ts')).listDeliveriesCommand(options));
ofDeliveries('show', 'attempts, errors and what the other side knows of an alert')
  .argument('<alert>')
  .action(async (alert, options) => (await import('./commands/deliveries.ts')).showDeliveryCommand(alert, options));
ofDeliveries('retry', 'dead deliveries are owed again')
  .argument('[alert]')
  .action(async (alert, options) => (await import('./commands/deliveries.ts')).retryCommand(alert, options));
ofDeliveries('replay', 'what was delivered since a date is owed again')
  .requiredOption('--since <date>', 'delivered since')
  .action(async (options) => (await import('./commands/deliveries.ts')).replayDeliveriesCommand(options));
program
  .command('destination')
  .description('try a destination')
  .command('test')
  .description('send a marked synthetic alert, and say what the other side answered')
  .argument('<name>')
  .requiredOption('--config <file>', 'gatewatch.yaml with destinations')
  .action(async (name, options) => (await import('./commands/destination.ts')).testDestinationCommand(name, options));

const setup = program.command('setup').description('what the distributed setting needs before it starts');
setup
  .command('topics')
  .description('make the Kafka topics that are missing, set what differs, say what was done')
  .requiredOption('--config <file>', 'gatewatch.yaml with kafka')
  .action(async (options) => (await import('./commands/setup.ts')).setupTopicsCommand(options));
setup
  .command('kibana')
  .description('import the boards into Kibana, with their searches and data views, and say what was done')
  .requiredOption('--url <url>', 'of Kibana, such as https://kibana.example:5601')
  .option('--space <id>', 'the space that they are for; default: the default space')
  .option('--api-key <file>', 'holds an API key (encoded)')
  .option('--user <name>', 'in the place of an API key')
  .option('--password <file>', 'holds the password of --user')
  .option('--ca <file>', 'PEM of an own authority')
  .option('--insecure', 'plain http may carry the credentials')
  .action(async (options) => (await import('./commands/setup-kibana.ts')).setupKibanaCommand(options));

setup
  .command('elasticsearch')
  .description('put the index templates that are missing, set what differs, say what was done')
  .option('--config <file>', 'gatewatch.yaml with elasticsearch')
  .option('--url <url>', 'of a node, in the place of those of the configuration')
  .action(async (options) => (await import('./commands/setup-elasticsearch.ts')).setupElasticsearchCommand(options));

const ledger = program.command('ledger').description('backups of a ledger: a kept database, or the Redis of a configuration');
ledger
  .command('export')
  .description('write all that a ledger holds to a file; its workers must stand still')
  .argument('<file>', 'NDJSON')
  .option('--db <file>', 'the database')
  .option('--config <file>', 'gatewatch.yaml with redis')
  .action(async (file, options) => (await import('./commands/ledger.ts')).exportCommand(file, options));
ledger
  .command('import')
  .description(
    'write a backup into an empty ledger: a database into Redis, Redis into a database, over another number of partitions',
  )
  .argument('<file>', 'what export wrote')
  .option('--db <file>', 'the database')
  .option('--config <file>', 'gatewatch.yaml with redis')
  .option('--partitions <n>', 'partitions of a lane; default: of the configuration, else as before')
  .option('--replace', 'lose what the ledger holds')
  .action(async (file, options) => (await import('./commands/ledger.ts')).importCommand(file, options));
ledger
  .command('verify')
  .description('say whether a backup is whole, and with --db or --config whether a ledger holds the same')
  .argument('<file>', 'what export wrote')
  .option('--db <file>', 'the database')
  .option('--config <file>', 'gatewatch.yaml with redis')
  .action(async (file, options) => (await import('./commands/ledger.ts')).verifyLedgerCommand(file, options));

program.hook('preAction', async () => {
  if (process.env.GATEWATCH_LOG !== undefined) (await import('@gatewatch/runtime')).createLog('gatewatch'); // a wrong level is said at once
});

const geo = program.command('geo').description('what is known of addresses, and newer data');
geo
  .command('update')
  .description('fetch newer data on places and networks, try them, put them in use, keep those before')
  .option('--config <file>', 'gatewatch.yaml: geo.update says from where; DB-IP Lite without it')
  .action(async (options) => (await import('./commands/geo.ts')).geoUpdateCommand(options));
geo
  .command('lookup')
  .description('say what is known of addresses, and from which data')
  .argument('<address...>')
  .option('--config <file>', 'gatewatch.yaml')
  .action(async (addresses, options) => (await import('./commands/geo.ts')).geoLookupCommand(addresses, options));
geo
  .command('back')
  .description('put the data before in use again')
  .argument('<kind>', 'city or asn')
  .option('--config <file>', 'gatewatch.yaml')
  .action(async (kind, options) => (await import('./commands/geo.ts')).geoBackCommand(kind, options));

addExamples(program);

// A reader that goes away (head, less) ends the program quietly.
process.stdout.on('error', (error) => {
  const code = 'code' in error ? error.code : '';
  if (code === 'EPIPE') process.exit(0);
  process.stderr.write(
    `gatewatch: standard output cannot be written (${code === 'ENOSPC' ? 'the disk is full' : error.message}): send it elsewhere.\n`,
  );
  process.exit(2);
});
// Nobody who could be told is there.
process.stderr.on('error', () => {});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (
    error instanceof Error &&
    [
      'UserMistake',
      'LedgerUnusable',
      'LedgerUnavailable',
      'LedgerEmptied',
      'LedgerRolledBack',
      'Fenced',
      'BusFailed',
      'PartitionMismatch',
      'UnreadableState',
    ].includes(error.name)
  ) {
    process.stderr.write(
      `${error.message
        .split('\n')
        .map((line) => `gatewatch: ${line}`)
        .join('\n')}\n`,
    );
    process.exitCode = 2;
  } else throw error;
}
