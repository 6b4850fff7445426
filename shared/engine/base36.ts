/** A 32-bit number as `toString(36)` writes it, which does so digit by digit with floating-point remainders. */

const digits = '0123456789abcdefghijklmnopqrstuvwxyz';
const base = 36;
const pairs = Array.from({ length: base * base }, (_, n) => `${digits[Math.floor(n / base)]}${digits[n % base]}`);
const leastOfSeven = base ** 6;
const leastOfSix = base ** 5;

export function base36(n: number): string {
  if (n < leastOfSix) return n.toString(base); // one in seventy
  const low = n % (base * base);
  const rest = (n - low) / (base * base);
  const middle = rest % (base * base);
  const high = (rest - middle) / (base * base);
  return `${n < leastOfSeven ? pairs[high] : high.toString(base)}${pairs[middle]}${pairs[low]}`;
}
