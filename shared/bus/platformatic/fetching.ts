/** One request of a broker for the partitions that it leads, and what came of it. */

import { type Consumer, findErrorBy, ResponseError } from '@platformatic/kafka';
import { type Fetched, type Held, stillCounts, turnTo } from './held.ts';
import { afterBatches, messagesOf } from './messages.ts';

/** So much of all partitions of a broker at a time. */
const answerBytes = 10 * 1024 * 1024;
/** How long a broker may wait for something to tell: so long a partition that is taken or resumed may wait too. */
const idleFetchMs = 200;
/** Kafka's error code of a place that the log does not have (any more). */
const outOfRange = 1;

type FetchResponse = Awaited<ReturnType<Consumer['fetch']>>;

export interface Asking {
  readonly consumer: Consumer;
  readonly topicId: string;
  readonly node: number;
  readonly places: readonly Held[];
  readonly fetchBytes: number;
}

/** Faults that pass are waited for inside; throws what does not pass. */
export async function fetchOf({ consumer, topicId, node, places, fetchBytes }: Asking): Promise<readonly Fetched[]> {
  const asked = new Map(places.map((place) => [place.partition, { place, turn: place.turn, from: place.ahead }]));
  const partitions = [...asked].map(([partition, { from }]) => ({
    partition,
    fetchOffset: BigInt(from),
    partitionMaxBytes: fetchBytes,
    currentLeaderEpoch: -1,
    lastFetchedEpoch: -1,
  }));
  const topics = [{ topicId, partitions }];
  let response: FetchResponse;
  try {
    response = await consumer.fetch({ node, topics, maxWaitTime: idleFetchMs, minBytes: 1, maxBytes: answerBytes });
  } catch (error) {
    if (!(error instanceof Error) || !backInRange(error, asked)) throw error;
    return [];
  }
  return response.responses.flatMap((topic) =>
    topic.partitions.flatMap(({ partitionIndex, records, highWatermark }): Fetched[] => {
      const of = asked.get(partitionIndex);
      const after = afterBatches(records ?? []);
      if (of === undefined || after === null || !stillCounts(of) || of.place.ahead !== of.from) return [];
      of.place.ahead = after;
      const messages = messagesOf(partitionIndex, records ?? [], of.from);
      return [{ place: of.place, turn: of.turn, node, messages, after, end: Number(highWatermark) }];
    }),
  );
}

/** What retention took, or what a new log never had: from the beginning of what there is. False: another error. */
function backInRange(error: Error, asked: ReadonlyMap<number, { readonly place: Held; readonly turn: number }>): boolean {
  const refusal = findErrorBy(error, 'apiId', 'OFFSET_OUT_OF_RANGE');
  const response = responseOf(error);
  if (refusal === null || response === null) return false;
  for (const { partitions } of response.responses)
    for (const { partitionIndex, errorCode, logStartOffset } of partitions) {
      const of = asked.get(partitionIndex);
      if (errorCode === outOfRange && of !== undefined && stillCounts(of)) turnTo(of.place, Math.max(0, Number(logStartOffset)));
    }
  return true;
}

function responseOf(error: Error): FetchResponse | null {
  if (error instanceof ResponseError) return error.response;
  const inner: readonly unknown[] = error instanceof AggregateError ? error.errors : [error.cause];
  for (const one of inner) {
    const found = one instanceof Error ? responseOf(one) : null;
    if (found !== null) return found;
  }
  return null;
}
