/** The boards, in the order of their links. */

import type { Board } from '../vocabulary.ts';
import { identityThreats } from './identity-threats.ts';
import { overview } from './overview.ts';
import { pipelineHealth } from './pipeline-health.ts';
import { signInActivity } from './sign-in-activity.ts';
import { subjectInvestigation } from './subject-investigation.ts';

export const boards: readonly Board[] = [overview, signInActivity, identityThreats, subjectInvestigation, pipelineHealth];
export const subjectBoard = subjectInvestigation;
