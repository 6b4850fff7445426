import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Alert } from '@gatewatch/domain';
import { faintWords, headingLevels, namelessControls } from '@gatewatch/testing';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { payloads, poisoned } from '../payloads.fixture.ts';
import { exampleSummary, fatigueAlert, manyAlerts, travelAlert } from './example.fixture.ts';
import { renderReport } from './render-report.ts';

const executablePath = '/usr/bin/chromium';
const missing = !existsSync(executablePath);
if (missing && process.env.CI === undefined)
  console.log(`Report pages are not looked at: there is no ${executablePath} (apt install chromium).`);

describe.skipIf(missing && process.env.CI === undefined)('the report in a browser', { timeout: 300_000 }, () => {
  let browser: Browser;
  let server: Server;
  let current = '';
  let asked: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    });
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('content-type', 'text/html; charset=utf-8').end(current);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }, 300_000);

  afterAll(async () => {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
  });

  /** Opens the page over HTTP, so that every request it makes can be seen. */
  async function open(html: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<{ page: Page; trouble: string[] }> {
    current = html;
    asked = [];
    const trouble: string[] = [];
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    page.on('dialog', (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => trouble.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
    page.on('request', (request) => {
      if (!request.url().startsWith('data:') && request.resourceType() !== 'document') trouble.push(`request: ${request.url()}`);
    });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return { page, trouble };
  }

  test.each([
    [0, []],
    [2, [travelAlert(), fatigueAlert()]],
    [500, manyAlerts(500)],
  ] as const)('with %i alerts it loads nothing else and breaks no rule of its own policy', async (_, alerts) => {
    const { page, trouble } = await open(report(alerts));
    expect(trouble).toEqual([]);
    expect(asked).toEqual(['/']);
    expect(await page.evaluate<string>(`getComputedStyle(document.querySelector('.page')).maxWidth`)).toBe('1080px');
    await page.close();
  });

  test('whatever an attacker chooses runs nothing, loads nothing and hides nothing', async () => {
    let next = 0;
    const alerts = [travelAlert(), fatigueAlert(), ...manyAlerts(12)].map((alert): Alert => {
      const spoilt = poisoned(alert, () => payloads[next++ % payloads.length] ?? '');
      const { severity, confidence, state } = alert;
      return {
        ...spoilt,
        severity,
        confidence,
        state,
        evidence: { ...spoilt.evidence, decisive: spoilt.evidence.events.map(({ id }) => id) },
      };
    });
    const { page, trouble } = await open(
      renderReport({ generatedFor: payloads.join(' '), alerts, summary: exampleSummary(alerts) }),
    );
    await page.click('#unfold');
    for (const link of await page.locator('article summary').all()) await link.hover();
    expect(trouble).toEqual([]);
    expect(asked).toEqual(['/']);
    expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('style').count()).toBe(1);
    expect(await page.locator('img, iframe, form, base, object, embed').count()).toBe(0);
    expect(await page.locator('article').count()).toBe(14);
    await page.close();
  });

  test('an injected script would be stopped by the policy', async () => {
    const { page, trouble } = await open(
      report([travelAlert()]).replace('</main>', '<script>globalThis.pwned=1</script></main>'),
    );
    expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
    expect(trouble.join()).toContain('Content Security Policy');
    await page.close();
  });

  test('filters by text and severity, and unfolds', async () => {
    const { page } = await open(report([travelAlert(), fatigueAlert()]));
    await page.fill('#filter', 'lagos');
    await expect.poll(() => page.locator('article:visible').count()).toBe(1);
    expect(await page.locator('#shown').textContent()).toBe('1 of 2 shown');
    await page.fill('#filter', '');
    await page.locator('#show-critical').focus();
    await page.keyboard.press('Space');
    await expect.poll(() => page.locator('article:visible').count()).toBe(1);
    await page.close();
  });

  test('reads as a plain page without scripts, and the severity chips still work', async () => {
    const { page } = await open(report(manyAlerts(8)), { javaScriptEnabled: false });
    expect(await page.locator('article').count()).toBe(8);
    expect(await page.locator('#filter').isVisible()).toBe(false);
    const all = await page.locator('article:visible').count();
    await page.locator('#show-critical').uncheck();
    expect(await page.locator('article:visible').count()).toBeLessThan(all);
    await page.close();
  });

  test('alerts beyond those with a card count in the chips and are found by the filter, too', async () => {
    const all = manyAlerts(600);
    const last = { ...travelAlert(), id: 'last', severity: 'low' as const, risk: 1 };
    const { page, trouble } = await open(report([...all, { ...last, subject: { ...last.subject, key: 'needle@example.com' } }]));
    const low = all.filter((alert) => alert.severity === 'low').length + 1;
    expect(await page.locator('.chip.low').textContent()).toBe(`Low ${low}`);
    await page.fill('#filter', 'needle');
    await page.locator('#further td', { hasText: 'needle@example.com' }).waitFor({ state: 'visible' });
    expect(await page.locator('#shown').textContent()).toBe('1 of 601 shown');
    await page.locator('#show-low').uncheck();
    await page.locator('#further td', { hasText: 'needle@example.com' }).waitFor({ state: 'hidden' });
    expect(trouble).toEqual([]);
    await page.close();
  });

  test('a name as long as somebody likes leaves the title its room', async () => {
    const alert = travelAlert();
    const { page } = await open(report([{ ...alert, subject: { ...alert.subject, name: 'a'.repeat(160) } }]));
    const box = await page.locator('article h3').boundingBox();
    expect(box?.width).toBeGreaterThan(300);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await page.close();
  });

  test('a dot of the timeline opens its alert', async () => {
    const { page } = await open(report(manyAlerts(8)));
    const target = (await page.locator('.timeline a').last().getAttribute('href')) ?? '';
    await page.locator('.timeline a').last().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator(target).getAttribute('open')).toBe('');
    await page.close();
  });

  test.each([1280, 768, 360])('nothing sticks out at %i pixels, light or dark', async (width) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await open(report([travelAlert(), fatigueAlert(), ...manyAlerts(6)]), {
        viewport: { width, height: 800 },
        colorScheme,
      });
      expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      await page.close();
    }
  });

  test('its words stand out from their ground: 4.5 to 1 at least, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await open(report([travelAlert(), fatigueAlert(), ...manyAlerts(6)]), { colorScheme });
      await page.click('#unfold');
      expect(await page.evaluate<string[]>(faintWords('.page'))).toEqual([]);
      await page.close();
    }
  });

  test('has landmarks, names and headings in order', async () => {
    const { page } = await open(report([travelAlert(), fatigueAlert()]));
    for (const role of ['banner', 'main', 'search', 'contentinfo'] as const) expect(await page.getByRole(role).count()).toBe(1);
    const levels = await page.evaluate<number[]>(headingLevels);
    expect(levels[0]).toBe(1);
    for (const [i, level] of levels.slice(1).entries()) expect(level - (levels[i] ?? level)).toBeLessThanOrEqual(1);
    const nameless = await page.evaluate<string[]>(namelessControls);
    expect(nameless).toEqual([]);
    await page.close();
  });

  function report(alerts: readonly Alert[]): string {
    return renderReport({ generatedFor: 'Example Corp', alerts, summary: exampleSummary(alerts) });
  }
});
