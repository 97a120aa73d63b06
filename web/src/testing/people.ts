// Invented people and answers for tests. NHS numbers are from the range that is never issued.
import type {
  Explanation,
  Feed,
  PatientIdentity,
  PatientSummary,
  Population,
  Practice,
  Worklist,
  WorklistItem,
} from '../api/types';

export const PRACTICES: readonly Required<Practice>[] = [
  { ods_code: 'X10001', name: 'Mill Lane Surgery', registered: 6210 },
  { ods_code: 'X10002', name: 'Harbour Medical Centre', registered: 4380 },
  { ods_code: 'X10003', name: 'Oak Tree Practice', registered: 7105 },
];

const FAMILY = ['Ahmed', 'Brown', 'Clarke', 'Davies', 'Evans', 'Foster', 'Green', 'Hughes'];
const GIVEN = ['Amina', 'Peter', 'Grace', 'Owen', 'Sian', 'Tomasz', 'Jane', 'David'];

function nhsNumber(position: number): string {
  for (let tail = position * 11; ; tail += 1) {
    const nine = `999${String(tail).padStart(6, '0')}`;
    const sum = [...nine].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) return nine + String(check);
  }
}

export function person(position: number): PatientIdentity {
  const practice = PRACTICES[position % PRACTICES.length] as Practice;
  return {
    id: `p${position}`,
    family_name: FAMILY[position % 8] as string,
    given_name: GIVEN[(position + Math.floor(position / 8)) % 8] as string,
    title: position % 2 ? 'Mr' : 'Mrs',
    gender: position % 2 ? 'male' : 'female',
    born: `${1935 + (position % 40)}-0${1 + (position % 9)}-15`,
    nhs_number: nhsNumber(position),
    practice: { ods_code: practice.ods_code, name: practice.name },
    ...(position === 2 ? { similar_name: true } : {}),
  };
}

export function row(position: number): WorklistItem {
  const reasons: WorklistItem['reasons'] = [
    { id: 'polypharmacy', rule: 'SMR-02', sentence: `Takes ${24 - (position % 14)} repeat medicines (10 or more counts)` },
  ];
  if (position % 3 === 0) reasons.push({ id: 'care-home', rule: 'SMR-01', sentence: 'Lives in a care home' });
  return {
    patient: person(position),
    state: 'open',
    reasons,
    facts: { medicines: String(24 - (position % 14)), last_review: position % 2 ? '3 May 2024' : 'No data' },
  };
}

export const LIST: Worklist = {
  id: 'structured-medication-review',
  title: 'Structured medication reviews',
  description: 'People whose medicines a clinical pharmacist or prescriber should review together with them.',
  definition: 'StructuredMedicationReview.Needs a structured medication review',
  facts: [
    { id: 'medicines', label: 'Repeat medicines' },
    { id: 'last_review', label: 'Last review' },
  ],
  reasons: [
    { id: 'care-home', rule: 'SMR-01', label: 'Lives in a care home', definition: 'StructuredMedicationReview.Care home', open: 20 },
    { id: 'polypharmacy', rule: 'SMR-02', label: 'Takes 10 or more repeat medicines', definition: 'StructuredMedicationReview.Complex polypharmacy', open: 60 },
  ],
  outcomes: [
    { id: 'review-done', label: 'Structured medication review done', effect: 'completes', code: '1239511000000100', term: 'Structured medication review', measurements: [] },
    {
      id: 'blood-pressure-taken', label: 'Blood pressure taken', effect: 'keeps_open',
      measurements: [{ id: 'systolic', label: 'Systolic (mmHg)', unit: 'mm[Hg]', minimum: 50, maximum: 300 }],
    },
    { id: 'declined', label: 'Person declined the review', effect: 'excludes', exclude_months: 12, code: '183944003', term: 'Procedure refused', measurements: [] },
  ],
  snooze_reasons: [
    { id: 'appointment-booked', label: 'Appointment booked', days_max: 90 },
    { id: 'could-not-reach', label: 'Could not reach the person', days_max: 30 },
  ],
  exclusion_reasons: [
    { id: 'unsuitable', label: 'Review not suitable for this person' },
    { id: 'record-wrong', label: 'The record is wrong; reported to the practice' },
  ],
  counts: { open: 60, mine: 0, claimed: 0, snoozed: 0, excluded: 0, done: 0 },
  as_at: '2026-11-23',
  evaluated_at: '2026-11-23T06:02:11Z',
  freshness: PRACTICES.map(({ ods_code, name }, position) => ({
    practice: { ods_code, name },
    data_to: `2026-11-${22 - position}`,
    loaded_at: '2026-11-23T05:30:00Z',
  })),
};

