/** Door of the boards: what Kibana is given, and the pages about it. */

export { allObjects, type BoardFile, boardFiles, ndjsonOf } from './exports.ts';
export { boardSketches, boardsPage } from './page.ts';
export { oldestKibana, type Reference, type SavedObject } from './saved-objects/saved-object.ts';
