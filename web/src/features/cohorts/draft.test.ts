import { beforeEach, expect, it } from 'vitest';

import { draftKey, draftOf, EMPTY_DRAFT, forgetDrafts, keepDraft, keptDraft, questionOf } from './draft';

beforeEach(() => sessionStorage.clear());

it('is kept for one person and one cohort', () => {
  const draft = { ...EMPTY_DRAFT, text: 'AgeInYears() > 65', asAt: '2026-01-01' };
  keepDraft(draftKey('analyst', undefined), draft);
  expect(keptDraft(draftKey('analyst', undefined))).toEqual(draft);
  expect(keptDraft(draftKey('analyst', 'c1'))).toBeUndefined();
  expect(keptDraft(draftKey('pharmacist', undefined))).toBeUndefined();
});

it('is forgotten with all others at sign-out, and nothing else is', () => {
  sessionStorage.setItem('other', '1');
  keepDraft(draftKey('analyst', undefined), EMPTY_DRAFT);
  keepDraft(draftKey('analyst', 'c1'), EMPTY_DRAFT);
  forgetDrafts();
  expect(Object.keys(sessionStorage)).toEqual(['other']);
});

it('takes what can be used of anything', () => {
  for (const kept of [null, '', 'null', '"text"', '{']) expect(draftOf(kept)).toBeUndefined();
  expect(draftOf('{"text":"true","asAt":5,"laterEntries":"perhaps","more":"x"}')).toEqual({ ...EMPTY_DRAFT, text: 'true' });
});

it('asks only what was chosen', () => {
  expect(questionOf({ ...EMPTY_DRAFT, text: 'true' })).toEqual({ text: 'true', base: 'registered', later_entries: 'leave_out' });
  expect(questionOf({ ...EMPTY_DRAFT, text: 'true', practice: 'X10001', asAt: '2026-01-01', definition: 'A' })).toMatchObject({
    practice: 'X10001', as_at: '2026-01-01', definition: 'A',
  });
});
