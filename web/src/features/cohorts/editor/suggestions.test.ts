import { describe, expect, it } from 'vitest';

import { VOCABULARY } from '../../../testing/cohorts';
import { namesDefinedIn, ranked, suggestionsAt } from './suggestions';

/** Suggestions at the mark `|` of a text: what would be written. */
function at(marked: string, isAsked: boolean = false): readonly string[] | undefined {
  const place = marked.indexOf('|');
  const text = marked.replace('|', '');
  return suggestionsAt(text, place, VOCABULARY, isAsked)?.found.map(({ written }) => written);
}

describe('suggestions', () => {
  it('are value sets where entries are chosen by one', () => {
    expect(at('exists [Condition: "|"]')).toEqual(['"Diabetes"', '"Hypertension"', '"Statin"']);
    expect(at('exists [Condition: "hyp|"]')).toEqual(['"Hypertension"']);
    expect(at('exists [Condition: hyp|]')).toEqual(['"Hypertension"']);
  });

  it('are types of entries after a bracket', () => {
    expect(at('exists [|')).toEqual(['Condition', 'MedicationRequest']);
    expect(at('exists [Med|')).toEqual(['MedicationRequest']);
  });

  it('are the definitions and functions of a library after its name', () => {
    expect(at('Registers.|')).toEqual(['"Diabetes register"', '"Hypertension register"', 'Active(']);
    expect(at('Registers."diab|"')).toEqual(['"Diabetes register"']);
  });

  it('are elements and functions after any other dot', () => {
    expect(at('[Condition] C where C.|')).toEqual(['onDay(', 'code', 'status', 'authoredOn']);
    expect(at('[Condition] C where C.sta|')).toEqual(['status']);
  });

  it('are one for all forms of a function', () => {
    const found = suggestionsAt('C.', 2, VOCABULARY, false)?.found[0];
    expect(found).toMatchObject({ written: 'onDay(', detail: 'function in 2 forms' });
    expect(found?.info).toBe('The day of an entry\nonDay(event Condition) : Date\nonDay(event Procedure) : Date');
  });

  it('are everything by any word of its name', () => {
    expect(at('regist|')).toEqual(['Registers.', 'Registers."Diabetes register"', 'Registers."Hypertension register"']);
    expect(at('exi|')).toEqual(['exists']);
    expect(at('AgeIn|')).toEqual(['AgeInYears(']);
    expect(at('define "Frail": true\ndefine B: fra|')).toEqual(['Frail']);
  });

  it('keep quiet inside comments and texts, at new names and where a word is complete', () => {
    expect(at('// diab|')).toBeUndefined();
    expect(at("status = 'act|'")).toBeUndefined();
    expect(at('define "Diab|"')).toBeUndefined();
    expect(at('AgeInYears() > 3 and|')).toBeUndefined();
    expect(at('true |')).toBeUndefined();
    expect(at('65|')).toBeUndefined();
  });

  it('come everywhere when somebody asks', () => {
    expect(at('true |', true)?.length).toBe(60);
    expect(at('// |', true)).toBeUndefined();
  });

  it('take the place of the whole name', () => {
    const text = 'Registers."Diab" and true';
    expect(suggestionsAt(text, 15, VOCABULARY, false)).toMatchObject({ from: 10, to: 16 });
  });
});

it('names what a text defines, also while it is unfinished', () => {
  expect(namesDefinedIn('define "Over 65": AgeInYears() > 65\ndefine B: "Over 65" and (\n// define C\ndefine')).toEqual(['Over 65', 'B']);
});

it('ranks beginnings before words before parts of words', () => {
  const all = ['Not diabetic', 'Diabetes', 'prediabetes', 'Do it anyway'].map((name) => ({ name, written: name, detail: '' }));
  expect(ranked(all, 'diab').map(({ name }) => name)).toEqual(['Diabetes', 'Not diabetic', 'prediabetes']);
  expect(ranked(all, 'an do').map(({ name }) => name)).toEqual(['Do it anyway']);
});
