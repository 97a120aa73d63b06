import { useCallback, useState } from 'react';

import { useSession } from '../session/session';
import { type Draft, draftKey, keepDraft, keptDraft } from './draft';

export interface DraftInHand {
  readonly draft: Draft;
  readonly change: (change: Partial<Draft>) => void;
  /** Ends the draft: nothing is kept any more, and what is shown stays. */
  readonly forget: () => void;
  /** Whether it was found in this tab and not made from what is saved. */
  readonly wasKept: boolean;
}

/** The draft of a cohort, or of a new one; `initial` where this tab has kept none. */
export function useDraft(cohort: string | undefined, initial: Draft): DraftInHand {
  const { username } = useSession();
  const key = draftKey(username, cohort);
  const [kept] = useState(() => keptDraft(key));
  const [draft, setDraft] = useState(kept ?? initial);
  const change = useCallback((part: Partial<Draft>) => {
    setDraft((before) => {
      const after = { ...before, ...part };
      keepDraft(key, after);
      return after;
    });
  }, [key]);
  const forget = useCallback(() => keepDraft(key, undefined), [key]);
  return { draft, change, forget, wasKept: kept !== undefined };
}
