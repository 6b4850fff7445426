/** Generated files are up to date, and the example configuration is one that works and names every key. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configReference, exampleConfig, parseConfig } from '@gatewatch/runtime';
import { describe, expect, it } from 'vitest';
import { documents } from './documents.ts';

const root = join(import.meta.dirname, '../..');

describe('generated files', () => {
  it.each(documents.map((document) => [document.path, document] as const))(
    '%s is up to date (npm run generate)',
    (path, { text }) => {
      expect(readFileSync(join(root, path), 'utf8')).toBe(text());
    },
  );
});

describe('the example configuration', () => {
  it('is in order', () => {
    expect(parseConfig(exampleConfig(), 'gatewatch.example.yaml').tenants.length).toBe(1);
  });

  it('names every key of the reference', () => {
    const keys = [...configReference().matchAll(/^\| `([^`]+)` \|/gm)].map(([, path]) => path?.split('.').at(-1) ?? '');
    const missing = keys.filter((key) => !key.startsWith('<') && !new RegExp(`\\b${key}:`).test(exampleConfig()));
    expect(keys.length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });
});
