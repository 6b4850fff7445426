/**
 * An Event Hubs namespace on loopback that the vendor's own client connects to, over AMQP 1.0: tokens, properties, partitions
 * read from a position within credit, owner levels; and faults on command. Plain TCP, as Microsoft's emulator.
 */

import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import type { AmqpError, Connection, EventContext, Sender } from 'rhea';
import rhea from 'rhea';
import { append, expire, type Hub, type HubBody, type HubPartition, newHub } from './hub.ts';
import { flow, type PartitionLink } from './partition-link.ts';
import { managementAnswer, replyLinks, tokenAnswer } from './replies.ts';
import { startPosition } from './start-position.ts';

export interface EventHubsPlan {
  /** Hub → number of partitions. */
  readonly hubs: Readonly<Record<string, number>>;
  /** Consumer groups of every hub, beside `$Default`. */
  readonly groups?: readonly string[];
  /** Service time, Unix ms; this machine's where not said. */
  readonly now?: () => number;
  /** Tokens that are accepted beside signatures with the key. */
  readonly tokens?: readonly string[];
}

export interface EventHubs extends AsyncDisposable {
  readonly port: number;
  /** Of the namespace, with Listen rights. */
  readonly connectionString: string;
  /** The sequence number that the event got. */
  append(hub: string, partition: number, body: HubBody, enqueued?: number): number;
  /** Retention: events before the sequence number leave. */
  expire(hub: string, partition: number, before: number): void;
  /** Deletes the hub and makes it anew, empty. */
  renew(hub: string, partitions: number): void;
  readonly faults: Faults;
  /** Open receivers on partitions now: `signins/0`. */
  readonly receivers: readonly string[];
  /** Requests for properties so far. */
  readonly requests: number;
  /** Hub/partition → how many receivers it had so far. */
  readonly attached: ReadonlyMap<string, number>;
}

export interface Faults {
  /** Closes every connection, as when the service moves its load: amqp:connection:forced. */
  force(): void;
  /** Cuts every connection without a word. */
  cut(): void;
  /** Nobody answers any more, until `answer` is called. */
  silence(): Promise<void>;
  answer(): Promise<void>;
  /** Detaches the receivers of a hub: amqp:link:detach-forced. */
  detach(hub: string): void;
  /** Another reader takes the partitions of a hub: amqp:link:stolen. */
  steal(hub: string): void;
  /** Requests for properties get no answer any more; resolves when one was left without. */
  mute(): Promise<void>;
  unmute(): void;
  /** The next receivers are refused: com.microsoft:server-busy. */
  busy(times: number): void;
  /** No token is accepted, and who shows one is refused, until it is allowed again. */
  refuse(refused: boolean): void;
  /** The next receiver of the partition begins so many events before what it asks for. */
  repeat(hub: string, partition: number, events: number): void;
}

const keyName = 'listen';
const key = Buffer.from('a key of the double, of no use elsewhere').toString('base64');
const partitionAddress = /^(.+)\/ConsumerGroups\/(.+)\/Partitions\/(.+)$/;

