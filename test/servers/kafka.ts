/** A real Apache Kafka of one node (KRaft) on loopback, in a folder of its own. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { answers } from './answers.ts';
import { startProcess } from './child.ts';
import { freePort } from './free-port.ts';
import { unverified } from './jars.ts';
import { kafkaJava } from './kafka-java.ts';

export interface KafkaServer extends AsyncDisposable {
  /** `127.0.0.1:9092` */
  readonly address: string;
  /** Starts the process again on the same port and data, after `stop` or `kill`. */
  start(): Promise<void>;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

// A small, single-threaded machine: a broker of a test holds little and starts fast.
const small = ['-Xms64m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xss256k', '-XX:-UsePerfData'];
const javaFlags = [...small, ...unverified];
/** ApiVersions v0, correlation id 1, no client id: the one request that every broker answers before it is asked who is there. */
const apiVersions = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 255, 255]);

export interface KafkaOptions {
  /** Lines added to server.properties. */
  readonly properties?: readonly string[];
  /** Security protocol → port, besides PLAINTEXT. */
  readonly listeners?: Readonly<Record<string, number>>;
  /** Arguments added where the storage is formatted. */
  readonly format?: readonly string[];
}

/** Files that `options` name stand in `folder` or beside it: a container sees no others. Throws Missing. */
export async function startKafka(folder: string, options: KafkaOptions = {}): Promise<KafkaServer> {
  const java = kafkaJava('kafka', dirname(folder));
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const config = join(folder, 'server.properties');
  const listeners = { PLAINTEXT: port, ...options.listeners };
  const properties = propertiesOf(listeners, await freePort(), join(folder, 'data'));
  writeFileSync(config, [...properties, ...(options.properties ?? [])].join('\n'));
  const id = ['-t', 'AAAAAAAAAAAAAAAAAAAAAQ'];
  const format = ['kafka.tools.StorageTool', 'format', ...id, '-c', config, ...(options.format ?? [])];
  const formatter = java([...javaFlags, ...format]);
  const ran = spawnSync(formatter.command, formatter.args, {
    encoding: 'utf8',
    env: { ...process.env, ...formatter.environment },
  });
  if (ran.status !== 0) throw new Error(`Kafka's storage was not formatted:\n${ran.stdout}${ran.stderr}`);
  const launch = () =>
    startProcess({
      name: 'Kafka',
      ...java([...javaFlags, 'kafka.Kafka', config]),
      cwd: folder,
      log: join(folder, 'kafka.log'),
      probe: () => answers(port, apiVersions, (answer) => answer.length > 8),
      withinMs: 60_000,
    });
  let server = await launch();
  return {
    address: `127.0.0.1:${port}`,
    async start() {
      server = await launch();
    },
    stop: () => server.stop(),
    kill: () => server.kill(),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

function propertiesOf(listeners: Readonly<Record<string, number>>, controller: number, data: string): readonly string[] {
  const open = Object.entries(listeners).map(([protocol, port]) => `${protocol}://127.0.0.1:${port}`);
  const protocols = [...Object.keys(listeners), 'CONTROLLER'].map(
    (name) => `${name}:${name === 'CONTROLLER' ? 'PLAINTEXT' : name}`,
  );
  return [
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@127.0.0.1:${controller}`,
    `listeners=${open.join(',')},CONTROLLER://127.0.0.1:${controller}`,
    `advertised.listeners=${open.join(',')}`,
    `listener.security.protocol.map=${protocols.join(',')}`,
    'inter.broker.listener.name=PLAINTEXT',
    'controller.listener.names=CONTROLLER',
    `log.dirs=${data}`,
    'offsets.topic.replication.factor=1',
    'offsets.topic.num.partitions=1',
    'transaction.state.log.replication.factor=1',
    'transaction.state.log.min.isr=1',
    'transaction.state.log.num.partitions=1',
    'group.initial.rebalance.delay.ms=0',
    'group.min.session.timeout.ms=500',
    'auto.create.topics.enable=false',
    'log.cleaner.dedupe.buffer.size=2097152',
    'broker.session.timeout.ms=1000',
    'broker.heartbeat.interval.ms=250',
    'message.max.bytes=10485760',
  ];
}
