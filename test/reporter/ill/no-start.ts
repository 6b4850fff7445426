export function setup(): void {
  throw new Error('no server started');
}
