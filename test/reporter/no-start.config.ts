/** A run of its own, for plain-line.test.ts: nothing of it begins. */

import { defineConfig, mergeConfig } from 'vitest/config';
import ill from './ill.config.ts';

export default mergeConfig(ill, defineConfig({ test: { globalSetup: ['ill/no-start.ts'] } }));
