import { describe, expect, it } from 'vitest';

import { bareName, quotedName, tokensOf, writtenName } from './cql_tokens';

function read(text: string): readonly string[] {
  return tokensOf(text)
    .filter(({ kind }) => kind !== 'blank')
    .map(({ kind, from, to }) => `${kind} ${text.slice(from, to)}`);
}

describe('the words of CQL', () => {
  it('have their kinds', () => {
    expect(read('define "Over 65": AgeInYearsAt(@2026-01-01) >= 65.5')).toEqual([
      'keyword define', 'name "Over 65"', 'symbol :', 'function AgeInYearsAt', 'symbol (',
      'date @2026-01-01', 'symbol )', 'symbol >', 'symbol =', 'number 65.5',
    ]);
    expect(read("[Condition: \"Diabetes\"] C where C.status = 'active' // now")).toEqual([
      'symbol [', 'type Condition', 'symbol :', 'name "Diabetes"', 'symbol ]', 'word C',
      'keyword where', 'word C', 'symbol .', 'word status', 'symbol =', "string 'active'", 'comment // now',
    ]);
  });

  it('go on over line ends inside comments and quotes, also where these are not closed', () => {
    expect(read('/* a\nb */ true')).toEqual(['comment /* a', 'comment b */', 'keyword true']);
    expect(read('"never closed\nand on')).toEqual(['name "never closed', 'name and on']);
    expect(read('/*/ still a comment')).toEqual(['comment /*/ still a comment']);
    expect(read("'it\\'s' or")).toEqual(["string 'it\\'s'", 'keyword or']);
    expect(read('"ends with \\')).toEqual(['name "ends with \\']);
  });

  it('are the whole text, whatever it holds', () => {
    for (const text of ['', '@', '#§ 😀\u00a0x', '"a\\"b" /* \n */ 1.2.3 @T12:00', 'a\tb\r\n\n c']) {
      const joined = tokensOf(text).map(({ from, to }) => text.slice(from, to)).join('');
      expect(joined, JSON.stringify(text)).toBe(text.replaceAll('\n', ''));
    }
  });
});

describe('a name', () => {
  it('is written bare where CQL allows it', () => {
    expect(writtenName('AgeInYears')).toBe('AgeInYears');
    expect(writtenName('Diabetes register')).toBe('"Diabetes register"');
    expect(writtenName('exists')).toBe('"exists"');
    expect(quotedName('a "b" \\')).toBe('"a \\"b\\" \\\\"');
  });
  it('is read without its quotes', () => {
    expect(bareName('"Diabets register"')).toBe('Diabets register');
    expect(bareName('"not closed')).toBe('not closed');
    expect(bareName(quotedName('a "b" \\'))).toBe('a "b" \\');
    expect(bareName('Condition')).toBe('Condition');
  });
});
