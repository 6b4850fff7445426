import { defineConfig } from 'vitest/config';

// Two workers: the suites share two cores with the processes that some of them start.
export default defineConfig({
  test: {
    include: ['{shared,services,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    cache: false,
    reporters: ['default', './test/reporter.ts'],
  },
});
