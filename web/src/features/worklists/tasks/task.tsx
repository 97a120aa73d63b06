// What the forms of a row's tasks share: what they get, and the way back without doing anything.
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';

import type { Problem } from '../../../api/problem';
import type { Worklist, WorklistItem } from '../../../api/types';
import { Button } from '../../../ui/forms/button';
import type { Act } from '../use_worklists';
import { worklistPath } from '../worklist_address';

export interface TaskProps {
  readonly list: Worklist;
  readonly item: WorklistItem;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  /** `words` say what was done, to stand before the person's name. */
  readonly onSubmit: (act: Act, words: string) => void;
}

export function Cancel({ list }: { readonly list: Worklist }): ReactNode {
  const navigate = useNavigate();
  const back = (): void => {
    if (globalThis.history.state?.idx > 0) void navigate(-1);
    else void navigate(worklistPath(list.id));
  };
  return <Button kind="link" onClick={back}>Cancel</Button>;
}
