/**
 * Syslog: RFC 5424 messages over UDP (RFC 5426), TCP with octet counting (RFC 6587, 3.4.1) or TLS (RFC 5425), with CEF, LEEF, ECS or
 * OCSF as their text. No receiver acknowledges syslog: delivered means that the operating system took it.
 */

import type { Answer } from '@gatewatch/domain';
import { octetCounted } from '@gatewatch/formats';
import { UserMistake } from '@gatewatch/runtime';
import { z } from 'zod';
import { destinationType } from '../destination-type.ts';
import { rendered } from '../rendered.ts';
import { sendDatagrams } from '../syslog/datagrams.ts';
import { createStream } from '../syslog/stream.ts';
import { syslogText, syslogTextOptions } from '../syslog/text.ts';

const options = z.strictObject({
  host: z.string().min(1).describe('Name or address of the collector.'),
  port: z.int().min(1).max(65_535).optional().describe('6514 for TLS, else 514.'),
  transport: z
    .enum(['tls', 'tcp', 'udp'])
    .default('tls')
    .describe('tcp and udp can be read and changed on their way: they need insecure: true.'),
  ...syslogTextOptions,
  ca: z.string().optional().describe('PEM of an own authority: file:PATH.'),
  cert: z.string().optional().describe('Our own certificate, PEM, where the collector asks for one: file:PATH.'),
  key: z.string().optional().describe('Its private key, PEM: a reference to a secret.'),
});

const mostDatagram = 8192; // RFC 5426, 3.2: receivers should take 2,048 and may take more; ours are below 8 KB as CEF
const mostFrame = 65_536; // what `setUp` asks a collector to take; a cut document is worse than none

export const syslog = destinationType({
  type: 'syslog',
  title: 'Syslog (RFC 5424)',
  setUp: [
    'Let the collector listen for TLS on 6514 with octet counting (rsyslog imtcp, syslog-ng `syslog()`), and allow messages of 64 KB.',
    'Trust its authority with `ca`; give a client certificate with `cert` and `key` where it asks for one.',
  ],
  notes: [
    'Syslog has no acknowledgement. What was written within ten seconds before a connection broke is written again on the next one, which is opened for it at once; its ids tell repeats. On a line that goes dead without a word, what was written earlier is lost.',
    'A message above 64 KB is rejected, not cut.',
    'UDP loses messages silently, and one above 8 KB is refused: it is there for collectors that know nothing else.',
  ],
  options,
  example: { host: 'collector.example', ca: 'file:collector-ca.pem', format: 'cef', hostname: 'gate.example' },
  secrets: ['key'],
  events: true,
  async open(chosen, world) {
    const { host, transport, port = transport === 'tls' ? 6514 : 514 } = chosen;
    if (transport !== 'tls' && !world.insecure)
      throw new UserMistake(
        `destinations.${world.name}.transport: ${transport} can be read and changed on its way: use tls, or set insecure: true beside it.`,
      );
    const textOf = rendered((one) => syslogText(one, chosen));
    if (transport === 'udp') {
      return {
        limits: {
          items: 50,
          bytes: 1_000_000,
          measure: (one) => textOf(one).length,
          concurrency: 1,
          perSecond: 100,
          patienceMs: 20_000,
        },
        send: (parcels) => sendDatagrams(parcels.map(textOf), { host, port, guard: world.guard, mostBytes: mostDatagram }),
        async [Symbol.asyncDispose]() {},
      };
    }
    const { ca, cert, key } = chosen;
    const tls = {
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    };
    const stream = createStream({ host, port, guard: world.guard, clock: world.clock, tls: transport === 'tls' ? tls : null });
    return {
      limits: {
        items: 100,
        bytes: 1_000_000,
        measure: (one) => textOf(one).length,
        concurrency: 1,
        perSecond: 100,
        patienceMs: 20_000,
      },
      async send(parcels, signal) {
        const frames = parcels.map((one) => octetCounted(textOf(one)));
        const fit = frames.filter((frame) => frame.length <= mostFrame);
        const answer = fit.length === 0 ? null : await stream.write(fit, signal);
        const tooLarge: Answer = {
          kind: 'rejected',
          code: 'too-large',
          why: `a message above ${mostFrame} bytes: format cef is shorter`,
        };
        return frames.map((frame) => (frame.length <= mostFrame && answer !== null ? answer : tooLarge));
      },
      [Symbol.asyncDispose]: () => stream[Symbol.asyncDispose](),
    };
  },
  sample: (chosen, parcels) => parcels.map((one) => syslogText(one, chosen)).join('\n'),
});
