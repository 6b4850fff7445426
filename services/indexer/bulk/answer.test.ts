import { describe, expect, test } from 'vitest';
import { bulkAnswerOf } from '../cluster/bulk-answer.ts';
import { itemAnswer, refusalAnswer } from './answer.ts';
import { createPace } from './pace.ts';

describe('an item', () => {
  test.each([
    [201, {}, 'created'],
    [200, {}, 'created'],
    [409, { type: 'version_conflict_engine_exception' }, 'known'],
    [429, { type: 'es_rejected_execution_exception' }, 'again'],
    [429, { type: 'cluster_block_exception' }, 'again'],
    [503, { type: 'unavailable_shards_exception' }, 'again'],
    [403, { type: 'cluster_block_exception' }, 'again'],
    [404, { type: 'index_not_found_exception' }, 'again'],
    [400, { type: 'document_parsing_exception', reason: '[1:30] failed to parse field [source.ip] of type [ip]' }, 'poison'],
    [400, { type: 'illegal_argument_exception', reason: 'Document contains at least one immense term in field="x"' }, 'poison'],
    [
      400,
      { type: 'illegal_argument_exception', reason: 'only write ops with an op_type of create are allowed in data streams' },
      'again',
    ],
    [
      400,
      { type: 'validation_exception', reason: 'this action would add [2] shards, but this cluster has [1000]/[1000] open' },
      'again',
    ],
    [400, { type: 'index_closed_exception', reason: 'closed' }, 'again'],
    [0, {}, 'again'],
  ])('%i %j is %s', (status, error, kind) => {
    expect(itemAnswer(status, error).kind).toBe(kind);
  });

  test('says in one line why', () => {
    expect(itemAnswer(400, { type: 'document_parsing_exception', reason: 'bad\n\u001b[31m thing' })).toEqual({
      kind: 'poison',
      code: 'document_parsing_exception',
      why: 'bad [31m thing',
    });
  });
});

test.each([
  [413, {}, 'halve'],
  [400, { type: 'action_request_validation_exception' }, 'halve'],
  [400, {}, 'again'],
  [429, { type: 'es_rejected_execution_exception' }, 'again'],
  [502, {}, 'again'],
])('a whole request that is answered %i %j is %s', (status, error, kind) => {
  expect(refusalAnswer(status, error, null).kind).toBe(kind);
});

test.each([[null], ['text'], [{}], [{ errors: true }], [{ errors: true, items: [] }], [{ errors: true, items: 'x' }]])(
  'an answer that lists nothing (%j) is asked for again',
  (said) => {
    expect(bulkAnswerOf(said, 2)).toMatchObject({ kind: 'again', code: 'bad-answer' });
  },
);

test('items of no shape at all are asked for again', () => {
  expect(bulkAnswerOf({ errors: true, items: [null, { index: 'x' }] }, 2)).toMatchObject({
    items: [{ kind: 'again' }, { kind: 'again' }],
  });
});

describe('the pace', () => {
  test('waits longer with every refusal, at least as long as it is asked to, and not at all after a success', () => {
    let now = 1000;
    const pace = createPace(
      4,
      () => now,
      () => 0,
    );
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      pace.refused({ busy: false, afterMs: null, partly: false });
      waits.push(pace.resumeAt - now);
      now = pace.resumeAt;
    }
    expect(waits).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    pace.refused({ busy: false, afterMs: 42_000, partly: false });
    expect(pace.resumeAt - now).toBe(42_000);
    expect(pace.concurrency).toBe(4);
    pace.wentWell();
    now = pace.resumeAt;
    pace.refused({ busy: true, afterMs: null, partly: false });
    expect([pace.resumeAt - now, pace.concurrency]).toEqual([100, 2]);
  });

  test('takes requests that are refused at once for one refusal', () => {
    let now = 1000;
    const pace = createPace(
      4,
      () => now,
      () => 0,
    );
    const waits: number[] = [];
    for (let i = 0; i < 4; i++) {
      for (let request = 0; request < 4; request++) pace.refused({ busy: true, afterMs: null, partly: false });
      waits.push(pace.resumeAt - now);
      now = pace.resumeAt;
    }
    expect(waits).toEqual([100, 200, 400, 800]);
    expect(pace.concurrency).toBe(1);
  });
});
