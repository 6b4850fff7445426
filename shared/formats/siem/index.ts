/** Alerts and events in the words of SIEMs: pure functions. */

export { cefAlert, cefEvent } from './cef.ts';
export { ecsAlert } from './ecs-alert.ts';
export { ecsEvent } from './ecs-event.ts';
export { ecsQuarantine, type QuarantinedRecord } from './ecs-quarantine.ts';
export { ecsVersion } from './ecs-version.ts';
export { type EventWords, eventWords } from './event-words.ts';
export { inert, inertJson, inertText } from './inert-json.ts';
export { leefAlert, leefEvent } from './leef.ts';
export { ocsfAuthentication } from './ocsf-authentication.ts';
export { ocsfEvent } from './ocsf-event.ts';
export { ocsfFinding } from './ocsf-finding.ts';
export { ocsfVersion } from './ocsf-metadata.ts';
export { formatsReference } from './reference.ts';
export { severityNumbers } from './severity-numbers.ts';
export { octetCounted, type SyslogMessage, syslogMessage } from './syslog.ts';
