import type { Edit, Range } from '../report.js';

/** Apply sorted, non-overlapping edits to a text. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let output = '';
  let position = 0;
  for (const { range, text: replacement } of edits) {
    output += text.slice(position, range[0]) + replacement;
    position = range[1];
  }
  return output + text.slice(position);
}

/** The edits that lie inside `range`. */
export function within(edits: readonly Edit[], range: Range): Edit[] {
  return edits.filter((edit) => edit.range[0] >= range[0] && edit.range[1] <= range[1]);
}

/** `text.slice(…range)` with the edits inside it applied. */
export function editedSlice(text: string, range: Range, edits: readonly Edit[]): string {
  const shifted = sorted(within(edits, range)).map((edit) => ({
    range: [edit.range[0] - range[0], edit.range[1] - range[0]] as const,
    text: edit.text,
  }));
  return applyEdits(text.slice(range[0], range[1]), shifted);
}

/** In order, without duplicates. */
export function sorted(edits: readonly Edit[]): Edit[] {
  const ordered = [...edits].sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
  return ordered.filter((edit, index) => {
    const before = ordered[index - 1];
    return !before || before.range[0] !== edit.range[0] || before.range[1] !== edit.range[1] || before.text !== edit.text;
  });
}

/**
 * Do two sets of edits touch? ESLint postpones a fix that starts where another ends, so this does too:
 * all three appliers then take the same passes.
 */
export function touches(a: readonly Edit[], b: readonly Edit[]): boolean {
  const span = (edits: readonly Edit[]): Range => [edits[0]!.range[0], edits.at(-1)!.range[1]];
  const [first, second] = [span(a), span(b)];
  return first[0] <= second[1] && second[0] <= first[1];
}
