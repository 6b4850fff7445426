/** Section `http` of gatewatch.yaml: where a running service tells of itself. */

import { z } from 'zod';
import { unprotected } from './protection.ts';

const tls = z.strictObject({
  cert: z.string().min(1).describe('The certificate with those that signed it, PEM: file:PATH.'),
  key: z.string().min(1).describe('Its private key, PEM: a reference to the environment or a file.'),
});

export const http = z
  .strictObject({
    host: z.string().min(1).default('127.0.0.1').describe('The address to listen on; 0.0.0.0 is all of this machine.'),
    port: z
      .int()
      .min(0)
      .max(65_535)
      .default(9464)
      .describe('The port of /livez, /readyz and /metrics; 0: a free one, which is said at the start.'),
    tls: tls.optional().describe('Served by HTTPS.'),
    token: z
      .string()
      .min(16, 'write at least 16 characters, or a reference to a secret')
      .optional()
      .describe('Who reads /metrics, or why something is not ready, sends it as `Authorization: Bearer`.'),
    insecure: z
      .boolean()
      .default(false)
      .describe('True: other machines may read it without TLS or without a token. Else that is refused.'),
  })
  .superRefine(({ host, tls: encrypted, token, insecure }, context) => {
    const message = unprotected({
      hosts: [host],
      listens: true,
      encrypted: encrypted !== undefined,
      proven: token !== undefined,
      insecure,
      keys: { tls: 'http.tls', credentials: 'http.token', insecure: 'http.insecure' },
    });
    if (message !== null) context.addIssue({ code: 'custom', path: ['host'], message });
  });

export type HttpSettings = z.output<typeof http>;