export async function startNamespace(plan: EventHubsPlan): Promise<EventHubs> {
  const now = plan.now ?? Date.now;
  const groups = ['$Default', ...(plan.groups ?? [])];
  const hubs = new Map<string, Hub>();
  for (const [name, partitions] of Object.entries(plan.hubs)) hubs.set(name, newHub(name, partitions, groups, now()));
  const rights = { keyName, key, tokens: plan.tokens ?? [] };
  const container = rhea.create_container({ id: 'event-hubs', autoaccept: true });
  container.sasl_server_mechanisms.enable_anonymous();
  const connections = new Set<Connection>();
  const sockets = new Set<Socket>();
  const known = new WeakSet<Connection>();
  const links = new Set<PartitionLink>();
  const attached = new Map<string, number>();
  const repeats = new Map<string, number>();
  const replies = replyLinks();
  let requests = 0;
  const state: { busy: number; refused: boolean; muted: (() => void) | null } = { busy: 0, refused: false, muted: null };

  const refusal = (sender: Sender, place: Place): AmqpError | null => {
    const { hub, group, partition, start } = place;
    if (state.refused || !known.has(sender.connection))
      return error('amqp:unauthorized-access', "Unauthorized access. 'Listen' claim(s) are required to perform this operation.");
    if (partition === undefined) return error('amqp:not-found', `The messaging entity '${hub}' could not be found.`);
    if (!groups.includes(group))
      return error('amqp:not-found', `The messaging entity '${hub}/ConsumerGroups/${group}' could not be found.`);
    if (state.busy > 0) {
      state.busy -= 1;
      return error('com.microsoft:server-busy', 'The server was unable to process the request; wait 10 seconds.');
    }
    if (start === null) return error('amqp:invalid-field', 'The supplied filter is invalid.');
    return start <= partition.last + 1
      ? null
      : error('com.microsoft:argument-out-of-range', 'The supplied offset is invalid: it is behind the last one in the system.');
  };
  const opened = (sender: Sender): void => {
    const address = String(sender.source?.address ?? '');
    sender.set_source(sender.source);
    sender.set_target(sender.target);
    if (address === '$cbs' || address === '$management') {
      replies.add(sender);
      return;
    }
    const [, hub = '', group = '', id = ''] = partitionAddress.exec(address) ?? [];
    const partition = hubs.get(hub)?.partitions.find((one) => one.id === id);
    const start = partition === undefined ? null : startPosition(partition, selectorOf(sender));
    const refused = refusal(sender, { hub, group, partition, start });
    if (refused !== null || partition === undefined || start === null) {
      closed(sender, refused ?? error('amqp:internal-error', 'The double does not know what to do.'));
      return;
    }
    const name = `${hub}/${id}`;
    const level = Number(sender.properties?.['com.microsoft:epoch'] ?? Number.NaN);
    const epoch = Number.isNaN(level) ? null : level;
    const rivals = [...links].filter((other) => other.partition === partition && other.group === group && other.epoch !== null);
    if (rivals.some((rival) => epoch === null || (rival.epoch ?? 0) > epoch)) {
      closed(sender, error('amqp:link:stolen', 'A receiver with a higher epoch reads the partition.'));
      return;
    }
    for (const rival of rivals) drop(rival, 'amqp:link:stolen', 'New receiver with the same or a higher epoch was created.');
    const informed = [sender.desired_capabilities].flat().includes('com.microsoft:enable-receiver-runtime-metric');
    links.add({ sender, hub, group, partition, epoch, informed, next: Math.max(0, start - (repeats.get(name) ?? 0)) });
    repeats.delete(name);
    attached.set(name, (attached.get(name) ?? 0) + 1);
  };
  const drop = (link: PartitionLink, condition: string, description: string): void => {
    links.delete(link);
    closed(link.sender, error(condition, description));
  };
  const dropAll = (hub: string, condition: string, description: string): void => {
    for (const link of links) if (link.hub === hub) drop(link, condition, description);
  };
  const forget = (connection: Connection): void => {
    connections.delete(connection);
    for (const link of links) if (link.sender.connection === connection) links.delete(link);
  };
  container.on('connection_open', ({ connection }: EventContext) => void connections.add(connection));
  container.on('connection_close', ({ connection }: EventContext) => forget(connection));
  container.on('disconnected', ({ connection }: EventContext) => forget(connection));
  container.on('sender_open', ({ sender }: EventContext) => sender && opened(sender));
  container.on('sender_close', ({ sender }: EventContext) => {
    for (const link of links) if (link.sender === sender) links.delete(link);
  });
  for (const event of ['sendable', 'accepted', 'settled'])
    container.on(event, ({ sender }: EventContext) => {
      for (const link of links) if (link.sender === sender) flow(link, now());
    });
  container.on('receiver_open', ({ receiver }: EventContext) => {
    receiver?.set_target(receiver.target);
    receiver?.set_source(receiver.source);
  });
  container.on('message', ({ connection, receiver, message }: EventContext) => {
    if (message === undefined) return;
    if (receiver?.target?.address === '$cbs') {
      const answer = state.refused ? { status: 401, description: 'InvalidSignature: The token has an invalid signature.' } : null;
      const told = answer ?? tokenAnswer(message, rights, Date.now());
      if (told.status === 202) known.add(connection);
      replies.answer(connection, message, told);
      return;
    }
    requests += 1;
    if (state.muted === null) replies.answer(connection, message, managementAnswer(message, hubs, now()));
    else state.muted();
  });

  const listen = async (port: number) => {
    const server = container.listen({ port, host: '127.0.0.1' });
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    await once(server, 'listening');
    return server;
  };
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  const hubOf = (name: string): Hub => {
    const hub = hubs.get(name);
    if (hub === undefined) throw new Error(`the double has no hub ${name}`);
    return hub;
  };
  const partitionOf = (hub: string, id: number) => {
    const partition = hubOf(hub).partitions[id];
    if (partition === undefined) throw new Error(`the double has no partition ${hub}/${id}`);
    return partition;
  };
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const silence = async (): Promise<void> => {
    const gone = once(server, 'close');
    server.close();
    cut();
    await gone;
  };
  return {
    port,
    connectionString: `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=${keyName};SharedAccessKey=${key};UseDevelopmentEmulator=true`,
    append(hub, id, body, enqueued = now()) {
      const partition = partitionOf(hub, id);
      const { sequence } = append(partition, body, enqueued);
      for (const link of links) if (link.partition === partition) flow(link, now());
      return sequence;
    },
    expire: (hub, id, before) => expire(partitionOf(hub, id), before),
    renew(name, partitions) {
      dropAll(name, 'amqp:not-found', `The messaging entity '${name}' could not be found.`);
      hubs.set(name, newHub(name, partitions, groups, now()));
    },
    faults: {
      force() {
        for (const connection of connections)
          connection.close({ condition: 'amqp:connection:forced', description: 'The connection was closed by the service.' });
      },
      cut,
      silence,
      async answer() {
        server = await listen(port);
      },
      detach: (hub) => dropAll(hub, 'amqp:link:detach-forced', 'The link was detached by the service.'),
      steal: (hub) => dropAll(hub, 'amqp:link:stolen', 'New receiver with a higher epoch was created.'),
      mute() {
        const { promise, resolve } = Promise.withResolvers<void>();
        state.muted = resolve;
        return promise;
      },
      unmute() {
        state.muted = null;
      },
      busy(times) {
        state.busy = times;
      },
      refuse(refused) {
        state.refused = refused;
      },
      repeat: (hub, id, events) => void repeats.set(`${hub}/${id}`, events),
    },
    get receivers() {
      return [...links].map(({ hub, partition }) => `${hub}/${partition.id}`).sort();
    },
    attached,
    get requests() {
      return requests;
    },
    async [Symbol.asyncDispose]() {
      if (server.listening) await silence();
    },
  };
}

interface Place {
  readonly hub: string;
  readonly group: string;
  readonly partition: HubPartition | undefined;
  readonly start: number | null;
}

function error(condition: string, description: string): AmqpError {
  return { condition, description };
}

/** Closing a link that is gone already throws in rhea. */
function closed(sender: Sender, error: AmqpError): void {
  if (sender.is_open() || sender.is_remote_open()) sender.close(error);
}

function selectorOf(sender: Sender): string {
  const filter: unknown = sender.source.filter?.['apache.org:selector-filter:string'];
  const value: unknown = typeof filter === 'object' && filter !== null && 'value' in filter ? filter.value : filter;
  return String(value);
}
