import { signIn } from '@gatewatch/testing';
import { expect, it } from 'vitest';
import { decodeSubject, encodeSubject, UnreadableState } from './codec.ts';
import { asRow } from './copies.ts';
import { newMark } from './mark.ts';
import { wholeRow } from './sign-in-row.ts';
import { bytesOf, newSubject, placeAt, writeAnew } from './subject.ts';

/** As form 1 wrote it: two rows and a profile of one, all words in one dictionary. */
const formOne = String.raw`[1,["entra","SignInLogs","default","{\"key\":\"ada@example.com\",\"address\":\"ada@example.com\",\"id\":\"id-ada\",\"directory\":\"example\",\"name\":\"ada\",\"kind\":\"member\"}","198.18.239.44","{\"country\":\"NO\",\"city\":\"Oslo\",\"latitude\":59.91,\"longitude\":10.75,\"radiusKm\":25}","{\"asn\":2119,\"owner\":\"Telenor Norge\",\"class\":\"isp\"}","success","0","yes","satisfied-earlier","[\"password\"]","Browser","{\"id\":\"device-laptop\",\"name\":\"ADA-LAPTOP\",\"os\":\"windows\",\"browser\":\"edge\",\"managed\":true,\"compliant\":true,\"trust\":\"joined\"}","Office 365","app-office","e","NO/Oslo","AS2119","device-laptop","password","entra:two-factors"],[[0,1,2,-1,3,-1,4,5,6,1,7,-1,8,9,10,11,-1,12,13,-1,14,15,-1,-1,-1,-1,-1]],"default",1777971600000,2,[["c4fbf61e732fe209",0,null,"c4fbf61e",0,"a1h85c",0],["63da407a3f02f377",3600000,null,"63da407a",0,"10lezb2",0]],[[16,0],[16,0]],[[1,1777885200000,1777885200000,1,1],[[[17,1,0,0,1,0,0]],[[18,1,0,0,1,0,0]],[[19,1,0,0,1,0,0]],[[15,1,0,0,1,0,0]],[[20,1,0,0,1,0,0]],[[21,1,0,0,1,0,0]]],[]],[],[],[],0,931]`;

/** As form 2 wrote it: objects as texts of JSON, whole templates, a mark a row; the first row is final. */
const formTwo = String.raw`[2,["entra","SignInLogs","default","{\"key\":\"ada@example.com\",\"address\":\"ada@example.com\",\"id\":\"id-ada\",\"directory\":\"example\",\"name\":\"ada\",\"kind\":\"member\"}","198.18.239.44","{\"country\":\"NO\",\"city\":\"Oslo\",\"latitude\":59.91,\"longitude\":10.75,\"radiusKm\":25}","{\"asn\":2119,\"owner\":\"Telenor Norge\",\"class\":\"isp\"}","success","0","yes","satisfied-earlier","[\"password\"]","Browser","{\"id\":\"device-laptop\",\"name\":\"ADA-LAPTOP\",\"os\":\"windows\",\"browser\":\"edge\",\"managed\":true,\"compliant\":true,\"trust\":\"joined\"}","Office 365","app-office",";;;;imap;;;","e"],[[0,1,2,-1,3,-1,4,5,6,1,7,-1,8,9,10,11,-1,12,13,-1,14,15,-1,-1,-1,-1,16]],"default",1777971600000,2,[["f1ab75df25c37b5d",0,null,"f1ab75df",0,"1ansla8",0],["c278e6a1d696433f",3600000,null,"c278e6a1",0,"8p64dr",0]],[[17,2],[17,0]],[[1,1777885200000,1777885200000,1,1],[[["NO/Oslo",1,0,0,1,0,0]],[["AS2119",1,0,0,1,0,0]],[["device-laptop",1,0,0,1,0,0]],[["app-office",1,0,0,1,0,0]],[["password",1,0,0,1,0,0]],[["entra:two-factors",1,0,0,1,0,0]]],[]],[],[],[],0,[17,1,2]]`;

