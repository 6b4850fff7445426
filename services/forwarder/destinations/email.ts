/** E-mail over SMTP (RFC 5321), in text and HTML; all that is said of one alert is one thread (RFC 5322, 3.6.4). */

import { isIP } from 'node:net';
import type { Answer, Parcel } from '@gatewatch/domain';
import { UserMistake } from '@gatewatch/runtime';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { destinationType } from '../destination-type.ts';
import { mailOf } from '../email/mail.ts';
import { answerOfError } from '../http/answer.ts';
import { guardedAddress } from '../http/guarded-address.ts';
import { within } from '../sending/within.ts';

const mailbox = z.string().regex(/^[^\s@<>]+@[^\s@<>]+$/, 'write an address as soc@example.com');

const options = z.strictObject({
  host: z.string().min(1).describe('The mail server.'),
  port: z.int().min(1).max(65_535).optional().describe('465 for tls, else 587.'),
  security: z
    .enum(['starttls', 'tls', 'none'])
    .default('starttls')
    .describe('starttls is demanded, not only tried; none needs insecure: true.'),
  username: z.string().optional().describe('Where the server asks who we are.'),
  password: z.string().optional().describe('Its password, as a reference to a secret.'),
  from: mailbox.describe('The sender.'),
  to: z.array(mailbox).min(1, 'name at least one recipient').describe('Who gets it.'),
  link: z.string().optional().describe('Where an alert can be seen, with {id} in its place.'),
  ca: z.string().optional().describe('PEM of an own authority: file:PATH.'),
});

const mostRemembered = 1000;

export const email = destinationType({
  type: 'email',
  title: 'E-mail',
  setUp: [
    'Let the mail server take mail from `from` with TLS, by an account of its own.',
    'Set `digest` for one mail at set times of the day.',
  ],
  notes: [
    'All that is said of one alert is one thread; a withdrawal says so in its subject.',
    'Of several recipients, one that the server puts off gets the mail later, alone. Where it refuses one for good, the others count: `gatewatch destination test` names who is refused, and a destination for each recipient shows how each stands.',
    'A mail that the server took counts as delivered; what becomes of it behind the server is not told.',
  ],
  options,
  example: {
    host: 'mail.example.com',
    username: 'gatewatch',
    password: 'file:secrets/mail-password',
    from: 'gatewatch@example.com',
    to: ['soc@example.com'],
  },
  secrets: ['password'],
  async open(chosen, world) {
    const { host, security, username, password, ca } = chosen;
    const port = chosen.port ?? (security === 'tls' ? 465 : 587);
    if (security === 'none' && !world.insecure)
      throw new UserMistake(
        `destinations.${world.name}.security: mail without TLS can be read and changed on its way: use starttls, or set insecure: true beside it.`,
      );
    const tls = {
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { ca }),
      minVersion: 'TLSv1.2' as const,
    };

    /** Who has a mail already that others of its recipients were put off for, by mail. */
    const had = new Map<string, readonly string[]>();

    async function post(parcel: Parcel, signal: AbortSignal): Promise<Answer> {
      try {
        const address = await guardedAddress(host, world.guard);
        const transport = createTransport({
          host: address,
          port,
          secure: security === 'tls',
          requireTLS: security === 'starttls',
          ignoreTLS: security === 'none',
          tls,
          ...(username === undefined ? {} : { auth: { user: username, pass: password ?? '' } }),
          connectionTimeout: 10_000,
          greetingTimeout: 10_000,
          socketTimeout: 20_000,
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        const abort = () => transport.close();
        signal.addEventListener('abort', abort, { once: true });
        try {
          const key = `${parcel.id} ${parcel.revision} ${parcel.notice}`;
          const has = had.get(key) ?? [];
          const to = chosen.to.filter((one) => !has.includes(one));
          const mail = { ...mailOf(parcel, chosen), envelope: { from: chosen.from, to } };
          const { rejectedErrors = [] } = await within(transport.sendMail(mail), signal);
          had.delete(key);
          const later = rejectedErrors.filter(({ responseCode = 0 }) => responseCode < 500);
          const [first] = later.length > 0 ? later : rejectedErrors;
          if (first === undefined || (later.length === 0 && parcel.notice !== 'test')) return { kind: 'delivered' };
          if (later.length > 0 && had.size < mostRemembered) {
            const off = later.map(({ recipient }) => recipient);
            had.set(
              key,
              chosen.to.filter((one) => !off.includes(one)),
            );
          }
          return answerOfSmtp(first, first.recipient);
        } finally {
          signal.removeEventListener('abort', abort);
          transport.close();
        }
      } catch (error) {
        return answerOfSmtp(error);
      }
    }

    return {
      limits: { items: 1, bytes: 1_000_000, measure: () => 10_000, concurrency: 2, perSecond: 2, patienceMs: 45_000 },
      send: (parcels, signal) => Promise.all(parcels.map((one) => post(one, signal))),
      async [Symbol.asyncDispose]() {},
    };
  },
  sample: (chosen, parcels) =>
    parcels.map((one) => `Subject: ${mailOf(one, chosen).subject}\n\n${mailOf(one, chosen).text}`).join('\n\n'),
});

/** RFC 5321 4.2.1: 4xx may be tried again, 5xx not. What concerns the account or the connection concerns every mail. */
function answerOfSmtp(error: unknown, recipient?: string): Answer {
  const status = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
  const kind = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
  const said = `${recipient === undefined ? '' : `${recipient}: `}${words}`.replaceAll(/[^\x20-\x7e]+/g, ' ').slice(0, 160);
  if (kind === 'EAUTH')
    return { kind: 'refused', code: 'no-login', why: `the mail server refuses the login (${said}): see username and password` };
  if (kind === 'ETLS') return { kind: 'refused', code: 'tls', why: `no TLS with the mail server (${said}): see security and ca` };
  if (status >= 400 && status < 500)
    return { kind: 'retry', code: `smtp-${status}`, why: `the mail server says ${said}`, afterMs: null };
  if (status === 530 || status === 534 || status === 538)
    return { kind: 'refused', code: 'no-login', why: `the mail server wants a login (${said}): see username and password` };
  if (status === 550 || status === 553)
    return { kind: 'refused', code: `smtp-${status}`, why: `the mail server refuses sender or recipient (${said})` };
  if (status >= 500) return { kind: 'rejected', code: `smtp-${status}`, why: `the mail server says ${said}` };
  if (error instanceof Error && /certificate|self.signed|unable to verify/i.test(error.message))
    return {
      kind: 'refused',
      code: 'tls',
      why: `the mail server's certificate is not trusted (${said}): name its authority under \`ca\``,
    };
  return kind === 'ETIMEDOUT'
    ? { kind: 'retry', code: 'timed-out', why: 'it did not answer in time', afterMs: null }
    : answerOfError(error);
}
