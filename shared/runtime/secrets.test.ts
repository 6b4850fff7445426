import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';
import { hiding } from './secrets.ts';

test("the configuration's own secrets stand in no text, whole or as part of a URL", () => {
  const config = parseConfig(
    `
sources:
  eventHubs:
    - name: entra
      tenant: example
      hubs: [signins]
      connectionString: "\${HUBS}"
geo: { update: { from: maxmind, account: "12345", key: "\${KEY}" } }
http: { token: "\${TOKEN}" }
`,
    'gatewatch.yaml',
    {
      HUBS: 'Endpoint=sb://example/;SharedAccessKeyName=listen;SharedAccessKey=c2VjcmV0',
      KEY: 'p@ss/word',
      TOKEN: 'sixteen-or-more-characters',
    },
  );
  const hide = hiding(config);
  expect(hide('https://server/?key=p%40ss%2Fword refused p@ss/word')).toBe('https://server/?key=[secret] refused [secret]');
  expect(hide('Bearer sixteen-or-more-characters')).toBe('Bearer [secret]');
  expect(hide('SharedAccessKeyName=listen;SharedAccessKey=c2VjcmV0;EntityPath=x')).toBe(
    'SharedAccessKeyName=listen;SharedAccessKey=[secret];EntityPath=x',
  );
  expect(hide('signins of example')).toBe('signins of example');
});
