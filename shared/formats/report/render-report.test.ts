import { createHash } from 'node:crypto';
import type { Alert } from '@gatewatch/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { payloads, poisoned } from '../payloads.fixture.ts';
import { exampleSummary, fatigueAlert, manyAlerts, travelAlert } from './example.fixture.ts';
import { renderReport } from './render-report.ts';

const megabyte = 1024 * 1024;

describe('the report', () => {
  test('tells a travel alert’s whole story', () => {
    const page = report([travelAlert()]);
    for (const part of [
      'Impossible travel from Lagos to Oslo',
      'ingrid.hansen@example.com',
      'Lagos, Nigeria → Oslo, Norway',
      '8,595 km/h',
      '≥ 1,000 km/h',
      'High confidence',
      'Both addresses belong to fixed-line providers',
      'Norway on 27 of the last 30 active days',
      'The vendor hid an address',
      'revoke sessions, reset the password',
      '10:43:12',
      '203.0.113.77',
      'MainOne Cable Company',
      'href="https://attack.mitre.org/techniques/T1078/004/"',
      '<ellipse class="radius"',
    ]) {
      expect(page).toContain(part);
    }
  });

  test('shows a burst of prompts as a strip, not as a map', () => {
    const page = report([fatigueAlert()]);
    expect(page).toContain('13 events in 9 min: 1 succeeded, 12 did not');
    expect(page).not.toContain('<figure class="map">');
  });

  test('says so where there is nothing', () => {
    const page = report([]);
    expect(page).toContain('No alerts.');
    expect(page).not.toContain('<article');
    const bare = {
      ...exampleSummary([]),
      from: null,
      to: null,
      buckets: [],
      geo: [],
      silent: {},
      quarantined: {},
      events: 0,
      seconds: 0,
    };
    expect(renderReport({ generatedFor: 'Example Corp', alerts: [], summary: bare })).toContain('No events');
  });

  test('says why detectors were silent, what is in quarantine, and whose places it shows', () => {
    const page = report([]);
    for (const part of [
      'Place too uncertain to prove travel',
      '1,207',
      'not-json',
      'IP Geolocation by DB-IP',
      'built 5 Jun 2026',
    ]) {
      expect(page).toContain(part);
    }
  });

  test('puts the worst alert first and withdrawn ones apart', () => {
    const page = report([travelAlert(), fatigueAlert(), travelAlert({ id: 'x', state: 'withdrawn', title: 'Taken back' })]);
    expect(page.indexOf('Tomás Berg</span>')).toBeLessThan(page.lastIndexOf('Ingrid Hansen</span> · '));
    expect(page.match(/<article/g)).toHaveLength(2);
    expect(page).toContain('1 alert withdrawn');
    expect(page).toContain('<td>Taken back</td>');
  });

  test('marks the decisive rows and no others', () => {
    expect(report([fatigueAlert()]).match(/<tr class="decisive">/g)).toHaveLength(6);
  });

  test('stays below 5 MB with 500 alerts, and with 6,000 as long as an attacker can make them', () => {
    expect(Buffer.byteLength(report(manyAlerts(500)))).toBeLessThan(5 * megabyte);
    const long = manyAlerts(2).map((alert) => inText(alert, () => '&'.repeat(5000)));
    const flood = Array.from({ length: 6000 }, (_, i) => ({ ...(long[i % 2] ?? travelAlert()), id: `${i}` }));
    const page = report(flood);
    expect(Buffer.byteLength(page)).toBeLessThan(5 * megabyte);
    expect(page).toContain('more are in alerts.ndjson');
  });

  test('each of 700 alerts stands in the timeline, those without a card by the list that they are in', () => {
    const page = report(manyAlerts(700));
    const dots = [...page.matchAll(/<a href="#([^"]+)" aria-label="[^"]*?(?: and ([\d,]+) more)?"><title>/g)];
    expect(dots.reduce((sum, [, , more = '0']) => sum + 1 + Number(more), 0)).toBe(700);
    for (const [, to] of dots) expect(page).toContain(` id="${to}"`);
  });

  test('is the same for the same input', () => expect(report(manyAlerts(5))).toBe(report(manyAlerts(5))));

  test('allows its own style and script by hash and nothing else', () => {
    const page = report([travelAlert()]);
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? '';
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain(`style-src 'sha256-${sha256(style)}'`);
    expect(policy).toContain(`script-src 'sha256-${sha256(script)}'`);
    expect(page).not.toMatch(/<[^>]+\s(style|on[a-z]+)=/);
    expect(page).not.toMatch(/<(link|img|script|iframe|use|image)\b[^>]*(src|href)="(?!data:|#)/);
  });

  test('every id is given once', () => {
    const ids = [...report(manyAlerts(20)).matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('whatever an attacker chooses', () => {
  const known = new Set([...tags(report([travelAlert(), fatigueAlert()])), ...tags(poisonedReport(() => 'harmless')), '<br']);

  test.each(payloads.map((payload) => [payload.slice(0, 40), payload]))('%s is text in every field', (_, payload) => {
    expect(tags(poisonedReport(() => payload))).toEqual(tags(poisonedReport(() => 'harmless')));
  });

  test('adds no tag, no attribute and no control character', () => {
    const piece = fc.oneof(
      fc.constantFrom(...payloads),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('<', '>', '"', "'", '&', '`', '=', '/', ' on'),
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.array(piece, { maxLength: 4 }).map((pieces) => `z${pieces.join('')}`),
          { minLength: 1, maxLength: 8 },
        ),
        (texts) => {
          let next = 0;
          const page = poisonedReport(() => texts[next++ % texts.length] ?? '');
          expect([...new Set(tags(page))].filter((tag) => !known.has(tag))).toEqual([]);
          expect(page).not.toMatch(/[^\P{Cc}\n]|[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u);
        },
      ),
      { numRuns: 60 },
    );
  });
});

function report(alerts: readonly Alert[]): string {
  return renderReport({ generatedFor: 'Example Corp', alerts, summary: exampleSummary(alerts) });
}

/** All texts but the closed vocabularies: those come from our own code, and a schema checks them on the way in. */
function inText(alert: Alert, choose: (text: string) => string): Alert {
  const { severity, confidence, state } = alert;
  const decisive = alert.evidence.events.map(({ id }) => choose(id));
  const spoilt = poisoned(alert, choose);
  return { ...spoilt, severity, confidence, state, evidence: { ...spoilt.evidence, decisive } };
}

function poisonedReport(choose: (text: string) => string): string {
  const alerts = [
    inText(travelAlert(), choose),
    inText(fatigueAlert(), choose),
    { ...inText(travelAlert(), choose), state: 'withdrawn' as const },
  ];
  const summary = exampleSummary([]);
  return renderReport({
    generatedFor: choose('organisation'),
    alerts,
    summary: {
      ...summary,
      quarantined: { [choose('reason')]: 3 },
      alertsByDetector: { [choose('detector')]: { high: 2, [choose('severity')]: 1 } },
      silent: { [choose('detector')]: { [choose('reason')]: 3 } },
      geo: [{ name: choose('geo'), built: null, warning: choose('warning') }],
    },
  });
}

/** The page's tags as a parser sees them: names and attribute names, style and script contents left out. */
function tags(page: string): readonly string[] {
  const markup = page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '<$1></$1>');
  return [...markup.matchAll(/<[^>]*>/g)].map(([tag]) =>
    tag
      .replace(/="[^"]*"/g, '')
      .replace(/\s+/g, ' ')
      .replace(/ ?>$/, ''),
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
