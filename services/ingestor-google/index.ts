/** Door of the Google ingestor: the Reports API of Google Workspace to the intake. */

export { type GoogleEndpoints, googleEndpoints } from './api/endpoints.ts';
export { type Clock, systemClock } from './clock.ts';
export { type GoogleSourceOf, openGoogleSource } from './open-google-source.ts';
export { testGoogleSource } from './test-google-source.ts';
