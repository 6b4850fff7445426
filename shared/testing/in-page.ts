/** Questions asked inside a page, as its own JavaScript: this project's types know no DOM. */

export const headingLevels = `[...document.querySelectorAll('h1,h2,h3,h4,h5')].map((heading) => Number(heading.tagName[1]))`;

/** Controls, regions and pictures that a screen reader could not name. */
export const namelessControls = `[...document.querySelectorAll('button, input, a, [role=region], [role=img], article')]
  .filter((node) => !node.getAttribute('aria-label') && !node.getAttribute('aria-labelledby') && !node.textContent.trim() && !node.closest('label'))
  .map((node) => node.outerHTML.slice(0, 80))`;

/** Texts below `root` (a CSS selector) whose contrast to the nearest opaque ground is below 4.5 to 1 (WCAG 2.2, 1.4.3). */
export const faintWords = (root: string) => `(() => {
  const parse = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (rgb) => {
    const [r, g, b] = rgb.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (start) => {
    for (let node = start; node !== null; node = node.parentElement) {
      const colour = parse(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const faint = new Set();
  for (const node of document.querySelectorAll('${root} *:not(svg *)')) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    if (!own || node.closest('.none, .offstage')) continue;
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) faint.add(node.tagName + '.' + node.className + ' ' + contrast.toFixed(2));
  }
  return [...faint];
})()`;
