/** Every kind of destination, alphabetically: one line each. */

import type { DestinationType } from '../destination-type.ts';
import { file } from './file.ts';
import { stdout } from './stdout.ts';
import { webhook } from './webhook.ts';

// biome-ignore lint/suspicious/noExplicitAny: a list of kinds with options of their own, each checked by its own schema
export const destinationTypes: readonly DestinationType<any>[] = [file, stdout, webhook];
