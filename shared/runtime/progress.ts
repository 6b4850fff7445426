/** Progress of a long step: a bar with rate and time left on a terminal, now and then a plain line elsewhere. */

export interface Progress {
  /** `done` of `total` (bytes, days …); `count`: what the rate is of. */
  update(done: number, count: number): void;
  end(): void;
}

export interface ProgressPlan {
  readonly label: string;
  readonly total: number;
  readonly unit: string;
  readonly terminal: boolean;
  /** How wide the terminal is by now; what does not fit would stay on it. 80 where not said. */
  readonly columns?: () => number | undefined;
  readonly write: (text: string) => void;
  readonly now: () => number;
}

const everyMs = { terminal: 100, plain: 5000 };
const barWidth = 24;
const usualColumns = 80;

export function createProgress(plan: ProgressPlan): Progress {
  const begun = plan.now();
  let last = begun;
  let shown = false;
  return {
    update(done, count) {
      const now = plan.now();
      if (now - last < (plan.terminal ? everyMs.terminal : everyMs.plain)) return;
      last = now;
      shown = true;
      const line = (bar: boolean) => progressLine(plan.label, done, plan.total, count, plan.unit, now - begun, bar);
      if (!plan.terminal) return plan.write(`${line(false)}\n`);
      const room = (plan.columns?.() || usualColumns) - 1;
      const whole = line(true);
      plan.write(`\r\u001b[2K${whole.length <= room ? whole : line(false).slice(0, room)}`);
    },
    end() {
      if (shown && plan.terminal) plan.write('\r\u001b[2K');
    },
  };
}

export function progressLine(
  label: string,
  done: number,
  total: number,
  count: number,
  unit: string,
  ms: number,
  bar: boolean,
): string {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const rate = ms > 0 ? Math.round((count / ms) * 1000) : 0;
  const left = share > 0.01 ? `${duration((ms / share) * (1 - share))} left` : '';
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  const filled = Math.round(share * barWidth);
  const drawn = bar ? ` ${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}` : '';
  return `${label}${drawn}${percent}  ${count.toLocaleString('en')} ${unit}, ${rate.toLocaleString('en')}/s${left === '' ? '' : `, ${left}`}`;
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600
    ? `${Math.ceil(seconds / 60)} min`
    : `${Math.floor(seconds / 3600)} h ${Math.ceil((seconds % 3600) / 60)} min`;
}
