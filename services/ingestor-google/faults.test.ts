import { hourMs, minuteMs } from '@gatewatch/domain';
import { type ListCall, type ReportsFault, recorded, refused } from '@gatewatch/testing';
import { expect, it } from 'vitest';
import { type World, world, worldStart } from './google-source.fixture.ts';

const many = 250;
const pageSize = 100; // three pages
const logins = Array.from({ length: many }, (_, id) =>
  recorded({ application: 'login', id, time: worldStart - hourMs + id * 1000 }),
);

/** Every login once, whatever the fault does; says how often the window was begun. */
async function survives(of: World, fault: ReportsFault, untilMs = hourMs): Promise<readonly ListCall[]> {
  of.server.fault = fault;
  await of.open();
  await of.clock.until(worldStart + untilMs);
  const texts = of.intake.texts('workspace/login');
  expect(new Set(texts).size).toBe(many);
  expect(texts.length).toBe(many);
  expect(of.said.findLast(({ component }) => component === 'workspace/login')).toMatchObject({ state: 'healthy' });
  return of.server.calls;
}

const failing = (of: World) => of.said.filter(({ state }) => state === 'failing').map(({ text }) => text);
const secondPage = ({ query }: ListCall): boolean => query.get('pageToken') !== null;

/** The fault, the first so many times that the call is meant. */
function times(most: number, meant: (call: ListCall) => boolean, fault: ReportsFault): ReportsFault {
  let left = most;
  return (call, answer) => (meant(call) && left-- > 0 ? fault(call, answer) : undefined);
}

it('waits as long as Retry-After says, all reports together, and asks for the same page again', async () => {
  await using of = await world(
    { backfill: 2 * hourMs, applications: ['login', 'admin'] },
    { pageSize, records: { login: logins } },
  );
  const calls = await survives(
    of,
    times(1, secondPage, () => refused(429, 'rateLimitExceeded', 'Quota exceeded', { 'retry-after': '97' })),
  );
  const at = calls.findIndex(secondPage);
  const [asked, ...later] = calls.slice(at);
  const again = later.find(secondPage);
  expect(again?.query.toString()).toBe(asked?.query.toString());
  expect((again?.at ?? 0) - (asked?.at ?? 0)).toBeGreaterThanOrEqual(97_000);
  const quiet = later.filter((call) => call.at > (asked?.at ?? 0) && call.at < (asked?.at ?? 0) + 97_000);
  expect(quiet).toEqual([]);
  expect(failing(of)[0]).toMatch(
    /^Google answers 429: too many queries \(Quota exceeded\)\. Failed 1 in a row, tried again at 2026-/,
  );
});

it.each([
  ['403 userRateLimitExceeded', () => refused(403, 'userRateLimitExceeded', 'User Rate Limit Exceeded')],
  ['403 quotaExceeded', () => refused(403, 'quotaExceeded', 'Quota exceeded')],
  ['503', () => refused(503, 'backendError', 'Service unavailable')],
  ['500', () => refused(500, 'backendError', 'Internal error')],
  ['a connection that breaks', () => 'drop' as const],
])('backs off from %s, longer each time, and never gives up', async (_name, answer) => {
  await using of = await world({ backfill: 2 * hourMs }, { pageSize, records: { login: logins } });
  const calls = await survives(
    of,
    times(6, () => true, answer),
  );
  const waits = calls.slice(1, 7).map((call, at) => call.at - (calls[at]?.at ?? 0));
  // Five seconds, doubled each time, less up to half of it.
  expect(waits.map((wait) => Math.round(wait / 1000))).toEqual([4, 8, 15, 30, 60, 120].map((wait) => expect.closeTo(wait, -0.8)));
  expect(of.counted('gatewatch_retries_total')).toBe(6);
});

