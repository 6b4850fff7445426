/** Controls that several boards have. */

import type { Control, ViewName } from './vocabulary.ts';

/** The persons or workloads a document is about: who did it and to whom it was done. */
export const subjectField = 'gatewatch.subject';

export function tenantControl(view: ViewName): Control {
  return { label: 'Tenant', field: 'organization.id', view };
}

export function subjectControl(view: ViewName): Control {
  return { label: 'Subject', field: subjectField, view };
}

export const severityControl: Control = { label: 'Severity', field: 'gatewatch.alert.severity', view: 'alerts' };
export const detectorControl: Control = { label: 'Detector', field: 'rule.id', view: 'alerts' };
