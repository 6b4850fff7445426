/** Whatever an attacker writes where logs take texts from outside: in every kind of destination it stays a text. */

import type { Alert, Parcel } from '@gatewatch/domain';
import { exampleParcels, hostileText, parcelAlert } from '@gatewatch/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mailOf } from '../email/mail.ts';
import { destinationTypes } from './index.ts';

const link = 'https://soc.example/alerts/{id}';
const hostile = fc.oneof(
  fc.constantFrom(
    hostileText,
    '<!channel> <!here> <@U1> <https://evil.example|click> @here @channel @everyone',
    '<at>all</at> [x](javascript:alert(1)) ![x](https://evil.example/x.png) `code` *bold* _it_ ~no~ # head',
    '"><img src=https://evil.example/x onerror=alert(1)>',
    '</style><style>*{display:none}</style></title><script>alert(1)</script>',
    '&lt;script&gt;&#x3c;img src=x&#62; <svg onload=alert(1)>',
    '\u001b[2J\u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u001b\\ \u009b31m\u0007',
    'line\r\nBcc: all@evil.example\r\n\r\nbody\u2028\u2029\u0000',
    '\u202egnp.exe\u202c\u2066\u2067\u200f',
    '\ud800 lone \udfff',
    'x'.repeat(5000),
  ),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

/** Every text of the alert that can come from a log. */
function attacked(text: string): Parcel {
  const { subject, evidence } = parcelAlert;
  const alert: Alert = {
    ...parcelAlert,
    title: text,
    explanation: text,
    because: [text],
    baseline: [text],
    steps: [text],
    subject: { ...subject, key: text, name: text },
    evidence: {
      ...evidence,
      events: evidence.events.map((event) => ({
        ...event,
        device: text,
        app: text,
        place: event.place === null ? null : { ...event.place, city: text },
        network: { asn: 1, owner: text, class: 'mobile' },
        row: { text },
      })),
    },
  };
  return { ...exampleParcels.opened, alert };
}

function summarised(text: string): Parcel {
  const one = { alert: 'a', revision: 1, title: text, detector: 'x', severity: 'high' as const, subject: text };
  return { ...exampleParcels.summary, summarised: [one] };
}

/** Controls but the ends of lines that we write, direction marks and lone surrogates. */
const unsafe = new RegExp(
  `[${['\u0000-\u0009', '\u000b-\u001f', '\u007f-\u009f', '\u200b-\u200f', '\u2028-\u202e', '\u2066-\u2069'].join('')}]|\\p{Surrogate}`,
  'u',
);

describe.each(destinationTypes)('$type', (type) => {
  const takesLink = JSON.stringify(type.options.toJSONSchema({ io: 'input' })).includes('"link"');
  const options = type.options.parse({ ...type.example, ...(takesLink ? { link } : {}) });

  test('writes it as a text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const one of [attacked(text), summarised(text)]) {
          const written = type.sample(options, [one]);
          // RFC 5424 wants a byte order mark before its text.
          expect(written.replaceAll('\ufeff', '')).not.toMatch(unsafe);
          expect(written).not.toMatch(/@(?:here|channel|everyone)/);
          if (type.type !== 'email' && type.type !== 'syslog') expect(written).not.toMatch(/<(?!https:\/\/soc\.example\/)/);
        }
      }),
      { numRuns: 60 },
    );
  });
});

test('Slack: the only link is ours, and nobody is called', () => {
  const slack = destinationTypes.find(({ type }) => type === 'slack');
  fc.assert(
    fc.property(hostile, (text) => {
      const written = JSON.parse(slack?.sample({ url: '', link }, [attacked(text)]) ?? '');
      for (const one of textsOf(written)) expect(one.replace('<https://soc.example/alerts/a1b2c3|', '')).not.toMatch(/[<]/);
    }),
    { numRuns: 60 },
  );
});

test('TheHive: no sign of Markdown stands unescaped', () => {
  const thehive = destinationTypes.find(({ type }) => type === 'thehive');
  const options = thehive?.options.parse({ ...thehive.example });
  fc.assert(
    fc.property(hostile, (text) => {
      const { description } = JSON.parse(thehive?.sample(options, [attacked(text)]) ?? '');
      expect(String(description).replaceAll(/\\[\s\S]/g, '')).not.toMatch(/[<>[\]`!]|\]\(/);
    }),
    { numRuns: 60 },
  );
});

test('mail: the same elements as for a harmless text, one line of subject, and no address to click', () => {
  const options = { from: 'gatewatch@example.com', to: ['soc@example.com'], link };
  const tagsOf = (html: string) => [...html.matchAll(/<\/?[a-z!][^>]*>/gi)].map(([tag]) => tag);
  const harmless = tagsOf(mailOf(attacked('x'), options).html);
  fc.assert(
    fc.property(hostile, (text) => {
      const { html, subject, text: plain } = mailOf(attacked(text), options);
      const visible = text.trim() === '' ? null : html;
      if (visible !== null && tagsOf(html).length === harmless.length) expect(tagsOf(html)).toEqual(harmless);
      else for (const tag of tagsOf(html)) expect(harmless).toContain(tag);
      expect(subject).not.toMatch(/[\r\n]/);
      expect(plain.replace('https://soc.example/alerts/a1b2c3', '')).not.toMatch(/\bhttps?:\/\//i);
    }),
    { numRuns: 100 },
  );
});

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
