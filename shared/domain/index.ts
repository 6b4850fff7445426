/**
 * The nouns and ports of Gatewatch, and nothing else: this package depends on nothing.
 *
 * Tenant        an organisation in our configuration.
 * Record        what a vendor handed over, before anything is believed about it.
 * IdentityEvent one fact about an identity in our own words.
 * Subject       the person or workload an event is about; its key is decided at ingest.
 * Timeline      a subject's recent rows in event-time order.  Profile: what is normal for it, older than that.
 * Attempt       the rows of one logical sign-in.
 * Detector      a question asked of one row and its past.  Finding: its answer.  Alert: what an analyst sees.
 * Fact          what a tenant's roster, policies or operator say, from a time on (facts.ts).
 * Lane          a name and a pure keys(event); the person lane keeps timelines, counting lanes keep counts.
 * Progress      how far a source has been read.  Horizon: the least progress less the lateness bound.
 * Epoch         configuration, lists, geo data and detector versions that a judgement was made with.
 * Intake        where a live source hands over bytes; what it resolved is durable.  Bookmark: where a source goes on reading.
 * Vitals        what a running stage tells of itself: health by component, numbers.
 * Delivery      what is owed to a destination about one alert.  Parcel: what is sent.  Answer: what came of it.
 * Ledger        a partition's subjects, position and outbox, committed together, fenced.
 */

export * from './alert.ts';
export * from './alert-json.ts';
export * from './attempt.ts';
export * from './bookmarks.ts';
export * from './bus.ts';
export * from './counting.ts';
export * from './delivery.ts';
export * from './detector.ts';
export * from './durations.ts';
export * from './event-log.ts';
export * from './facts.ts';
export * from './fast-strings.ts';
export * from './hash.ts';
export * from './identity-event.ts';
export * from './intake.ts';
export * from './keys.ts';
export * from './ledger.ts';
export * from './links.ts';
export * from './live-reader.ts';
export * from './log.ts';
export * from './option-bounds.ts';
export * from './place.ts';
export * from './profile.ts';
export * from './recent.ts';
export * from './record.ts';
export * from './route.ts';
export * from './same-household.ts';
export * from './text.ts';
export * from './trusted-network.ts';
export * from './vitals.ts';
