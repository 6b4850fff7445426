import type { Identity, IdentityEvent } from '@gatewatch/domain';
import { signIn } from '@gatewatch/testing';
import { describe, expect, it } from 'vitest';
import { createIdentities } from './identities.ts';
import { linkId } from './link-request.ts';
import { type IdentityRules, normalAddress } from './normal-address.ts';

const none: IdentityRules = { domains: new Map(), aliases: new Map() };
const blank: Identity = { key: null, address: null, id: null, directory: 'dir', name: null, kind: 'member' };
let at = 0;

function row(actor: Partial<Identity> | null, more: Partial<IdentityEvent> = {}): IdentityEvent {
  return {
    ...signIn({ at: '1 09:00', recordId: String(at++) }),
    ...more,
    actor: actor && { ...blank, ...actor },
  } as IdentityEvent;
}

function keys(rows: readonly IdentityEvent[], rules = none): readonly (string | null | undefined)[] {
  const identities = createIdentities(rules);
  return rows.map((one) => identities.resolve(one).actor?.key);
}

describe('identities', () => {
  it('meet over providers in the normal form of the address', () => {
    const rows = [
      row({ address: 'Ada@Example.com', id: 'object-1', directory: 'entra' }),
      row({ address: 'ada@example.com', id: '1044', directory: 'C01' }, { provider: 'google' }),
    ];
    expect(keys(rows)).toEqual(['ada@example.com', 'ada@example.com']);
  });

  it('keep their key through a rename', () => {
    const rows = [row({ address: 'ada.byron@example.com', id: '1' }), row({ address: 'ada.lovelace@example.com', id: '1' })];
    expect(keys(rows)).toEqual(['ada.byron@example.com', 'ada.byron@example.com']);
  });

  it('give the address of a leaver to a new subject', () => {
    const rows = ['1', '2', '1', '3', '2'].map((id) => row({ address: 'j.smith@example.com', id }));
    const j = 'j.smith@example.com';
    expect(keys(rows)).toEqual([j, `${j}~2`, j, `${j}~3`, `${j}~2`]);
  });

  it('hold one id of two directories to be two ids', () => {
    const rows = ['a', 'b'].map((directory) => row({ address: `ada@${directory}.example`, id: '1', directory }));
    expect(keys(rows)).toEqual(['ada@a.example', 'ada@b.example']);
  });

  it('of two tenants share nothing', () => {
    const rows = [
      row({ address: 'ada@example.com', id: '1' }, { tenant: 'a' }),
      row({ address: 'ada@example.com', id: '2' }, { tenant: 'b' }),
    ];
    expect(keys(rows)).toEqual(['ada@example.com', 'ada@example.com']);
  });

  it('without an address go by the link of their id, else by the id, and write no link', () => {
    const identities = createIdentities(none);
    const nameless = row({ id: '1' });
    expect(identities.resolve(nameless).actor?.key).toBe('id:1');
    expect(identities.newLinks()).toEqual([]);
    identities.resolve(row({ address: 'ada@example.com', id: '1' }));
    expect(identities.resolve(nameless).actor?.key).toBe('ada@example.com');
    expect(identities.resolve(row({})).actor?.key).toBeNull();
  });

  it('of accounts that do not exist get no key, and claim no address', () => {
    const identities = createIdentities(none);
    const unknown = row({ address: 'ghost@example.com', id: '9' }, { gaps: ['unknown-account'] });
    expect(identities.resolve(unknown).actor?.key).toBeNull();
    expect(identities.resolve(row({ address: 'ghost@example.com', id: '1' })).actor?.key).toBe('ghost@example.com');
  });

  it('of a change are decided for the actor and for the target', () => {
    const target: Identity = { ...blank, address: 'Bob@Example.com', id: '2' };
    const decided = createIdentities(none).resolve({ ...row({ address: 'ada@example.com', id: '1' }), target });
    expect([decided.actor?.key, decided.target?.key]).toEqual(['ada@example.com', 'bob@example.com']);
  });

  it('follow the domain map and the alias file of the operator', () => {
    const rules: IdentityRules = {
      domains: new Map([['old.example', 'example.com']]),
      aliases: new Map([
        ['a.lovelace@example.com', 'ada@old.example'],
        ['admin@other.example', 'ada@example.com'],
      ]),
    };
    expect(normalAddress('ADA@OLD.example', rules)).toBe('ada@example.com');
    expect(normalAddress('a.lovelace@old.example', rules)).toBe('ada@example.com');
    expect(normalAddress('admin@other.example', rules)).toBe('ada@example.com');
    expect(normalAddress('old.example', rules)).toBe('old.example');
  });

  it('of two accounts that the alias file calls one person are one', () => {
    const rules: IdentityRules = { domains: new Map(), aliases: new Map([['adm-ada@example.com', 'ada@example.com']]) };
    const rows = [row({ address: 'ada@example.com', id: '1' }), row({ address: 'adm-ada@example.com', id: '2' })];
    expect(keys(rows, rules)).toEqual(['ada@example.com', 'ada@example.com']);
  });

  it('hand each link over once, and go on from the links of an earlier run', () => {
    const first = createIdentities(none);
    for (const id of ['1', '2', '1']) first.resolve(row({ address: 'ada@example.com', id }));
    const links = first.newLinks();
    expect(links).toEqual([
      { id: linkId('default', 'dir', '1'), key: 'ada@example.com' },
      { id: linkId('default', 'dir', '2'), key: 'ada@example.com~2' },
    ]);
    expect(first.newLinks()).toEqual([]);
    const later = createIdentities(none, new Map(links.map(({ id, key }) => [id, key])));
    expect(later.resolve(row({ address: 'ada@example.com', id: '2' })).actor?.key).toBe('ada@example.com~2');
    expect(later.resolve(row({ address: 'ada@example.com', id: '3' })).actor?.key).toBe('ada@example.com~3');
    expect(later.newLinks()).toHaveLength(1);
  });
});