/** As form 3 wrote it: the second template is what differs from the first, and equal marks stand as one. */
const formThree =
  '[3,["default",["ada@example.com",0,"id-ada","example","ada","member"],"198.18.239.44",["NO","Oslo",59.91,10.75,25],[2119,"Telenor Norge","isp"],["password"],["device-laptop","ADA-LAPTOP","windows","edge",true,true,"joined"],"app-office",";;;;imap;;;","another application","e"],[[-2,-4,0,-1,1,-1,2,3,4,1,-9,-1,-40,-27,-37,5,-1,-77,6,-1,-97,7,-1,-1,-1,-1,8],[0,20,9,26,-1]],"default",1777971600000,2,[["f1ab75df25c37b5d",0,null,"f1ab75df",0],["65070937e417c47e",3600000,null,"65070937",1]],[[10,2,1],[10,0,1]],[[1,1777885200000,1777885200000,1,1],[[["NO/Oslo",1,0,0,1,0,0]],[["AS2119",1,0,0,1,0,0]],[["device-laptop",1,0,0,1,0,0]],[["app-office",1,0,0,1,0,0]],[["password",1,0,0,1,0,0]],[["entra:two-factors",1,0,0,1,0,0]]],[]],[],[],[],0,[10,2,2]]';

it.each([
  ['1', formOne, {}, {}, [false, false]],
  ['2', formTwo, { route: { legacy: 'imap' } }, { route: { legacy: 'imap' } }, [true, false]],
  ['3', formThree, { route: { legacy: 'imap' } }, { app: 'another application' }, [true, false]],
] as const)('opens what a release wrote in form %s, and writes it in its own', (_, text, first, second, final) => {
  const opened = decodeSubject('default\nada@example.com', text);
  const rows = [asRow(signIn({ at: '2 09:00', ...first })), asRow(signIn({ at: '2 10:00', ...second }))];
  expect(opened.rows.map(wholeRow)).toEqual(rows);
  expect(opened.marks.map((mark) => mark.epoch)).toEqual(['e', 'e']);
  expect(opened.marks.map((mark) => mark.final)).toEqual(final);
  expect([...opened.base.places.keys()]).toEqual(['NO/Oslo']);
  expect([...opened.base.apps.keys()]).toEqual(['app-office']);
  const again = decodeSubject('default\nada@example.com', encodeSubject(opened));
  expect(again.rows.map(wholeRow)).toEqual(rows);
  expect(bytesOf(again)).toBe(bytesOf(opened));
  expect(again.base).toEqual(expect.objectContaining({ places: opened.base.places, routes: opened.base.routes }));
});

it.each([
  [
    'a newer release',
    formThree.replace('[3,', '[99,'),
    /ada@example\.com was written by a newer Gatewatch \(form 99, .*: use that release/,
  ],
  ['a text that was cut', formThree.slice(0, 200), /ada@example\.com is damaged \(.*: put back a copy/],
  ['a text of something else', '{"a":1}', /ada@example\.com is damaged .*: put back a copy/],
  ['a list of nothing', '[]', /ada@example\.com is damaged .*: put back a copy/],
])('what this release cannot open is said with what to do: %s', (_, text, said) => {
  const open = () => decodeSubject('default\nada@example.com', text);
  expect(open).toThrow(said);
  expect(open).toThrow(UnreadableState);
});

it('measures rows by themselves, however often they were stored between, and forgets the words of rows long gone', () => {
  const kept = newSubject('default', 'ada@example.com');
  let stored = newSubject('default', 'ada@example.com');
  for (let minute = 0; minute < 40; minute++) {
    const row = asRow(signIn({ at: `2 09:${minute + 10}`, app: `application ${minute % 7}` }));
    for (const subject of [kept, stored]) placeAt(subject, subject.rows.length, row, newMark);
    stored = decodeSubject('default\nada@example.com', encodeSubject(stored));
    encodeSubject(stored);
    expect(bytesOf(stored)).toBe(bytesOf(kept));
    encodeSubject(kept);
    expect(stored.texts).toEqual(kept.texts);
  }
  const all = bytesOf(kept);
  writeAnew(kept);
  expect(bytesOf(kept)).toBe(all);
});
