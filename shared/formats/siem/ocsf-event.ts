/** An event in OCSF: a sign-in as Authentication, every other kind as a Base Event (class 0), its own words under `unmapped`. */

import type { IdentityEvent } from '@gatewatch/domain';
import { ecsEvent } from './ecs-event.ts';
import { eventWords } from './event-words.ts';
import { ocsfAuthentication } from './ocsf-authentication.ts';
import { ocsfMetadata } from './ocsf-metadata.ts';

/** activity_id: 99 Other. */
const other = 99;

/** Pure. Texts are as they are: `inertJson` writes them. */
export function ocsfEvent(event: IdentityEvent): object {
  if (event.kind === 'sign-in') return ocsfAuthentication(event);
  const { action, outcome, code, about } = eventWords(event);
  return {
    activity_id: other,
    activity_name: action,
    category_uid: 0,
    category_name: 'Uncategorized',
    class_uid: 0,
    class_name: 'Base Event',
    type_uid: other,
    time: event.time,
    severity_id: 1,
    severity: 'Informational',
    status_id: outcome === 'success' ? 1 : outcome === 'unknown' ? 0 : 2,
    status: outcome,
    status_code: code,
    status_detail: about,
    message: action,
    metadata: ocsfMetadata(event.tenant, {
      uid: event.recordId,
      log_provider: event.provider,
      log_name: event.category,
      processed_time: event.processed,
    }),
    unmapped: ecsEvent(event),
  };
}
