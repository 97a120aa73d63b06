// A cohort from nothing: write, count, look, save.
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';

import { problemOf } from '../../api/problem';
import { useAnnounce } from '../../ui/notices/announcer';
import { Page } from '../../ui/page/page';
import { LeftOut } from '../sharing/left_out';
import { CaseReport } from './case_report';
import { cohortPath } from './cohort_path';
import { EMPTY_DRAFT } from './draft';
import type { Saving } from './save_form';
import { SavePanel } from './save_panel';
import { conflictOf, createCohort, useChanged } from './use_cohorts';
import { useDraft } from './use_draft';
import { Workbench } from './workbench';

export function NewCohortPage(): ReactNode {
  const { draft, change, forget } = useDraft(undefined, EMPTY_DRAFT);
  const navigate = useNavigate();
  const announce = useAnnounce();
  const changed = useChanged();
  const save = useMutation({
    mutationFn: (saving: Saving) => createCohort(draft, saving),
    onSuccess: async (cohort) => {
      forget();
      await changed();
      announce(`Saved “${cohort.name}”.`);
      void navigate(cohortPath(cohort.id));
    },
  });
  const failing = conflictOf(save.error)?.cases;
  return (
    <Page title="Build a cohort">
      <p className="pcn-list-intro pcn-no-print">
        Write whom you mean and see at once how many people it is, what each clause leaves out, and who they are.
      </p>
      <LeftOut want="count_people" />
      <Workbench draft={draft} onDraft={change}>
        {(live) => (
          <SavePanel
            draft={draft}
            onDraft={change}
            live={live}
            saved={undefined}
            busy={save.isPending}
            problem={save.isError ? problemOf(save.error) : undefined}
            onSave={(saving) => save.mutate(saving)}
            isOpen={failing !== undefined}
          >
            {failing && <CaseReport report={failing} />}
          </SavePanel>
        )}
      </Workbench>
    </Page>
  );
}
