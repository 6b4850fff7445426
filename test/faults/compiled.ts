/** Compiled code of the processes of fault runs: one that is killed keeps none by itself, so each start would take twice as long. */

import { flushCompileCache } from 'node:module';
import { join } from 'node:path';

/** For the environment of a process. Beside the packages, as the launcher of the command line has it: so a later run finds it too. */
export const keepsCompiled = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/gatewatch-compiled'),
} as const;

/** In the process, once everything is loaded. */
export const keepCompiled = (): void => flushCompileCache();
