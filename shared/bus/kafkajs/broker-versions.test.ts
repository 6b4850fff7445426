import { expect, test } from 'vitest';
import { type BrokerVersions, misunderstanding } from './broker-versions.ts';

/** What Apache Kafka 4.3.1 answers to ApiVersions, of the requests that we need. */
const kafka43: BrokerVersions = {
  0: { minVersion: 0, maxVersion: 13 },
  1: { minVersion: 4, maxVersion: 18 },
  2: { minVersion: 1, maxVersion: 11 },
  3: { minVersion: 0, maxVersion: 13 },
  8: { minVersion: 2, maxVersion: 10 },
  9: { minVersion: 1, maxVersion: 10 },
  10: { minVersion: 0, maxVersion: 6 },
  11: { minVersion: 0, maxVersion: 9 },
  12: { minVersion: 0, maxVersion: 4 },
  13: { minVersion: 0, maxVersion: 5 },
  14: { minVersion: 0, maxVersion: 5 },
  19: { minVersion: 2, maxVersion: 7 },
  22: { minVersion: 0, maxVersion: 5 },
};

test('a Kafka of today is understood', () => {
  expect(misunderstanding(kafka43)).toBeNull();
});

test('one that dropped what kafkajs speaks is a sentence that names it and says what to do', () => {
  const later = { ...kafka43, 1: { minVersion: 12, maxVersion: 20 }, 11: { minVersion: 6, maxVersion: 9 } };
  expect(misunderstanding(later)).toBe(
    'this Kafka no longer speaks Fetch 11, JoinGroup 5, the newest that kafkajs knows: set kafka.client to platformatic',
  );
});
