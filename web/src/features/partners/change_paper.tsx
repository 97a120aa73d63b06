// The pages that change one entry of a list: the entry as it is now in its form, and its end.
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';

import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { EditPaper, EndPaper, type KeptText, type PaperKind } from './paper_form';
import type { Save } from './use_partners';

interface ListedEntry {
  readonly id: string;
  readonly version: number;
  readonly shared: boolean;
  readonly changed_by: string;
  readonly changed_at: string;
}

/** One of a list that may be changed here: what others share is theirs to change. */
export function ownEntry<Entry extends ListedEntry, Text>(entries: readonly Entry[], id: string | undefined, text: (entry: Entry) => Text): KeptText<Text> | undefined {
  const found = entries.find((entry) => entry.id === id && !entry.shared);
  return found && { id: found.id, version: found.version, changed_by: found.changed_by, changed_at: found.changed_at, text: text(found) };
}

interface ChangePaperProps<List, Text> {
  readonly kind: PaperKind<Text>;
  readonly list: UseQueryResult<List>;
  readonly pick: (list: List) => KeptText<Text> | undefined;
  readonly leave: string;
  readonly save: Save<Text>;
  /** Entries with days can be ended. */
  readonly ends?: boolean;
}

export function ChangePaper<List, Text>({ kind, list, pick, leave, save, ends = true }: ChangePaperProps<List, Text>): ReactNode {
  // Never a list from before: the form would begin with a version that others have changed since.
  const { refetch } = list;
  useEffect(() => void refetch(), [refetch]);
  const fresh = list.isFetchedAfterMount || list.isError ? loaded(list) : ({ state: 'waiting' } as const);
  const newest = async (): Promise<KeptText<Text> | undefined> => {
    const { data } = await refetch();
    return data && pick(data);
  };
  return (
    <WhenReady of={fresh} what={`the ${kind.what}`}>
      {(ready) => {
        const kept = pick(ready);
        if (!kept) return <Empty why={`There is no such ${kind.what} among those that you may change.`} next={<Link to={leave}>Back to the list</Link>} />;
        return (
          <>
            <EditPaper kind={kind} kept={kept} action="Save" leave={leave} save={save} newest={newest} />
            {ends && <EndPaper kind={kind} kept={kept} leave={leave} save={save} />}
          </>
        );
      }}
    </WhenReady>
  );
}
