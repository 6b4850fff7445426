import { expect, it } from 'vitest';
import { createProgress } from './progress.ts';

function shown(terminal: boolean, columns: number | undefined): string {
  let now = 0;
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const plan = { label: 'replay', total: 1000, unit: 'records', terminal, write, now: () => now, columns: () => columns };
  const progress = createProgress(plan);
  now = 6000;
  progress.update(500, 1_234_567);
  progress.end();
  return text;
}

const clear = '\r\u001b[2K';
const numbers = ' 50%  1,234,567 records, 205,761/s, 6 s left';

it('is a bar where it fits, numbers where it does not, and never longer than the terminal is wide', () => {
  expect(shown(true, 120)).toBe(`${clear}replay ${'█'.repeat(12)}${'░'.repeat(12)}${numbers}${clear}`);
  expect(shown(true, 60)).toBe(`${clear}replay${numbers}${clear}`);
  expect(shown(true, 20)).toBe(`${clear}${`replay${numbers}`.slice(0, 19)}${clear}`);
});

it('is as if 80 wide where a terminal does not say', () => {
  expect(shown(true, 0)).toBe(shown(true, 80));
  expect(shown(true, undefined)).toBe(shown(true, 80));
});

it('is a plain line elsewhere', () => {
  expect(shown(false, 20)).toBe(`replay${numbers}\n`);
});
