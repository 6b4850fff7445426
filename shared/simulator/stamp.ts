/** ISO 8601 in UTC with seven fraction digits and without zone, as Entra prints (sources 1.6): `ticks` are the last four, 100 ns each. */

let cachedMinute = -1;
let cachedText = '';

export function stamp(time: number, ticks: number): string {
  const minute = Math.floor(time / 60000);
  if (minute !== cachedMinute) {
    cachedMinute = minute;
    cachedText = new Date(minute * 60000).toISOString().slice(0, 17);
  }
  const ms = time - minute * 60000;
  const seconds = Math.floor(ms / 1000);
  const digits = (ms - seconds * 1000) * 10000 + ticks;
  return `${cachedText}${seconds < 10 ? '0' : ''}${seconds}.${String(10000000 + digits).slice(1)}`;
}
