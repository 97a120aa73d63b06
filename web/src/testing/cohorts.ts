// Cohorts of the invented network: what a text can name, and how it is counted. The count knows no
// CQL: a text with "Diabets" has a mistake, and each `and` is a step.
import type { CohortCount, CohortErrors, CohortQuestion, CohortVocabulary } from '../api/types';
import { PRACTICES } from './people';

export const VOCABULARY: CohortVocabulary = {
  content: { id: 'england', version: '2026-27.1', hash: 'abc' },
  value_sets: [
    { name: 'Diabetes', url: 'https://openpcn.org/value-set/diabetes', codes: 120, people: 1204, source: 'Primary care reference sets' },
    { name: 'Hypertension', url: 'https://openpcn.org/value-set/hypertension', codes: 88, people: 3120 },
    { name: 'Statin', url: 'https://openpcn.org/value-set/statin', codes: 40, people: 2870 },
  ],
  definitions: [
    { name: 'Diabetes register', library: 'Registers', reference: 'Registers."Diabetes register"', type: 'Boolean', is_boolean: true, comment: 'REG-07: diabetes at 17 or over', rule: 'REG-07' },
    { name: 'Hypertension register', library: 'Registers', reference: 'Registers."Hypertension register"', type: 'Boolean', is_boolean: true, comment: '', rule: 'REG-01' },
    { name: 'Number of repeat medicines', library: 'Medicines', reference: 'Medicines."Number of repeat medicines"', type: 'Integer', is_boolean: false, comment: 'Current repeats' },
  ],
  functions: [
    { name: 'AgeInYears', library: '', fluent: false, signature: 'AgeInYears() : Integer', comment: '' },
    { name: 'Active', library: 'Registers', fluent: false, signature: 'Active(conditions List<Condition>) : List<Condition>', comment: '' },
    { name: 'onDay', library: 'GeneralPractice', fluent: true, signature: 'onDay(event Condition) : Date', comment: 'The day of an entry' },
    { name: 'onDay', library: 'GeneralPractice', fluent: true, signature: 'onDay(event Procedure) : Date', comment: '' },
  ],
  keywords: ['and', 'exists', 'not', 'or'],
  types: [
    { name: 'Condition', elements: [{ name: 'code', type: 'CodeableConcept' }, { name: 'status', type: 'code' }] },
    { name: 'MedicationRequest', elements: [{ name: 'code', type: 'CodeableConcept' }, { name: 'authoredOn', type: 'dateTime' }] },
  ],
  limits: { text_bytes: 65_536, seconds: 5 },
};

export const AS_AT = '2026-11-23';

const OF = 17_695;
const LEFT_AFTER = [3120, 412, 206, 103] as const;
/** Of 412 people; others are scaled from it. */
const AT_PRACTICE = [112, 200, 100] as const;
const AT_AGE: readonly (readonly [string, number, number, number])[] = [
  ['55-59', 0, 0, 0], ['60-64', 60, 52, 0], ['65-69', 70, 69, 1], ['70-74', 80, 80, 0], ['90+', 0, 0, 0],
];
const AT_DECILE: readonly (readonly [number, number])[] = [
  [80, 2000], [60, 1500], [41, 1600], [40, 1700], [40, 1800], [40, 1900], [21, 1795], [20, 1400], [40, 2000], [30, 2000],
];

function lineAndColumn(text: string, at: number): readonly [number, number] {
  const before = text.slice(0, at);
  return [before.split('\n').length, at - before.lastIndexOf('\n')];
}

function stepsOf(text: string): CohortCount['steps'] {
  const steps: CohortCount['steps'] = [];
  let before = OF;
  let begin = 0;
  for (const part of text.split(/\band\b/)) {
    const clause = part.trim();
    const at = begin + part.indexOf(clause);
    begin += part.length + 'and'.length;
    const [line, column] = lineAndColumn(text, at);
    const [endLine, endColumn] = lineAndColumn(text, at + clause.length);
    const remaining = LEFT_AFTER[steps.length] ?? 51;
    steps.push({
      text: clause, line, column, end_line: endLine, end_column: endColumn, remaining, removed: before - remaining,
      unknown: steps.length === 0 ? 40 : 0,
    });
    before = remaining;
  }
  return steps;
}

/** "A and B" holds for 412 of 17,695 people; suppressed for who sees none. */
export function cohortCount(
  question: Pick<CohortQuestion, 'text'> & Partial<CohortQuestion>,
  disclosure: CohortCount['disclosure'] = 'exact',
): CohortCount {
  const steps = stepsOf(question.text);
  const people = steps[steps.length - 1]?.remaining ?? 0;
  const part = (of412: number): number => Math.round((of412 * people) / 412);
  const shown = PRACTICES.filter(({ ods_code }) => !question.practice || ods_code === question.practice);
  return {
    form: 'expression',
    library: 'Cohort',
    definition: question.definition ?? 'Cohort',
    as_at: question.as_at ?? AS_AT,
    base: { name: question.base ?? 'registered', title: "On a practice's list and alive" },
    later_entries: question.later_entries ?? 'leave_out',
    people,
    of: OF,
    unknown: 40,
    errors: { people: 2, messages: [{ message: 'A number grew too large', people: 2 }] },
    milliseconds: { compile: 1.1, count: 8.2, total: 9.6 },
    compiled_before: false,
    disclosure,
    by_practice: shown.map(({ ods_code, name, registered }) => ({
      practice: { ods_code, name }, people: part(AT_PRACTICE[PRACTICES.findIndex((one) => one.ods_code === ods_code)] ?? 0),
      of: registered, unknown: 0, errors: 0,
    })),
    by_age_band: AT_AGE.map(([label, female, male, other]) => ({
      label, people: { female: part(female), male: part(male), other: part(other) }, of: { female: 800, male: 780, other: 4 },
    })),
    by_deprivation_decile: AT_DECILE.map(([number, of], position) => ({
      decile: position + 1, label: `${position + 1}`, people: part(number), of,
    })),
    steps,
    definitions: [{ name: question.definition ?? 'Cohort', line: 1, type: 'Boolean', is_boolean: true, people, unknown: 40 }],
    notes: [`Entries dated after ${question.as_at ?? AS_AT} are left out.`],
  };
}

/** The refusal of a text with "Diabets" in it. */
export function cohortErrors(text: string): CohortErrors | undefined {
  const at = text.indexOf('"Diabets');
  if (at < 0) return undefined;
  const end = text.indexOf('"', at + 1) + 1 || text.length;
  const [line, column] = lineAndColumn(text, at);
  const message = 'There is no definition "Diabets register" in library Registers. Did you mean "Diabetes register"?';
  return {
    kind: 'invalid', what: `The text has a mistake: ${message}`, where: `line ${line}, column ${column}`,
    remedy: 'Correct the places that are marked.', form: 'expression',
    diagnostics: [{
      line, column, end_line: line, end_column: column + end - at, message,
      source_line: text.split('\n')[line - 1] ?? '', near: ['Diabetes register'],
    }],
  };
}
