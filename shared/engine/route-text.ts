/** A route as one short word of a subject's dictionary, and back. Rows of a person have a handful of them. */

import { plainRoute, type Route } from '@gatewatch/domain';

const transfers = { 'device-code': 'd', 'authentication-transfer': 'a' } as const;
const requirements = { 'one-factor': '1', 'two-factors': '2' } as const;

/** `''` for the plain route. The location stands last: it alone may hold any text. */
export function routeText(route: Route): string {
  if (route === plainRoute) return '';
  const text = [
    route.transfer === null ? '' : transfers[route.transfer],
    route.requirement === null ? '' : requirements[route.requirement],
    route.bound === null ? '' : route.bound ? 'b' : 'u',
    route.crossTenant ? 'x' : '',
    route.legacy ?? '',
    route.excuse ?? '',
    route.agent ?? '',
    route.location ?? '',
  ].join(';');
  return text === ';;;;;;;' ? '' : text;
}

/** null: written by a release that knew no routes, or the plain one. */
export function routeOf(text: string | null): Route {
  if (text === null || text === '') return plainRoute;
  const [transfer, requirement, bound, crossTenant, legacy, excuse, agent, ...location] = text.split(';');
  const all = location.join(';');
  return {
    transfer: transfer === 'd' ? 'device-code' : transfer === 'a' ? 'authentication-transfer' : null,
    legacy: legacy || null,
    requirement: requirement === '1' ? 'one-factor' : requirement === '2' ? 'two-factors' : null,
    excuse: (excuse || null) as Route['excuse'], // a codec: what it reads, it wrote
    location: all || null,
    bound: bound === '' ? null : bound === 'b',
    agent: agent || null,
    crossTenant: crossTenant === 'x',
  };
}
