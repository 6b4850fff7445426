/** What `gatewatch source test` says of a watched folder. */

import { createReadStream } from 'node:fs';
import type { SourceFinding } from '@gatewatch/domain';
import { decode, normalise } from '@gatewatch/normalisers';
import { type Config, reasonOf } from '@gatewatch/runtime';
import { tenancyOf } from '../../replay/tenancy.ts';
import { folderTenancy } from '../folder-tenancy.ts';
import { type FoundFile, filesIn } from './found-file.ts';
import type { FolderSetting } from './read-folders.ts';

const mostRecords = 200;

export async function testFolder(folder: FolderSetting, config: Config): Promise<readonly SourceFinding[]> {
  let files: readonly FoundFile[];
  try {
    files = await filesIn(folder.path);
  } catch (error) {
    return [
      { ok: false, text: `${folder.path} cannot be looked into (${reasonOf(error)}): make the folder, or mend its rights.` },
    ];
  }
  const newest = files.toSorted((a, b) => b.changed - a.changed)[0];
  if (newest === undefined) return [{ ok: true, text: `${folder.path} can be read and holds no files yet.` }];
  const found: SourceFinding[] = [{ ok: true, text: `${folder.path} can be read and holds ${files.length} files.` }];
  try {
    found.push(await firstRecords(newest.path, folder, config));
  } catch (error) {
    found.push({ ok: false, text: `${newest.path} cannot be read (${reasonOf(error)}): mend its rights.` });
  }
  return found;
}

/** The newest file tells whether what is put there is what we read. */
async function firstRecords(path: string, folder: FolderSetting, config: Config): Promise<SourceFinding> {
  const tenancy = folderTenancy(tenancyOf(config), folder.tenant);
  const counts = { records: 0, events: 0, foreign: 0 };
  const names = { key: 'only counted', keep: false };
  for await (const batch of decode(createReadStream(path, { end: (1 << 20) - 1 }), path)) {
    for (const piece of batch) {
      counts.records++;
      if ('broken' in piece) continue;
      const tenant = tenancy.tenantOf(piece.value);
      if (tenant === null) counts.foreign++;
      else if ('events' in normalise(piece.value, { tenant, origin: { source: path, position: 0 }, received: null, names }))
        counts.events++;
    }
    if (counts.records >= mostRecords) break;
  }
  const of = `of the first ${counts.records} records of ${path}, its newest file, ${counts.events} become events`;
  if (counts.foreign > 0)
    return {
      ok: false,
      text: `${of}; ${counts.foreign} name a directory that is not of the tenant: add it to tenants[].entra or google.`,
    };
  if (counts.events === 0) return { ok: false, text: `${of}: README.md says which exports are read.` };
  return { ok: true, text: `${of}.` };
}
