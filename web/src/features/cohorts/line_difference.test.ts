import { expect, it } from 'vitest';

import { lineDifference, withoutFarLines } from './line_difference';

const SIGNS = { same: ' ', removed: '-', added: '+' } as const;

function signs(before: string, after: string): string {
  return lineDifference(before, after).map(({ kind, text }) => SIGNS[kind] + text).join('|');
}

it('keeps the longest lines in common', () => {
  expect(signs('a\nb\nc', 'a\nb\nc')).toBe(' a| b| c');
  expect(signs('a\nb\nc', 'a\nx\nc')).toBe(' a|-b|+x| c');
  expect(signs('a\nb', 'x\na\nb\ny')).toBe('+x| a| b|+y');
  expect(signs('a\nb\nc\nd', 'b\nd')).toBe('-a| b|-c| d');
  expect(signs('', 'a')).toBe('-|+a');
});

it('numbers lines on both sides', () => {
  expect(lineDifference('a\nb', 'b').at(-1)).toEqual({ kind: 'same', text: 'b', beforeLine: 2, afterLine: 1 });
});

it('gives back both texts, whatever changed', () => {
  const lines = ['a', 'b', 'c', 'd'];
  for (let seed = 1; seed < 200; seed += 1) {
    const pick = (salt: number): string =>
      Array.from({ length: (seed * salt) % 7 }, (_, at) => lines[(seed * salt * (at + 3)) % 4]).join('\n');
    const [before, after] = [pick(3), pick(5)];
    const found = lineDifference(before, after);
    expect(found.filter(({ kind }) => kind !== 'added').map(({ text }) => text).join('\n')).toBe(before);
    expect(found.filter(({ kind }) => kind !== 'removed').map(({ text }) => text).join('\n')).toBe(after);
  }
});

it('does not run for long on two large texts', () => {
  const large = (mark: string): string => Array.from({ length: 5000 }, (_, at) => `${mark}${at}`).join('\n');
  expect(lineDifference(large('a'), large('b'))).toHaveLength(10_000);
});

it('leaves out what is far from a change', () => {
  const before = Array.from({ length: 20 }, (_, at) => `${at}`).join('\n');
  const shown = withoutFarLines(lineDifference(before, before.replace('\n10\n', '\nten\n')));
  expect(shown.map((line) => (line.kind === 'gap' ? `(${line.lines})` : line.text))).toEqual(
    ['(8)', '8', '9', '10', 'ten', '11', '12', '(7)'],
  );
});
