/** What is known again by its text, of either vendor. */

import { SignInStudy } from './entra/recall/sign-in-study.ts';
import { ActivityStudy } from './google/recall/activity-study.ts';
import { StencilRecaller } from './stencil/stencil-recaller.ts';

export function createRecaller(): StencilRecaller {
  return new StencilRecaller([(stencils) => new SignInStudy(stencils), (stencils) => new ActivityStudy(stencils)]);
}
