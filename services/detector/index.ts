/** Door of the detector: the log's lanes to alerts. */

export { type DetectorOf, openDetector } from './open-detector.ts';
