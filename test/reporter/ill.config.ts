/** A run of its own, for plain-line.test.ts: what ends badly in each way that Vitest knows. */

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { cache: false, root: import.meta.dirname, include: ['ill/*.case.ts'], reporters: ['default', './plain-line.ts'] },
});
