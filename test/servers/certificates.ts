/** An authority of a test's own, with certificates of a server on loopback and of a client. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Missing } from './missing.ts';

export interface Certificate {
  /** Paths of PEM files. */
  readonly certificate: string;
  readonly key: string;
}

export interface Authority {
  readonly ca: string;
  readonly server: Certificate;
  readonly client: Certificate;
}

/** Throws Missing where openssl is not installed. */
export function makeAuthority(folder: string, name: string): Authority {
  mkdirSync(folder, { recursive: true });
  const ca = { certificate: join(folder, `${name}-ca.pem`), key: join(folder, `${name}-ca.key`) };
  openssl(['req', '-x509', ...fresh(ca), '-subj', `/CN=${name}`, '-days', '2']);
  return {
    ca: ca.certificate,
    server: signed('server', 'subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth,clientAuth\n'),
    client: signed('client', 'extendedKeyUsage=clientAuth\n'),
  };

  function signed(who: string, extensions: string): Certificate {
    const of = { certificate: join(folder, `${name}-${who}.pem`), key: join(folder, `${name}-${who}.key`) };
    const request = join(folder, `${name}-${who}.csr`);
    const extra = join(folder, `${name}-${who}.ext`);
    writeFileSync(extra, extensions);
    openssl(['req', ...fresh({ certificate: request, key: of.key }), '-subj', `/CN=${who}`]);
    const by = ['-CA', ca.certificate, '-CAkey', ca.key, '-CAcreateserial', '-days', '2', '-extfile', extra];
    openssl(['x509', '-req', '-in', request, ...by, '-out', of.certificate]);
    return of;
  }
}

/** A new key without a pass phrase, PKCS 8 as Java reads it. */
function fresh({ certificate, key }: Certificate): readonly string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', certificate];
}

function openssl(args: readonly string[]): void {
  const ran = spawnSync('openssl', args, { encoding: 'utf8' });
  if (ran.error !== undefined) throw new Missing('openssl is missing', "install Debian's openssl");
  if (ran.status !== 0) throw new Error(`openssl ${args[0]} failed:\n${ran.stderr}`);
}
