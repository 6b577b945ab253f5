/** What a client may send and how long it may take. Each is far above honest use and bounds what one client can cost. */

/** Bytes of a claim: a statement of 50,000 characters and 100 attachments take 220 KB at most. */
export const claimBytesMax = 262_144;

/** Bytes of an event or a batch, which is held in memory whole; what is larger goes as NDJSON, which is not. */
export const eventsBytesMax = 16_777_216;

/** Bytes of every other body: a quarantined event, mended. */
export const otherBytesMax = 2_097_152;

/** Bytes of all header lines of a request; binary-mode CloudEvents carry their attributes there. */
export const headerBytesMax = 16_384;

/** Milliseconds for all header lines to arrive. */
export const headersLimitMs = 10_000;

/** Milliseconds for a whole request to arrive: an NDJSON stream of some gigabytes takes minutes; a longer one is split. */
export const requestLimitMs = 600_000;

/** Milliseconds that a connection may be silent, in either direction, in the middle of a request. */
export const silenceLimitMs = 60_000;

/** Milliseconds that an idle connection is kept: longer than the 60 s of common load balancers, so that they close first. */
export const keepAliveMs = 65_000;

/** Connections at a time: each costs some 20 KB; more than this is an attack or a leak. */
export const connectionsMax = 10_000;

/** Milliseconds that a request waits for its batch; what waited longer is answered 503, and sending it again is safe. */
export const answerLimitMs = 20_000;

/** Characters of a path segment before decoding: an id of 128 characters, each of up to four percent-encoded bytes. */
export const segmentLengthMax = 1_536;

/** Claims decided in one transaction: beyond this the cost per claim no longer falls, but the first one waits for the last. */
export const claimsPerBatch = 96;

/** Claims that may wait: some seconds of work at full speed. */
export const claimsWaitingMax = 4_096;

/** Events of one request that still share a transaction with other requests; larger requests have their own. */
export const sharedEventsMax = 100;

/** Requests whose events share a transaction. */
export const requestsPerBatch = 32;

/** Small event requests that may wait. */
export const requestsWaitingMax = 2_048;

/** Events to a transaction of a large request: memory stays small and a lock is never held long. */
export const eventsPerWrite = 500;

/** Refusals that an answer lists; all of them are in quarantine. */
export const refusalsShown = 20;

/** Requests a minute for one key, or one address without a valid key: a thousand a second. */
export const requestsPerMinute = 60_000;

/** Milliseconds between looks for claims that wait for their shadow decision, beside being woken. */
export const waitingLookMs = 3_000;

/** Milliseconds between looks whether a detection is due. */
export const detectionLookMs = 60_000;

/** Milliseconds after which a detection that failed is tried again; twice as long after each failure more: a short fault is over soon. */
export const detectionRetryMs = 180_000;

/** Milliseconds to which that grows: a search that failed begins with the whole log, which costs minutes in a large one. */
export const detectionRetryMaxMs = 10_800_000;

/** Milliseconds that a stop waits for requests under way before it breaks their connections. */
export const stopLimitMs = 15_000;

/** Entries on one page of a list. */
export const pageMax = 500;
