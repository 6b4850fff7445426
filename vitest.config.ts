import { defineConfig } from 'vitest/config';

const everywhere = {
  exclude: ['**/node_modules/**'],
  pool: 'forks',
  testTimeout: 30_000,
  hookTimeout: 30_000,
  // Not what `gatewatch geo update` once fetched for this user: tests know the installed data.
  env: { XDG_DATA_HOME: '/nonexistent' },
} as const;

// Two workers: the suites share two cores with the processes that some of them start.
export default defineConfig({
  test: {
    maxWorkers: 2,
    cache: false,
    reporters: ['default', './test/reporter.ts'],
    projects: [
      {
        test: {
          ...everywhere,
          name: 'plain',
          include: ['{shared,services,test}/**/*.test.ts'],
          exclude: [...everywhere.exclude, '**/*.servers.test.ts'],
        },
      },
      {
        // Suites that need real servers: started before the first, stopped after the last.
        test: {
          ...everywhere,
          name: 'servers',
          include: ['{shared,services,test}/**/*.servers.test.ts'],
          globalSetup: ['./test/servers/shared-servers.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
