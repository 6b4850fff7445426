/** The mail as a person sees it: in Chromium, on wide and narrow, light and dark screens; and as an attacker would have it seen. */

import { existsSync } from 'node:fs';
import { exampleParcels, faintWords, hostileText, parcel, parcelAlert } from '@gatewatch/testing';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailOf } from './mail.ts';

const executablePath = '/usr/bin/chromium';
const missing = !existsSync(executablePath) && process.env.CI === undefined;
const options = { from: 'gatewatch@example.com', to: ['soc@example.com'], link: 'https://soc.example/alerts/{id}' };
const long = parcel({ title: 'x'.repeat(300), because: [hostileText, 'y'.repeat(400)] });
const { opened, withdrawn, summary, hostile } = exampleParcels;

describe.skipIf(missing)('the mail in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--no-first-run'] });
  });
  afterAll(() => browser.close());

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 900]) {
      test(`is legible and fits, ${width} wide and ${colorScheme}`, async () => {
        const page = await browser.newPage({ viewport: { width, height: 700 }, colorScheme });
        for (const one of [opened, withdrawn, summary, hostile, long]) {
          await page.setContent(mailOf(one, options).html);
          expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
          expect(await page.evaluate(faintWords('body'))).toEqual([]);
        }
        await page.close();
      });
    }
  }

  test('loads nothing and runs nothing, whatever an attacker wrote', async () => {
    const page = await browser.newPage();
    const trouble: string[] = [];
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => trouble.push('dialog')));
    page.on('request', (request) => trouble.push(request.url()));
    const text = `</title></style><script>alert(1)</script><img src=https://evil.example/x onerror=alert(1)>${hostileText}`;
    const subject = { ...parcelAlert.subject, name: text };
    await page.setContent(
      mailOf(parcel({ title: text, explanation: text, steps: [text], because: [text], subject }), options).html,
    );
    expect(await page.locator('script, img, iframe, svg, form').count()).toBe(0);
    expect(await page.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
      'https://soc.example/alerts/a1b2c3',
    ]);
    expect(trouble).toEqual([]);
  });
});
