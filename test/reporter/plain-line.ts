/** One plain line after Vitest's own summary: how many tests of the whole run passed, failed and were skipped. */

import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';

export default class PlainLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[], reason: TestRunEndReason): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state]++;
      // A file that cannot be read, and hooks: their tests are skipped or passed, and are no proof.
      for (const suite of [module, ...module.children.allSuites()]) if (suite.errors().length > 0) counts.failed++;
    }
    // What is shared by all, and did not start: nothing ran.
    if (reason === 'failed' && counts.failed === 0) counts.failed = 1;
    const skipped = counts.skipped + counts.pending;
    // Written when the process ends, so that it stands below everything the other reporters print.
    process.once('exit', () => {
      process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
    });
  }
}
