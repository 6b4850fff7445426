/** A made-up service account: a key file as the Cloud console hands it out, and the public half for who verifies. */

import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

export interface ServiceAccount {
  readonly email: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  /** Writes the key file; `changes` spoil it. */
  write(path: string, tokenUrl: string, changes?: Readonly<Record<string, unknown>>): Promise<void>;
}

export function serviceAccount(): ServiceAccount {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const email = 'reader@example.iam.gserviceaccount.com';
  return {
    email,
    publicKey,
    privateKey,
    async write(path, tokenUrl, changes = {}) {
      const file = {
        type: 'service_account',
        project_id: 'example',
        private_key_id: 'k1',
        private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
        client_email: email,
        client_id: '100000000000000000000',
        token_uri: tokenUrl,
        ...changes,
      };
      await writeFile(path, JSON.stringify(file));
    },
  };
}
