import { expect, test } from 'vitest';
import { createLog } from './log.ts';

function written(
  environment: Readonly<Record<string, string>>,
  tell: (log: ReturnType<typeof createLog>) => void,
): readonly string[] {
  const lines: string[] = [];
  tell(createLog('replay', environment, { write: (line) => void lines.push(line) }));
  return lines;
}

test('is silent unless asked', () => {
  expect(written({}, (log) => log.error('lost'))).toEqual([]);
});

test('writes one JSON line with level, time and name', () => {
  const [line = ''] = written({ GATEWATCH_LOG: 'info' }, (log) => log.info({ source: 'logs/a.json' }, 'read'));
  expect(JSON.parse(line)).toMatchObject({ level: 'info', name: 'replay', msg: 'read', source: 'logs/a.json' });
  expect(JSON.parse(line).time).toMatch(/^\d{4}-\d\d-\d\dT/);
});

test('strikes secrets out, nested ones too', () => {
  const [line = ''] = written({ GATEWATCH_LOG: 'debug' }, (log) =>
    log.debug({ password: 'hunter2', hub: { connectionString: 'hunter2', auth: { token: 'hunter2' } } }, 'connecting'),
  );
  expect(line).not.toContain('hunter2');
  expect(line).toContain('[secret]');
});

test('strikes out what it is told to hide, wherever it stands', () => {
  const lines: string[] = [];
  const hide = (text: string) => text.replaceAll('hunter2', '[secret]');
  createLog('run', { GATEWATCH_LOG: 'info' }, { write: (line) => void lines.push(line) }, hide).info(
    'tried redis://:hunter2@example.com',
  );
  expect(lines.join()).toContain('redis://:[secret]@example.com');
});

test('refuses a level that does not exist with a sentence', () => {
  expect(() => written({ GATEWATCH_LOG: 'loud' }, () => {})).toThrow('GATEWATCH_LOG=loud is no level');
});
