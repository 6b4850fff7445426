/** Each element of the list `items` of a JSON document as it was written, character for character. The document is valid JSON. */

export function itemsOf(text: string): readonly string[] {
  const items: string[] = [];
  const structure = /["{}[\],:]/g;
  let depth = 0;
  let name = ''; // of the last text at depth 1: a key, where a colon follows
  let inside = false; // of the list
  let from = 0;
  for (let match = structure.exec(text); match !== null; match = structure.exec(text)) {
    const at = match.index;
    const end = structure.lastIndex;
    switch (match[0]) {
      case '"': {
        const close = endOfText(text, end);
        if (depth === 1) name = text.slice(end, close);
        structure.lastIndex = close + 1;
        break;
      }
      case '{':
      case '[':
        depth++;
        if (depth === 2 && match[0] === '[' && name === 'items') {
          inside = true;
          from = end;
        }
        break;
      case ',':
        if (inside && depth === 2) {
          items.push(text.slice(from, at).trim());
          from = end;
        } else if (depth === 1) name = '';
        break;
      case '}':
      case ']':
        if (inside && depth === 2) {
          const last = text.slice(from, at).trim();
          if (last !== '') items.push(last);
          inside = false;
        }
        depth--;
        break;
    }
  }
  return items;
}

/** Place of the quote that ends a text, from behind the one that begins it. */
function endOfText(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}
