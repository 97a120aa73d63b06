// What somebody is writing: the text and the choices beside it. Kept for this tab, so that a reload
// or a look at another page loses nothing; forgotten at sign-out. Never part of an address.
import type { CohortQuestion } from '../../api/types';

export interface Draft {
  readonly text: string;
  /** Which definition of the text is counted; empty: its last one that is true or false. */
  readonly definition: string;
  readonly base: string;
  readonly practice: string;
  /** Empty: the day of the network's data. */
  readonly asAt: string;
  readonly laterEntries: NonNullable<CohortQuestion['later_entries']>;
  readonly cases: string;
  /** The newest saved version that the author has seen; empty for a new cohort. */
  readonly basedOn: string;
}

export const EMPTY_DRAFT: Draft = {
  text: '',
  definition: '',
  base: 'registered',
  practice: '',
  asAt: '',
  laterEntries: 'leave_out',
  cases: '',
  basedOn: '',
};

export function questionOf(draft: Draft): CohortQuestion {
  return {
    text: draft.text,
    base: draft.base,
    later_entries: draft.laterEntries,
    ...(draft.definition && { definition: draft.definition }),
    ...(draft.practice && { practice: draft.practice }),
    ...(draft.asAt && { as_at: draft.asAt }),
  };
}

const PREFIX = 'pcn-cohort-draft';

/** Drafts of another person or another cohort have other keys. */
export function draftKey(username: string, cohort: string | undefined): string {
  return `${PREFIX} ${username} ${cohort ?? 'new'}`;
}

/** What was kept, as far as it can be used. Anything may stand in a browser's storage. */
export function draftOf(kept: string | null): Draft | undefined {
  if (kept === null) return undefined;
  try {
    const value: unknown = JSON.parse(kept);
    if (typeof value !== 'object' || value === null) return undefined;
    const fields = Object.keys(EMPTY_DRAFT) as (keyof Draft)[];
    const known = fields.filter((field) => typeof (value as Partial<Draft>)[field] === 'string');
    const draft = { ...EMPTY_DRAFT, ...Object.fromEntries(known.map((field) => [field, (value as Draft)[field]])) };
    return draft.laterEntries === 'count' ? draft : { ...draft, laterEntries: 'leave_out' };
  } catch {
    return undefined;
  }
}

export function keptDraft(key: string): Draft | undefined {
  try {
    return draftOf(globalThis.sessionStorage.getItem(key));
  } catch {
    return undefined;
  }
}

/** A full or forbidden storage loses the draft at a reload, and nothing else. */
export function keepDraft(key: string, draft: Draft | undefined): void {
  try {
    if (draft) globalThis.sessionStorage.setItem(key, JSON.stringify(draft));
    else globalThis.sessionStorage.removeItem(key);
  } catch {
    // The page goes on without a copy.
  }
}

export function forgetDrafts(): void {
  try {
    const storage = globalThis.sessionStorage;
    Object.keys(storage).filter((key) => key.startsWith(PREFIX)).forEach((key) => storage.removeItem(key));
  } catch {
    // Nothing was kept.
  }
}
