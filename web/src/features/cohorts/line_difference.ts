// What changed from one text to another, line by line: the longest lines in common stay.

export interface DifferenceLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
  readonly beforeLine?: number;
  readonly afterLine?: number;
}

/** Above this product of lines the middle is shown as removed and added as a whole. */
const PRODUCT_MAX = 4_000_000;

/** `kept[i][j]`: how many lines are in common from `before[i]` and `after[j]` on. */
function commonFrom(before: readonly string[], after: readonly string[]): readonly Uint16Array[] {
  const width = after.length + 1;
  const rows = Array.from({ length: before.length + 1 }, () => new Uint16Array(width));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    const row = rows[i] as Uint16Array;
    const below = rows[i + 1] as Uint16Array;
    for (let j = after.length - 1; j >= 0; j -= 1) {
      row[j] = before[i] === after[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}

function commonEnds(before: readonly string[], after: readonly string[]): readonly [number, number] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return [head, tail];
}

export function lineDifference(beforeText: string, afterText: string): readonly DifferenceLine[] {
  const before = beforeText.split('\n');
  const after = afterText.split('\n');
  const [head, tail] = commonEnds(before, after);
  const lines: DifferenceLine[] = [];
  let i = 0;
  let j = 0;
  const same = (): void => {
    lines.push({ kind: 'same', text: before[i] ?? '', beforeLine: ++i, afterLine: ++j });
  };
  const removed = (): void => {
    lines.push({ kind: 'removed', text: before[i] ?? '', beforeLine: ++i });
  };
  const added = (): void => {
    lines.push({ kind: 'added', text: after[j] ?? '', afterLine: ++j });
  };
  while (i < head) same();
  const beforeEnd = before.length - tail;
  const afterEnd = after.length - tail;
  if ((beforeEnd - head) * (afterEnd - head) <= PRODUCT_MAX) {
    const common = commonFrom(before.slice(head, beforeEnd), after.slice(head, afterEnd));
    while (i < beforeEnd && j < afterEnd) {
      if (before[i] === after[j]) same();
      else if ((common[i - head + 1]?.[j - head] ?? 0) >= (common[i - head]?.[j - head + 1] ?? 0)) removed();
      else added();
    }
  }
  while (i < beforeEnd) removed();
  while (j < afterEnd) added();
  while (i < before.length) same();
  return lines;
}

/** The changed lines with some around them; a gap is told by its number of lines. */
export function withoutFarLines(
  lines: readonly DifferenceLine[], around: number = 2,
): readonly (DifferenceLine | { readonly kind: 'gap'; readonly lines: number })[] {
  const isNear = lines.map((_, at) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some(({ kind }) => kind !== 'same'));
  const shown: (DifferenceLine | { readonly kind: 'gap'; readonly lines: number })[] = [];
  let gap = 0;
  lines.forEach((line, at) => {
    if (!isNear[at]) {
      gap += 1;
      return;
    }
    if (gap > 0) shown.push({ kind: 'gap', lines: gap });
    gap = 0;
    shown.push(line);
  });
  if (gap > 0) shown.push({ kind: 'gap', lines: gap });
  return shown;
}
