import { deviceKey, networkKey, placeKey, type SignIn } from '@gatewatch/domain';

/** Under which words a profile remembers where rows came from: one object for a person's rows from one place, network and device. */
export interface WhereKeys {
  readonly place: string | null;
  readonly network: string | null;
  readonly device: string | null;
}

export function whereKeys(of: Pick<SignIn, 'place' | 'network' | 'device'>): WhereKeys {
  const device = deviceKey(of);
  return {
    place: shared(placeKey(of)),
    network: shared(networkKey(of)),
    device: of.device?.id == null ? shared(device) : device,
  };
}

const most = 8192;
const words = new Map<string, string>();

/** Everybody's profile has the same text of a place: there are few of them, and one that is met often is near. */
function shared(word: string | null): string | null {
  if (word === null) return null;
  const known = words.get(word);
  if (known !== undefined) return known;
  if (words.size >= most) words.clear();
  words.set(word, word);
  return word;
}
