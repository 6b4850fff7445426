/** docker-compose.yml and the image: pinned, without rights that nobody needs, and valid where a Docker client can say so. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '@gatewatch/runtime';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Service {
  readonly image: string;
  readonly build?: object;
  readonly command?: readonly string[];
  readonly read_only?: boolean;
  readonly user?: string;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly profiles?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
}

const { services }: { services: Readonly<Record<string, Service>> } = parse(read('docker-compose.yml'), { merge: true });
const ours = Object.entries(services).filter(([, { build }]) => build !== undefined);

describe('docker-compose.yml', () => {
  test('has every stage, and the embedded one in a profile of its own', () => {
    expect(Object.keys(services).sort()).toEqual([
      'detector',
      'elasticsearch',
      'embedded',
      'forwarder',
      'indexer',
      'ingestor-azure',
      'ingestor-google',
      'kafka',
      'redis',
      'setup',
      'setup-elasticsearch',
    ]);
    expect(
      Object.entries(services)
        .filter(([, { profiles }]) => profiles !== undefined)
        .map(([name, { profiles }]) => [name, profiles]),
    ).toEqual([['embedded', ['embedded']]]);
  });

  test.each(Object.entries(services))('%s is pinned', (_, { image }) => {
    expect(image).toMatch(/^[a-z./]+:\d+\.\d+\.\d+(-[a-z]+)?$/);
  });

  test.each(ours)('%s runs without rights, on a file system that cannot be written', (_, service) => {
    expect(service).toMatchObject({ read_only: true, user: 'node', cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
  });

  test.each(ours)('%s runs a command that there is', (_, { command = [] }) => {
    const ran = spawnSync(
      process.execPath,
      ['services/gatewatch/bin/gatewatch.js', ...command.slice(0, command.indexOf('--config')), '--help'],
      { cwd: root, encoding: 'utf8' },
    );
    expect([ran.status, ran.stdout.split('\n')[0]]).toEqual([0, expect.stringMatching(`^Usage: gatewatch ${command[0]}`)]);
  });

  const clients = [
    ['docker', ['compose']],
    ['docker-compose', []],
  ] as const;
  const client = clients.find(([command, args]) => spawnSync(command, [...args, 'version']).status === 0);
  const files = ['docker-compose.yml', 'test/servers/docker-compose.yml'];
  test.skipIf(client === undefined && process.env.CI === undefined).each(files)('%s is valid, says the client', (file) => {
    if (client === undefined) throw new Error("no Docker client: install Debian's docker-compose");
    const [command, args] = client;
    const ran = spawnSync(command, [...args, '-f', join(root, file), 'config', '-q'], {
      encoding: 'utf8',
      env: { ...process.env, GATEWATCH_FOLDER: '/tmp', GATEWATCH_USER: '1000:1000' },
    });
    expect([ran.status, ran.stderr]).toEqual([0, '']);
  });
});

test('Kafka is of one version: deployed, out of jars and in containers of the suites', () => {
  const jars = /<artifactId>kafka_2.13<\/artifactId>\s*<version>(.*?)<\/version>/.exec(read('test/servers/maven/kafka.xml'))?.[1];
  expect(services.kafka?.image).toBe(`apache/kafka:${jars}`);
  expect(read('test/servers/docker-compose.yml')).toContain(`:-apache/kafka:${jars}}`);
});

describe('the image', () => {
  const dockerfile = read('deploy/docker/Dockerfile');
  test('stands on the Node that the project pins, and not as root', () => {
    const { devDependencies } = JSON.parse(read('package.json'));
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    expect(new Set(bases)).toEqual(new Set([`node:${devDependencies.node}-bookworm-slim`]));
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
  });

  test('takes only what runs: what an operator puts beside it is neither in an image nor in a commit', () => {
    const lines = read('deploy/docker/Dockerfile.dockerignore').split('\n').slice(1, -1);
    const taken = lines.filter((line) => line.startsWith('!'));
    expect([lines[0], taken]).toEqual([
      '*',
      ['!LICENSE', '!NOTICE', '!package.json', '!package-lock.json', '!services', '!shared'],
    ]);
    const kept = read('.gitignore').split('\n');
    for (const one of ['.env', 'deploy/docker/incoming/*', 'deploy/docker/secrets/*']) expect(kept).toContain(one);
  });

  test('has a folder of its user for every volume that it writes: the engine makes others for root', () => {
    const made = /^RUN install -d -o node -g node (.+)$/m.exec(dockerfile)?.[1]?.split(' ');
    const mounts = ours.flatMap(([, { volumes = [] }]) => volumes.filter((one) => !one.startsWith('.')));
    expect(mounts.length).toBeGreaterThan(0);
    for (const mount of mounts) expect(made).toContain(mount.split(':')[1]);
  });
});

describe('the configurations of deploy', () => {
  test.each(['deploy/docker/distributed.yaml', 'deploy/docker/embedded.yaml'])('%s is in order', async (path) => {
    const environment = {
      EVENT_HUBS: 'Endpoint=sb://example.servicebus.windows.net/;SharedAccessKeyName=listen;SharedAccessKey=c2VjcmV0',
      ELASTIC_PASSWORD: 'for a test',
      GATEWATCH_NAME_KEY: 'sixteen-or-more-characters',
    };
    expect((await loadConfig(join(root, path), environment)).tenants.length).toBe(1);
  });
});
