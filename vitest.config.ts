import { defineConfig } from 'vitest/config';
import LongestFirst from './test/longest-first.ts';

// A time-out ends what hangs; it measures nothing, so a busy machine fails no test.
const hangsMs = 900_000;
const everywhere = {
  exclude: ['**/node_modules/**'],
  pool: 'forks',
  testTimeout: hangsMs,
  hookTimeout: hangsMs,
  // Not what `gatewatch geo update` once fetched for this user: tests know the installed data.
  env: { XDG_DATA_HOME: '/nonexistent' },
} as const;

// Three workers for two cores: suites with servers wait often, for a session that must run out or a server that starts.
export default defineConfig({
  test: {
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    cache: false,
    reporters: ['default', './test/reporter/plain-line.ts'],
    projects: [
      {
        test: {
          ...everywhere,
          name: 'plain',
          globalSetup: ['./test/temporary.ts'],
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
          globalSetup: ['./test/temporary.ts', './test/servers/shared-servers.ts'],
        },
      },
    ],
  },
});
