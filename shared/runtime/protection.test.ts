import { expect, test } from 'vitest';
import { unprotected } from './protection.ts';

const keys = { tls: 'bus.tls', credentials: 'bus.password', insecure: 'bus.insecure' };
const open = { encrypted: false, proven: false, insecure: false, keys };

test.each(['localhost', '127.0.0.1', '127.8.9.1', '::1', '[::1]', '::ffff:127.0.0.1'])('%s stays on this machine', (host) => {
  expect(unprotected({ ...open, hosts: [host] })).toBeNull();
});

test.each([
  '0.0.0.0',
  '::',
  'kafka.example.com',
  'kafka.example.com:9092',
  '10.0.0.1:1',
  '127.0.0.1.example.com',
  'localhost.example.com',
])('%s reaches beyond it', (host) => {
  expect(unprotected({ ...open, hosts: ['localhost:1', '[::1]:1', host] })).toBe(
    `${host} is not on this machine and would be spoken to in the clear: set bus.tls, or bus.insecure: true`,
  );
});

test('encryption alone or credentials alone are not enough, both or a name are', () => {
  const away = { ...open, hosts: ['a.example.com:1', 'b.example.com:1'] };
  expect(unprotected({ ...away, encrypted: true })).toContain('would let anybody in: set bus.password, or');
  expect(unprotected({ ...away, proven: true })).toContain(
    'are not on this machine and would be spoken to in the clear: set bus.tls, or',
  );
  expect(unprotected({ ...away, encrypted: true, proven: true })).toBeNull();
  expect(unprotected({ ...away, insecure: true })).toBeNull();
});

test('what is listened on is said as such', () => {
  expect(unprotected({ ...open, hosts: ['0.0.0.0'], listens: true })).toBe(
    '0.0.0.0 lets other machines in and would be read in the clear: set bus.tls, or bus.insecure: true',
  );
});
