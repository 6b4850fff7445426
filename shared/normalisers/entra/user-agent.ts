/** What a user agent claims: the platform it runs on, else the tool that it names. It is the client's own word. */

const remembered = new Map<string, string | null>();
const mostRemembered = 1024;

/** `windows`, `ios`, `android`, `macos`, `linux`, `chromeos`; else the first product in lower case (`bav2ropc`, `python-requests`). */
export function agentOf(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  const known = remembered.get(value);
  if (known !== undefined) return known;
  const agent = read(value.slice(0, 300).toLowerCase());
  if (remembered.size < mostRemembered && value.length <= 300) remembered.set(value, agent);
  return agent;
}

/** In this order: an iPad asks for "Macintosh" pages, Android is a Linux, and Windows Phone says all of them. */
const platforms: readonly (readonly [words: RegExp, platform: string])[] = [
  [/windows phone/, 'windows phone'],
  [/android|dalvik/, 'android'],
  [/iphone|ipad|ipod|\bios\b/, 'ios'],
  [/\bcros\b/, 'chromeos'],
  [/windows/, 'windows'],
  [/macintosh|mac os x|macos/, 'macos'],
  [/linux|x11/, 'linux'],
];

function read(agent: string): string | null {
  for (const [words, platform] of platforms) if (words.test(agent)) return platform;
  return /^[a-z][a-z0-9._-]{1,31}/.exec(agent)?.[0] ?? null;
}
