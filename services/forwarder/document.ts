/** A parcel as one document of JSON, in the words that the other side reads. */

import type { Parcel } from '@gatewatch/domain';
import { inertJson, ocsfEvent, ocsfFinding } from '@gatewatch/formats';
import { z } from 'zod';
import { ecsParcel } from './ecs-parcel.ts';

export const documentOptions = {
  format: z.enum(['ecs', 'ocsf']).default('ecs').describe('How alerts and events are written; a summary is ECS.'),
};

export type DocumentFormat = 'ecs' | 'ocsf';

export function documentOf(parcel: Parcel, format: DocumentFormat): object {
  if (format === 'ecs') return ecsParcel(parcel);
  const { event, alert } = parcel;
  if (event !== undefined) return ocsfEvent(event);
  return alert === null ? ecsParcel(parcel) : ocsfFinding(alert);
}

/** One line. */
export function documentLine(parcel: Parcel, format: DocumentFormat): string {
  return `${inertJson(documentOf(parcel, format))}\n`;
}
