/** Every contract over a real Redis, alone and as a cluster of three. */

import { randomUUID } from 'node:crypto';
import { afterAll, describe, inject } from 'vitest';
import { bookmarksContract } from '../bookmarks.contract.ts';
import { deliveriesContract } from '../deliveries/deliveries.contract.ts';
import { ledgerContract } from '../ledger.contract.ts';
import { linksContract } from '../links.contract.ts';
import { redisBookmarks } from './bookmarks.ts';
import { openRedis, type RedisStore } from './connection.ts';
import { redisDeliveries } from './deliveries.ts';
import { redisLedger } from './ledger.ts';
import { redisLinks } from './links.ts';
import { redisDefaults } from './settings.ts';

function contracts(name: string, servers: readonly string[] | null, cluster: boolean): void {
  describe.skipIf(servers === null)(name, () => {
    const opened: RedisStore[] = [];
    afterAll(async () => {
      for (const store of opened) await store[Symbol.asyncDispose]();
    });
    const open = async (prefix: string): Promise<RedisStore> => {
      const store = await openRedis({ ...redisDefaults, servers: servers ?? [], cluster, prefix }, { warn() {} });
      opened.push(store);
      return store;
    };
    const prefix = () => `test-${randomUUID()}`; // a world of its own for each test
    ledgerContract(name, {
      fresh: async () => {
        const own = prefix();
        return { ledger: redisLedger(await open(own)), reopen: async () => redisLedger(await open(own)) };
      },
    });
    bookmarksContract(name, {
      fresh: async () => {
        const own = prefix();
        return { bookmarks: redisBookmarks(await open(own)), second: async () => redisBookmarks(await open(own)) };
      },
    });
    deliveriesContract(name, {
      fresh: async () => {
        const own = prefix();
        return { deliveries: redisDeliveries(await open(own)), reopen: async () => redisDeliveries(await open(own)) };
      },
    });
    linksContract(name, {
      fresh: async () => {
        const own = prefix();
        return { links: redisLinks(await open(own)), second: async () => redisLinks(await open(own)) };
      },
    });
  });
}

const redis = inject('redis');
contracts('redis', redis === null ? null : [new URL(redis).host], false);
contracts('redis cluster', inject('redisCluster'), true);
