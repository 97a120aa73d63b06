// A cohort from nothing: write, count, look.
import type { ReactNode } from 'react';

import { Page } from '../../ui/page/page';
import { EMPTY_DRAFT } from './draft';
import { useDraft } from './use_draft';
import { Workbench } from './workbench';

export function NewCohortPage(): ReactNode {
  const { draft, change } = useDraft(undefined, EMPTY_DRAFT);
  return (
    <Page title="Build a cohort">
      <p className="pcn-list-intro pcn-no-print">
        Write whom you mean and see at once how many people it is, what each clause leaves out, and who they are.
      </p>
      <Workbench draft={draft} onDraft={change} />
    </Page>
  );
}
