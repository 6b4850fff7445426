/** How a Redis is reached: section `redis` of the configuration. */

export interface RedisSettings {
  /** host:port; several where they are nodes of a cluster. */
  readonly servers: readonly string[];
  readonly cluster: boolean;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** True: with the system's authorities. Texts are PEM. */
  readonly tls:
    | boolean
    | { readonly ca?: string | undefined; readonly cert?: string | undefined; readonly key?: string | undefined };
  /** What the names of keys begin with; no braces. */
  readonly prefix: string;
  /** How long a server that is away, loading or full is waited for, ms. */
  readonly patience: number;
}

export const redisDefaults: Omit<RedisSettings, 'servers'> = {
  cluster: false,
  tls: false,
  prefix: 'gatewatch',
  patience: 30_000,
};
