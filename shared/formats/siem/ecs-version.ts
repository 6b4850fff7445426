/** What all our ECS documents share. */

/** The version whose fields we write; tag v9.4.0 of elastic/ecs. */
export const ecsVersion = '9.4.0';

/** Unix ms as ECS dates. */
export function iso(time: number): string {
  return new Date(time).toISOString();
}
