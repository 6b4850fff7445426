/** How large a record of a topic may be: asked of the brokers once a topic, again where the asking failed. */

export function recordLimits(ask: (topic: string) => Promise<number>): (topic: string) => Promise<number> {
  const known = new Map<string, Promise<number>>();
  return (topic) => {
    let asked = known.get(topic);
    if (asked === undefined) known.set(topic, (asked = ask(topic)));
    asked.catch(() => known.delete(topic));
    return asked;
  };
}
