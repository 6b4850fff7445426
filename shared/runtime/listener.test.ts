import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';
import { listen } from './listener.ts';
import { createVitals } from './vitals.ts';

const settings = (more: string) => parseConfig(`http: { port: 0${more} }`, 'gatewatch.yaml').http;

test('ready is what works; what fails is said by component, with 503', async () => {
  const vitals = createVitals();
  await using listener = await listen(settings(''), vitals);
  vitals.healthy('ledger', 'gatewatch.db');
  expect((await fetch(`${listener.url}/livez`)).status).toBe(200);
  expect((await fetch(`${listener.url}/readyz`)).status).toBe(200);
  vitals.failing('redis', 'redis.example.com:6379 does not answer');
  const failing = await fetch(`${listener.url}/readyz`);
  expect(failing.status).toBe(503);
  expect(await failing.text()).toBe(
    'not ready\nok  ledger: gatewatch.db\nFAILS  redis: redis.example.com:6379 does not answer\n',
  );
  expect((await fetch(`${listener.url}/livez`)).status).toBe(200);
});

test('metrics are Prometheus text, other paths and methods say what there is', async () => {
  await using listener = await listen(settings(''), createVitals({ ofProcess: true }));
  const metrics = await fetch(`${listener.url}/metrics`);
  expect(metrics.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  expect(await metrics.text()).toContain('process_cpu_user_seconds_total');
  expect((await fetch(`${listener.url}/`)).status).toBe(404);
  expect((await fetch(`${listener.url}/metrics`, { method: 'POST' })).status).toBe(405);
});

test('with a token, details and metrics are for those who have it', async () => {
  const token = 'sixteen or more characters';
  const vitals = createVitals();
  vitals.failing('kafka', 'kafka.example.com:9092 does not answer');
  await using listener = await listen(settings(`, token: ${token}`), vitals);
  const closed = await fetch(`${listener.url}/readyz`);
  expect([closed.status, await closed.text()]).toEqual([503, 'not ready\n']);
  expect((await fetch(`${listener.url}/metrics`)).status).toBe(401);
  expect((await fetch(`${listener.url}/metrics`, { headers: { authorization: 'Bearer wrong' } })).status).toBe(401);
  const headers = { authorization: `Bearer ${token}` };
  expect((await fetch(`${listener.url}/metrics`, { headers })).status).toBe(200);
  expect(await (await fetch(`${listener.url}/readyz`, { headers })).text()).toContain('kafka.example.com');
});

test('a port that is taken is a sentence', async () => {
  await using first = await listen(settings(''), createVitals());
  const port = Number(new URL(first.url).port);
  await expect(listen({ ...settings(''), port }, createVitals())).rejects.toThrow(
    `Port ${port} of 127.0.0.1 is taken by another program: end it, or set http.port to another one`,
  );
});

test('a host of another machine and a certificate that is none are sentences', async () => {
  await expect(listen({ ...settings(''), host: '192.0.2.1' }, createVitals())).rejects.toThrow('is no address of this machine');
  await expect(listen({ ...settings(''), tls: { cert: 'x', key: 'y' } }, createVitals())).rejects.toThrow(
    'http.tls is no certificate',
  );
});

test('beyond this machine it is refused at start, unless it is protected or named', () => {
  const refused = (more: string) => () => parseConfig(`http: { host: 0.0.0.0${more} }`, 'gatewatch.yaml');
  expect(refused('')).toThrow(
    'gatewatch.yaml:1: http.host: 0.0.0.0 lets other machines in and would be read in the clear: set http.tls',
  );
  expect(refused(', token: sixteen or more characters')).toThrow('in the clear: set http.tls, or http.insecure: true');
  expect(refused(', insecure: true')).not.toThrow();
  expect(refused(', token: sixteen or more characters, tls: { cert: a, key: b }')).not.toThrow();
});