export const EXPLANATION: Explanation = {
  patient: person(1),
  definition: { name: LIST.definition, title: LIST.title, service: LIST.title },
  as_at: '2026-11-23',
  content_version: '2019-20.1',
  answer: 'yes',
  sentence: 'Takes 23 repeat medicines (10 or more counts), and no structured medication review in 12 months.',
  grounds: ['entries', 'age'],
  grounds_sentence: '2 groups of entries decide this: it changes without any one of them.',
  deciding: [
    {
      sentence: 'Without this entry the answer would be no.', without: 'no',
      entries: [{ type: 'EpisodeOfCare', date: '2003-04-01', term: '', practice: { ods_code: 'X10002', name: 'Harbour Medical Centre' } }],
    },
    {
      sentence: 'Without all of these 14 entries the answer would be no.', without: 'no',
      entries: Array.from({ length: 14 }, (_, position) => ({
        date: `2026-10-${10 + position}`, code: '320141001', term: `Medicine ${position + 1}`, deciding: true,
        practice: { ods_code: 'X10002', name: 'Harbour Medical Centre' },
      })),
    },
  ],
  deciding_complete: true,
  changes: [],
  changes_sentence: '',
  coverage: {
    complete: true,
    count: { covered: 3, uncovered: 1, not_evaluated: 1 },
    statements: [
      {
        library: 'StructuredMedicationReview', name: 'Needs a structured medication review', kind: 'definition',
        file: 'smr.cql', line: 12, count: { covered: 3, uncovered: 1, not_evaluated: 1 },
        text: [
          { text: 'define "Needs a structured medication review":\n  ' },
          {
            mark: 'true', condition: true,
            parts: [
              { mark: 'true', condition: false, value: '23', parts: [{ text: '"Number of repeat medicines"' }] },
              { text: ' >= 10 and ' },
              { mark: 'false', condition: true, times: { true: 0, false: 14, unknown: 0 }, parts: [{ text: 'E.isLate()' }] },
              { mark: 'not_evaluated', condition: true, parts: [{ text: ' or Never' }] },
            ],
          },
        ],
      },
    ],
  },
  clause: {
    text: 'Needs a structured medication review',
    answer: 'yes',
    entries: [],
    clauses: [
      {
        text: 'Any reason for a review', answer: 'yes', entries: [], decisive: true,
        clauses: [
          { text: 'Lives in a care home', answer: 'no', entries: [], clauses: [{ text: 'Age', value: '81', answer: 'unknown', entries: [], clauses: [] }] },
          {
            text: 'Number of repeat medicines', value: '23', answer: 'yes', clauses: [], decisive: true, entries_left_out: 21,
            entries: [
              { date: '2026-11-02', code: '319775004', term: 'Ramipril 5mg capsules', deciding: true, practice: { ods_code: 'X10002', name: 'Harbour Medical Centre' } },
              { date: '2026-10-30', code: '320141001', term: 'Warfarin 3mg tablets', value: '28 tablets', practice: { ods_code: 'X10002', name: 'Harbour Medical Centre' } },
            ],
          },
          { text: 'Severe frailty', answer: 'unknown', entries: [], clauses: [] },
        ],
      },
      { text: 'Structured medication review in the last 12 months', answer: 'no', entries: [], clauses: [] },
    ],
  },
};

const at = (position: number): { ods_code: string; name: string } => person(position).practice;

