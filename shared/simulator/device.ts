/** A laptop, a phone or an attacker's browser, as Entra prints it. */

import { guid, word } from './ids.ts';

export interface Device {
  readonly userAgent: string;
  readonly phone: boolean;
  /** `deviceDetail` of interactive and of non-interactive rows, ready to print. */
  readonly browserDetail: string;
  readonly richDetail: string;
  readonly id: string;
  readonly name: string;
  readonly os: string;
}

const laptops = [
  {
    os: 'Windows10',
    browser: 'Edge 131.0.0',
    agent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
  },
  {
    os: 'Windows11',
    browser: 'Chrome 131.0.0',
    agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  },
  {
    os: 'MacOs',
    browser: 'Safari 18.1',
    agent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
  },
] as const;

const phones = [
  {
    os: 'Ios 18.1',
    browser: 'Mobile Safari',
    agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  },
  {
    os: 'Android 15',
    browser: 'Chrome Mobile 131.0.0',
    agent: 'Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
  },
] as const;

export const iphoneAgent = phones[0].agent;

/** The `generation`th laptop or phone of a person; `managed` = joined to the directory. */
export function ownDevice(seed: number, person: number, generation: number, phone: boolean, managed: boolean): Device {
  const serial = person * 64 + generation * 2 + (phone ? 1 : 0);
  const bits = word(seed, serial, 40);
  const model = phone ? (phones[bits % phones.length] ?? phones[0]) : (laptops[bits % laptops.length] ?? laptops[0]);
  const id = managed ? guid(seed, serial, 41) : '';
  const name = `${phone ? 'PHONE' : 'LAPTOP'}-${(bits % 0xfffff).toString(36).toUpperCase().padStart(4, '0')}`;
  const joined = { deviceId: id, displayName: name, operatingSystem: model.os };
  const state = { isCompliant: true, isManaged: true, trustType: phone ? 'Azure AD registered' : 'Azure AD joined' };
  const detail = (browser: string): string =>
    JSON.stringify(
      managed ? { ...joined, browser, ...state } : { deviceId: '', displayName: '', operatingSystem: model.os, browser },
    );
  return {
    userAgent: model.agent,
    phone,
    browserDetail: detail(model.browser),
    richDetail: detail(phone ? 'Rich Client 4.61.1.0' : 'Rich Client 4.65.0.0'),
    id,
    name,
    os: model.os,
  };
}

/** A program that tells nothing of its machine. */
export const mailProgram: Device = {
  userAgent: '',
  phone: false,
  browserDetail: '{}',
  richDetail: '{}',
  id: '',
  name: '',
  os: '',
};

/** A machine that the directory has never seen: no device id, a common or a telling browser. */
export function strangeDevice(choice: number): Device {
  const model = [
    {
      os: 'Windows10',
      browser: 'Firefox 128.0',
      agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0',
    },
    {
      os: 'Linux',
      browser: 'Chrome 124.0.0',
      agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36',
    },
    {
      os: 'Windows10',
      browser: 'Chrome 120.0.0',
      agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
    },
  ][choice % 3] ?? { os: '', browser: '', agent: '' };
  const detail = JSON.stringify({ deviceId: '', displayName: '', operatingSystem: model.os, browser: model.browser });
  return { userAgent: model.agent, phone: false, browserDetail: detail, richDetail: detail, id: '', name: '', os: model.os };
}
