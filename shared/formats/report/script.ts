/** What the page can do beyond HTML: filter by text, unfold all, open the alert that a link points at. The page reads well without it. */

export const script = `'use strict';
(() => {
  const field = document.getElementById('filter');
  const status = document.getElementById('shown');
  const cards = [...document.querySelectorAll('.alert')];
  const further = document.getElementById('further');
  const lines = further ? [...further.querySelectorAll('tbody tr')] : [];
  const all = [...cards, ...lines];
  const chips = [...document.querySelectorAll('.chips input')];
  const texts = new Map();
  const text = (card) => {
    if (!texts.has(card)) texts.set(card, card.textContent.toLowerCase());
    return texts.get(card);
  };
  const update = () => {
    const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const off = new Set(chips.filter((chip) => !chip.checked).map((chip) => chip.value));
    let shown = 0;
    for (const card of all) {
      card.hidden = words.length > 0 && !words.every((word) => text(card).includes(word));
      if (!card.hidden && ![...off].some((severity) => card.classList.contains(severity))) shown++;
    }
    status.textContent = shown === all.length ? '' : shown + ' of ' + all.length + ' shown';
    if (words.length > 0 && lines.some((line) => !line.hidden)) further.open = true;
  };
  const reveal = () => {
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    if (target instanceof HTMLDetailsElement) {
      target.open = true;
      target.scrollIntoView();
    }
  };
  if (field) {
    for (const part of document.querySelectorAll('.needs-script')) part.hidden = false;
    field.addEventListener('input', update);
    for (const chip of chips) chip.addEventListener('change', update);
    const unfold = document.getElementById('unfold');
    unfold.addEventListener('click', () => {
      const open = unfold.getAttribute('aria-pressed') !== 'true';
      unfold.setAttribute('aria-pressed', String(open));
      unfold.textContent = open ? 'Fold all' : 'Unfold all';
      for (const card of cards) card.querySelector('details').open = open;
    });
  }
  addEventListener('hashchange', reveal);
  reveal();
})();
`;
