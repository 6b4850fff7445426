/** A real server of Amazon's S3 protocol on loopback (S3Proxy): it verifies Signature Version 4 and the hash of the body; objects are files. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answers } from './answers.ts';
import { startProcess } from './child.ts';
import { freePort } from './free-port.ts';
import { jarsOf, javaOf } from './jars.ts';

export interface S3Server extends AsyncDisposable {
  readonly url: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Its buckets, each a folder. */
  readonly buckets: string;
  start(): Promise<void>;
  kill(): Promise<void>;
}

/** Throws Missing. */
export async function startS3(folder: string, buckets: readonly string[]): Promise<S3Server> {
  const java = javaOf(11);
  const jars = jarsOf('s3');
  const data = join(folder, 'data');
  for (const bucket of buckets) mkdirSync(join(data, bucket), { recursive: true });
  const port = await freePort();
  const [accessKeyId, secretAccessKey] = ['GATEWATCHTESTKEY', 'a-secret/of+the=test'];
  const properties = join(folder, 's3.properties');
  writeFileSync(
    properties,
    `s3proxy.endpoint=http://127.0.0.1:${port}
s3proxy.authorization=aws-v4
s3proxy.identity=${accessKeyId}
s3proxy.credential=${secretAccessKey}
jclouds.provider=filesystem
jclouds.filesystem.basedir=${data}
`,
  );
  const heap = ['-Xms32m', '-Xmx192m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const launch = () =>
    startProcess({
      name: 'S3Proxy',
      command: java,
      args: [...heap, '-cp', join(jars, '*'), 'org.gaul.s3proxy.Main', '--properties', properties],
      cwd: folder,
      log: join(folder, 's3.log'),
      probe: () => answers(port, Buffer.from('GET / HTTP/1.0\r\n\r\n'), (answer) => answer.toString().startsWith('HTTP/1.')),
      withinMs: 60_000,
    });
  let server = await launch();
  return {
    url: `http://127.0.0.1:${port}`,
    accessKeyId,
    secretAccessKey,
    buckets: data,
    async start() {
      server = await launch();
    },
    kill: () => server.kill(),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}
