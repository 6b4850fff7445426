/** Links that `gatewatch learn` or a kept replay wrote stand on when the folder is run from. */

import type { Ledger, Links, StandingLink } from '@gatewatch/domain';

export async function restoreLearnt(ledger: Ledger, links: Links): Promise<void> {
  const learnt = await ledger.links();
  if (learnt.length === 0) return;
  await links.restore(
    learnt.map(({ id, key }): StandingLink => {
      const scope = id.slice(0, id.lastIndexOf('\n')); // tenant and directory, before the stable id
      return { link: id, scope, claimed: key.replace(/~\d+$/, ''), key };
    }),
  );
}
