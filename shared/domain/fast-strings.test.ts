/** What V8 says of `String.prototype`, in a process of its own: only there may it be asked. */

import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

const script = `
  const fast = () => %HasFastProperties(String.prototype);
  const said = [];
  class Early extends String {}
  said.push(fast());
  const { keepStringsFast } = await import(${JSON.stringify(new URL('./fast-strings.ts', import.meta.url).href)});
  keepStringsFast();
  said.push(fast());
  class Late extends String { also() { return this.length; } }
  new Late('x').also();
  said.push(fast());
  console.log(JSON.stringify(said));
`;

it('a class of texts makes their methods slow, which is cured once for all', () => {
  const said = execFileSync(process.execPath, ['--allow-natives-syntax', '--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  expect(JSON.parse(said)).toEqual([false, true, true]);
});
