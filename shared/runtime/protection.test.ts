import { expect, test } from 'vitest';
import { unprotected } from './protection.ts';

const keys = { tls: 'bus.tls', credentials: 'bus.password', insecure: 'bus.insecure' };
const open = { encrypted: false, proven: false, insecure: false, keys };

test.each(['localhost', '127.0.0.1', '127.8.9.1', '::1', '[::1]', '::ffff:127.0.0.1'])('%s stays on this machine', (host) => {
  expect(unprotected({ ...open, hosts: [host] })).toBeNull();
});

test.each(['0.0.0.0', '::', 'kafka.example.com', '10.0.0.1', '127.0.0.1.example.com', 'localhost.example.com'])(
  '%s reaches beyond it',
  (host) => {
    expect(unprotected({ ...open, hosts: ['localhost', host] })).toBe(
      `${host} reaches beyond this machine in the clear and without credentials: set bus.tls and bus.password, or bus.insecure: true`,
    );
  },
);

test('encryption alone or credentials alone are not enough, both or a name are', () => {
  const away = { ...open, hosts: ['a.example.com', 'b.example.com'] };
  expect(unprotected({ ...away, encrypted: true })).toContain('without credentials: set bus.password, or');
  expect(unprotected({ ...away, proven: true })).toContain('in the clear: set bus.tls, or');
  expect(unprotected({ ...away, encrypted: true, proven: true })).toBeNull();
  expect(unprotected({ ...away, insecure: true })).toBeNull();
});
