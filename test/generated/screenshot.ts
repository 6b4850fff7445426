/** `npm run screenshot`: the picture of the README, taken of the report of a fresh demo in Debian's Chromium. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'gatewatch-screenshot-'));
try {
  const launcher = join(root, 'services/gatewatch/bin/gatewatch.js');
  execFileSync(process.execPath, [launcher, 'demo'], { cwd: folder, stdio: 'inherit' });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
  const page = await browser.newPage({ viewport: { width: 1180, height: 1500 }, deviceScaleFactor: 1 });
  await page.goto(pathToFileURL(join(folder, 'gatewatch-demo/report/report.html')).href);
  mkdirSync(join(root, 'docs/images'), { recursive: true });
  await page.screenshot({ path: join(root, 'docs/images/report.png') });
  await browser.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
