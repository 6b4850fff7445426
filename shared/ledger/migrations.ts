/** The form of the SQLite ledger, release by release. A line is never changed once a release has written it. */

export const migrations: readonly string[] = [
  `CREATE TABLE partitions (name TEXT PRIMARY KEY, token INTEGER NOT NULL, position INTEGER NOT NULL, meta TEXT) STRICT, WITHOUT ROWID;
   CREATE TABLE subjects (partition TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL, due INTEGER, PRIMARY KEY (partition, key)) STRICT, WITHOUT ROWID;
   CREATE INDEX subjects_due ON subjects (partition, due) WHERE due IS NOT NULL;
   CREATE TABLE links (partition TEXT NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (partition, id)) STRICT, WITHOUT ROWID;
   CREATE TABLE outbox (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, revision INTEGER NOT NULL, alert TEXT NOT NULL) STRICT;
   CREATE UNIQUE INDEX outbox_revision ON outbox (id, revision);`,
  // States of some KB do not belong into the nodes of an index (SQLite: "Clustered Indexes and the WITHOUT ROWID Optimization").
  `CREATE TABLE subjects_by_row (partition TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL, due INTEGER, PRIMARY KEY (partition, key)) STRICT;
   INSERT INTO subjects_by_row SELECT partition, key, state, due FROM subjects;
   DROP TABLE subjects;
   ALTER TABLE subjects_by_row RENAME TO subjects;
   CREATE INDEX subjects_due ON subjects (partition, due) WHERE due IS NOT NULL;`,
  `CREATE TABLE verdicts (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, given TEXT NOT NULL) STRICT;`,
  // Outbox rows of a release before this have no partition: its files held one, or an order that went over all of them.
  `ALTER TABLE partitions ADD COLUMN published INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE partitions ADD COLUMN trimmed INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE outbox ADD COLUMN partition TEXT NOT NULL DEFAULT '';
   UPDATE outbox SET partition = coalesce((SELECT min(name) FROM partitions), '');
   CREATE INDEX outbox_partition ON outbox (partition, sequence);`,
  `CREATE TABLE bookmarks (scope TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, version TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (scope, name)) STRICT, WITHOUT ROWID;
   CREATE TABLE standing_links (link TEXT PRIMARY KEY, scope TEXT NOT NULL, claimed TEXT NOT NULL, key TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE INDEX standing_claims ON standing_links (scope, claimed);
   CREATE INDEX standing_keys ON standing_links (scope, key);`,
  `CREATE TABLE deliveries (destination TEXT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL, due INTEGER NOT NULL, since INTEGER NOT NULL,
     held INTEGER NOT NULL, version INTEGER NOT NULL, row TEXT NOT NULL, PRIMARY KEY (destination, id)) STRICT;
   CREATE INDEX deliveries_due ON deliveries (destination, due) WHERE state = 'pending';
   CREATE TABLE accepted (partition TEXT PRIMARY KEY, position INTEGER NOT NULL) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE events (sequence INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, event TEXT NOT NULL) STRICT;`,
  // Before, facts stood in `meta`, which every commit writes: the engine puts them apart when it commits next.
  `CREATE TABLE facts (partition TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (partition, key)) STRICT, WITHOUT ROWID;`,
];

/** What SQLite keeps in `application_id`, so that a foreign file is told from ours: "GWAT". */
export const applicationId = 0x47574154;
