/** Paths in a configuration count from the folder of its file, as `file:PATH` does: who starts it from elsewhere reads the same. */

import { resolve } from 'node:path';
import type { Config } from './config-schema.ts';

/** `folder`: of the configuration file. Absolute paths, URLs and editions stay as they are. */
export function withPathsFrom(folder: string, config: Config): Config {
  const from = (path: string) => resolve(folder, path);
  const { geo, kafka, sources, state } = config;
  const { update } = geo;
  return {
    ...config,
    geo: {
      ...geo,
      ...(geo.mmdb === undefined ? {} : { mmdb: geo.mmdb.map(from) }),
      ...(geo.folder === undefined ? {} : { folder: from(geo.folder) }),
      ...(update === undefined ? {} : { update: suppliesFrom(from, update) }),
      lists: geo.lists.map((list) => (list.file === undefined ? list : { ...list, file: from(list.file) })),
    },
    ...(kafka?.sasl?.tokenFile === undefined
      ? {}
      : { kafka: { ...kafka, sasl: { ...kafka.sasl, tokenFile: from(kafka.sasl.tokenFile) } } }),
    state: { ...state, folder: from(state.folder) },
    sources: {
      eventHubs: sources.eventHubs.map((one) =>
        one.credential?.certificate === undefined
          ? one
          : { ...one, credential: { ...one.credential, certificate: from(one.credential.certificate) } },
      ),
      google: sources.google.map((one) => (one.keyFile === undefined ? one : { ...one, keyFile: from(one.keyFile) })),
      folders: sources.folders.map((one) => ({ ...one, path: from(one.path) })),
    },
  };
}

type Update = NonNullable<Config['geo']['update']>;

function suppliesFrom(from: (path: string) => string, update: Update): Update {
  const supply = (text: string) => (isPath(text, update) ? from(text) : text);
  return {
    ...update,
    ...(update.city === undefined ? {} : { city: supply(update.city) }),
    ...(update.asn === undefined ? {} : { asn: supply(update.asn) }),
  };
}

/** A name without a slash is an edition where MaxMind is asked. */
function isPath(text: string, { from }: Update): boolean {
  return !/^https?:\/\//i.test(text) && (from !== 'maxmind' || /[/\\]/.test(text));
}
