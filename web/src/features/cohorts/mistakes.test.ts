import { expect, it } from 'vitest';

import type { CohortDiagnostic } from '../../api/types';
import { lettersApart, mendings } from './mistakes';

function mistake(text: string, marked: string, near: readonly string[]): CohortDiagnostic {
  const at = text.indexOf(marked);
  const line = text.slice(0, at).split('\n').length;
  const column = at - text.lastIndexOf('\n', at - 1);
  return {
    line, column, end_line: line, end_column: column + marked.length, message: '', source_line: '', near: [...near],
  };
}

function mended(text: string, marked: string, near: readonly string[]): readonly string[] {
  return mendings(text, mistake(text, marked, near)).map(({ from, to, written }) => text.slice(0, from) + written + text.slice(to));
}

it('mends the name that was meant, in the quotes that it has', () => {
  expect(mended('define A:\n  Registers."Diabets register" and B', 'Registers."Diabets register"', ['Diabetes register'])).toEqual([
    'define A:\n  Registers."Diabetes register" and B',
  ]);
  expect(mended('Registrs."Diabetes register"', 'Registrs."Diabetes register"', ['Registers'])).toEqual(['Registers."Diabetes register"']);
  expect(mended('exists [Condition: "Statins"]', '[Condition: "Statins"]', ['Statin'])).toEqual(['exists [Condition: "Statin"]']);
  expect(mended('AgeInYeers() > 3', 'AgeInYeers()', ['AgeInYears'])).toEqual(['AgeInYears() > 3']);
});

it('offers each near name, quoted where it must be', () => {
  expect(mended('define A: Olld or true', 'Olld', ['Old', 'Old age'])).toEqual(['define A: Old or true', 'define A: "Old age" or true']);
});

it('offers nothing where it cannot be written: in a library of the content, or where no name stands', () => {
  expect(mendings('true', { ...mistake('true', 'true', ['x']), file: 'registers.cql' })).toEqual([]);
  expect(mended('1 > (', '(', ['x'])).toEqual([]);
});

it('counts letters apart', () => {
  expect(lettersApart('', 'abc')).toBe(3);
  expect(lettersApart('kitten', 'sitting')).toBe(3);
  expect(lettersApart('same', 'same')).toBe(0);
});
