/**
 * What Kibana stores, one a line of an export (elastic.co, "Saved objects", "Import saved objects API"). An export may be imported
 * into the same version, a newer minor or the next major, never an older one: so objects are written as the oldest version that is
 * supported writes them, and newer ones carry them up by their own migrations.
 */

/** The oldest Kibana that the boards are for. Kibana is never newer than its Elasticsearch, and our client asks for 9. */
export const oldestKibana = '9.0.0';

export interface Reference {
  readonly name: string;
  readonly type: 'index-pattern' | 'search' | 'dashboard';
  readonly id: string;
}

export interface SavedObject {
  readonly type: 'dashboard' | 'search' | 'index-pattern';
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly references: readonly Reference[];
  readonly coreMigrationVersion: string;
  readonly typeMigrationVersion: string;
  readonly managed: false;
}

/** The shape that the attributes of each type have: Kibana 9.0 reads it, or migrates it up. */
const shapes = { dashboard: '10.2.0', search: '10.2.0', 'index-pattern': '8.0.0' } as const;

export function savedObject(
  type: SavedObject['type'],
  id: string,
  attributes: SavedObject['attributes'],
  references: readonly Reference[],
): SavedObject {
  const versions = { coreMigrationVersion: '8.8.0', typeMigrationVersion: shapes[type] };
  return { type, id, attributes, references, ...versions, managed: false };
}

/** A panel on a board, with what it refers to. */
export interface Built {
  readonly panel: { readonly type: string; readonly panelIndex: string; readonly [key: string]: unknown };
  /** Names without the panel's own in front. */
  readonly references: readonly Reference[];
  /** Saved objects of its own. */
  readonly beside: readonly SavedObject[];
}

/** The name of a panel in its board: `top-persons`. */
export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

export function dashboardId(board: string): string {
  return `gatewatch-${board}`;
}