it.each([
  [
    'is cut off',
    (_call: ListCall, answer: () => { status: number; body: string }) => ({ status: 200, body: answer().body.slice(0, -700) }),
  ],
  ['is empty', () => ({ status: 200, body: '' })],
  ['is a list', () => ({ status: 200, body: '[]' })],
  ['is of another kind', () => ({ status: 200, body: '{"items":"none"}' })],
  ['is found no more', () => refused(400, 'invalid', 'Page token has expired')],
])('begins the window again where a page %s, and the cursor stays until it is whole', async (_name, answer: ReportsFault) => {
  await using of = await world({ backfill: 2 * hourMs }, { pageSize, records: { login: logins } });
  const calls = await survives(of, times(3, secondPage, answer));
  const windows = calls.slice(0, 9).filter((call) => !secondPage(call));
  expect(windows.length).toBeGreaterThanOrEqual(4);
  const firstTick = of.intake.calls.findIndex(({ kind }) => kind === 'progress');
  expect(
    of.intake.calls.slice(0, firstTick).flatMap((call) => (call.kind === 'take' ? call.bodies : [])).length,
  ).toBeLessThanOrEqual(many);
});

it('begins the window again where the next page is named twice', async () => {
  await using of = await world({ backfill: 2 * hourMs }, { pageSize, records: { login: logins } });
  let first = '';
  await survives(
    of,
    times(
      2,
      () => true,
      (_call, answer) => {
        const { body, ...rest } = answer();
        first ||= /"nextPageToken":"([^"]+)"/.exec(body)?.[1] ?? '';
        return { ...rest, body: body.replace(/"nextPageToken":"[^"]+"/, `"nextPageToken":"${first}"`) };
      },
    ),
  );
  expect(failing(of).join()).toContain('named the same next page of login twice');
});

it('begins the window again where a page token is older than Google keeps it', async () => {
  await using of = await world({ backfill: 2 * hourMs }, { pageSize, records: { login: logins }, tokenLifeMs: 10_000 });
  await survives(
    of,
    times(1, secondPage, () => refused(503, 'backendError', 'wait', { 'retry-after': '60' })),
  );
  expect(failing(of).join()).toContain('knows the next page of login no more (Page token has expired)');
});

it('asks for a new token where one is withdrawn before its time', async () => {
  await using of = await world({ backfill: 2 * hourMs }, { pageSize, records: { login: logins } });
  await survives(
    of,
    times(1, secondPage, (_call, answer) => {
      of.server.tokens.withdrawAll();
      return answer();
    }),
  );
  expect(failing(of)).toEqual([]);
});

it('says what right is missing, tries again slowly, and lets go of the horizon until it reads again', async () => {
  await using of = await world({ backfill: 2 * hourMs }, { pageSize, records: { login: logins } });
  await survives(
    of,
    ({ at }) =>
      at < worldStart + 40 * minuteMs
        ? refused(401, 'authError', 'Access denied. You are not authorized to read activity records.')
        : undefined,
    2 * hourMs,
  );
  expect(failing(of)[0]).toMatch(
    /^reports@example.com may not read the login report: give it an administrator role with the privilege Reports/,
  );
  expect(failing(of).length).toBeLessThanOrEqual(8);
  const kinds = of.intake.calls.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'idle')).toEqual(['idle']);
  expect(kinds.indexOf('progress')).toBeGreaterThan(kinds.indexOf('idle'));
});

it('is stopped by a bug downstream, and by nothing else', async () => {
  await using of = await world({ backfill: 2 * hourMs }, { pageSize, records: { login: logins } });
  of.intake.fail('take', { error: new TypeError('a bug') });
  const reader = await of.open();
  await of.clock.until(worldStart + minuteMs);
  await expect(reader.settled).rejects.toThrow('a bug');
});

it('stops while Google keeps it waiting and while the intake does', async () => {
  await using of = await world({ backfill: 2 * hourMs }, { pageSize, records: { login: logins } });
  const release = of.intake.hold('take');
  const reader = await of.open();
  await reader.stop();
  await reader.settled;
  release();
  expect(of.said.at(-1)).toMatchObject({ state: 'gone' });
  of.server.fault = () => refused(503, 'backendError', 'wait', { 'retry-after': '100000' });
  const other = await of.open();
  await of.clock.until(worldStart + minuteMs);
  await other.stop();
  await other.settled;
});