export const SUMMARY: PatientSummary = {
  identity: person(1),
  as_at: '2026-11-23',
  freshness: { practice: at(1), data_to: '2026-11-21', loaded_at: '2026-11-23T05:30:00Z' },
  conditions: [
    { date: '2012-04', code: '38341003', term: 'Hypertension', practice: at(1) },
    { date: '2019-08-02', code: '44054006', term: 'Type 2 diabetes mellitus', practice: at(1) },
  ],
  medicines: [{ date: '2026-11-02', code: '319775004', term: 'Ramipril 5mg capsules', value: 'One daily', practice: at(1) }],
  results: [{ date: '2026-09-14', code: '271649006', term: 'Systolic blood pressure', value: '152 mmHg', practice: at(1) }],
  worklists: [
    { worklist: LIST.id, title: LIST.title, definition: LIST.definition, state: 'open', reasons: ['Takes 23 repeat medicines (10 or more counts)'] },
    { worklist: 'cvd-prevention', title: 'CVD prevention and diagnosis', definition: 'CvdPrevention.Needs', state: 'not_on_list', reasons: [] },
  ],
  recorded: [],
};

export const FEEDS: readonly Feed[] = PRACTICES.map(({ ods_code, name }, position) => ({
  practice: { ods_code, name },
  state: position === 2 ? 'late' : 'fresh',
  data_to: `2026-11-${22 - position * 2}`,
  rejects: position === 1 ? 2 : 0,
  last_load: {
    id: `l${position}`, loaded_at: '2026-11-23T05:30:00Z', format: 'CSV extract', mode: 'delta',
    people: 6210, entries: 612_345, rejects: position === 1 ? 2 : 0, unknown_codes: 3,
    entries_by_type: { Conditions: 40_112, Observations: 402_233 },
  },
}));

const BANDS = ['0 to 4', '5 to 9', '10 to 14', '15 to 19', '20 to 24', '25 to 29', '30 to 34', '35 to 39', '40 to 44',
  '45 to 49', '50 to 54', '55 to 59', '60 to 64', '65 to 69', '70 to 74', '75 to 79', '80 to 84', '85 to 89', '90 and over'];

export const POPULATION: Population = {
  as_at: '2026-11-23',
  registered: 17_695,
  age_bands: BANDS.map((label, position) => ({
    label, female: 560 - Math.abs(position - 8) * 42 + 120, male: 540 - Math.abs(position - 7) * 40 + 110, other: position === 5 ? 3 : 0,
  })),
  conditions: [
    { id: 'hypertension', title: 'Hypertension', people: 2350, denominator: 17_695, national_share: 0.144, source: 'QOF 2022/23' },
    { id: 'diabetes', title: 'Diabetes', people: 1190, denominator: 14_300, denominator_label: 'aged 17 and over', national_share: 0.075, source: 'QOF 2022/23' },
    { id: 'asthma', title: 'Asthma', people: 1240, denominator: 16_800, denominator_label: 'aged 6 and over', national_share: 0.065, source: 'QOF 2022/23' },
    { id: 'housebound', title: 'Housebound', people: 140, denominator: 17_695 },
  ],
  deprivation: ['Most deprived fifth', 'Second fifth', 'Third fifth', 'Fourth fifth', 'Least deprived fifth'].map(
    (fifth, position) => ({ fifth, people: 5200 - position * 800 }),
  ),
  practices: PRACTICES.map(({ ods_code, name, registered }) => ({
    practice: { ods_code, name }, registered, aged_65_and_over: Math.round(registered * 0.19), most_deprived_fifth: Math.round(registered * 0.3),
    conditions: { hypertension: Math.round(registered * 0.13), diabetes: Math.round(registered * 0.07), asthma: Math.round(registered * 0.07), housebound: 40 },
  })),
  freshness: LIST.freshness,
};

/** The same question for somebody who is not on the list. */
export const WHY_NOT: Explanation = {
  ...EXPLANATION,
  answer: 'no',
  sentence: 'Takes 7 repeat medicines (10 or more counts).',
  grounds: ['absence'],
  grounds_sentence: 'No entry decides this. It rests on no entry of "Care home" that fits.',
  deciding: [],
  changes: [
    { text: 'An entry of "Severe frailty", recorded since 24 November 2024.', changes: 1, steps: [] },
    {
      text: 'A diagnosis of "Dementia"; and a prescription of "Antipsychotics", issued since 24 August 2026.', changes: 2,
      steps: [
        { kind: 'add_entry', text: 'A diagnosis of "Dementia"', changes: 1 },
        { kind: 'add_entry', text: 'A prescription of "Antipsychotics", issued since 24 August 2026', changes: 1 },
      ],
    },
  ],
  changes_sentence: 'It would hold with any one of these:',
};
