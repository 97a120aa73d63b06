// Says what was just done and how many are open now, with a button to take it back.
import { type ReactNode, useEffect, useState } from 'react';

import { problemOf } from '../../api/problem';
import type { Counts } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { ProblemNotice } from '../../ui/notices/notices';
import { counted } from '../../ui/text/counts';
import { type LastAction, useLastAction } from './last_action';
import { useAct } from './use_worklists';

/** Whether there is still time to undo; becomes false by itself. */
function useUndoable(action: LastAction | undefined): boolean {
  const [now, setNow] = useState(() => Date.now());
  const until = action?.undoUntil ? Date.parse(action.undoUntil) : undefined;
  useEffect(() => {
    if (until === undefined || until <= Date.now()) return undefined;
    const timer = setTimeout(() => setNow(Date.now()), Math.min(until - Date.now() + 50, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  }, [until]);
  return action?.action !== undefined && (until === undefined || until > now);
}

export interface UndoNoticeProps {
  readonly worklist: string;
  readonly counts: Counts | undefined;
}

export function UndoNotice({ worklist, counts }: UndoNoticeProps): ReactNode {
  const { last, setLast } = useLastAction();
  const act = useAct(worklist);
  const undoable = useUndoable(last);
  if (!last || last.worklist !== worklist) return null;

  const undo = (): void => {
    if (!last.action) return;
    act.mutate(
      { patient: last.patient, act: { task: 'undo', action: last.action } },
      {
        onSuccess: () =>
          setLast({ worklist, patient: last.patient, words: `Undone. ${last.words} no longer counts.` }),
      },
    );
  };
  return (
    <div className="nhsuk-notification-banner nhsuk-notification-banner--success pcn-undo pcn-no-print" role="region" aria-label="What you did">
      <div className="nhsuk-notification-banner__content" role="status">
        <p className="nhsuk-notification-banner__heading">{last.words}</p>
        {counts && <p>{counted(counts.open, 'person', 'people')} open on this list now.</p>}
        <div className="pcn-actions">
          {undoable && (
            <Button kind="small" busy={act.isPending} onClick={undo}>
              Undo
            </Button>
          )}
          <Button kind="link" onClick={() => setLast(undefined)}>
            Hide this message
          </Button>
        </div>
        {act.isError && <ProblemNotice problem={problemOf(act.error)} />}
      </div>
    </div>
  );
}
