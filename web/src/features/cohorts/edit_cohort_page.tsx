// The next version of a saved cohort. Where somebody else has saved one meanwhile, nothing is written
// over: both texts are shown, and the author decides.
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useNavigate, useParams } from 'react-router';

import { problemOf } from '../../api/problem';
import type { Cohort, CohortVersion, CohortVersionSummary } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { loaded } from '../../ui/loaded';
import { useAnnounce } from '../../ui/notices/announcer';
import { WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { LeftOut } from '../sharing/left_out';
import { CaseReport } from './case_report';
import { cohortPath } from './cohort_path';
import { DifferenceView } from './difference_view';
import { type Draft, EMPTY_DRAFT } from './draft';
import { lineDifference } from './line_difference';
import type { Saving } from './save_form';
import { SavePanel } from './save_panel';
import { conflictOf, createVersion, useChanged, useCohort, useVersion } from './use_cohorts';
import { useDraft } from './use_draft';
import { byWhom } from './version_state';
import { Workbench } from './workbench';

export function draftOfVersion({ text, definition, form, base, cases, number }: CohortVersion): Draft {
  return {
    ...EMPTY_DRAFT,
    text,
    // An expression has one definition, whose name the server gives.
    definition: form === 'expression' ? '' : definition,
    base,
    cases,
    basedOn: String(number),
  };
}

interface MeanwhileProps {
  readonly cohort: string;
  readonly latest: CohortVersionSummary;
  readonly draft: Draft;
  readonly onTaken: () => void;
}

/** A version that came while this one was written. */
function Meanwhile({ cohort, latest, draft, onTaken }: MeanwhileProps): ReactNode {
  const theirs = loaded(useVersion(cohort, latest.number));
  return (
    <section className="pcn-meanwhile" aria-labelledby="meanwhile">
      <h3 className="nhsuk-heading-s" id="meanwhile">Version {latest.number} was saved meanwhile</h3>
      <p>
        By {byWhom(latest)}: “{latest.reason}”. Your text is kept here. Take over what you want of theirs, then save
        yours as the version after it.
      </p>
      <WhenReady of={theirs} what="the other version">
        {(ready) => (
          <DifferenceView caption={`Your text against version ${latest.number}`} lines={lineDifference(ready.text, draft.text)} />
        )}
      </WhenReady>
      <Button kind="secondary" onClick={onTaken}>I have seen version {latest.number}: save mine after it</Button>
    </section>
  );
}

function Edit({ cohort, version }: { readonly cohort: Cohort; readonly version: CohortVersion }): ReactNode {
  const { draft, change, forget, wasKept } = useDraft(cohort.id, draftOfVersion(version));
  const basedOn = Number(draft.basedOn) || version.number;
  const navigate = useNavigate();
  const announce = useAnnounce();
  const changed = useChanged();
  const save = useMutation({
    mutationFn: (saving: Saving) => createVersion(cohort.id, draft, saving, basedOn),
    onSuccess: async (saved) => {
      forget();
      await changed();
      announce(`Saved version ${saved.versions[0]?.number ?? basedOn + 1}.`);
      void navigate(cohortPath(cohort.id));
    },
  });
  const conflict = conflictOf(save.error);
  const latest = [conflict?.latest, cohort.versions[0]].find((one) => one !== undefined && one.number > basedOn);
  const isChanged = draft.text !== version.text || draft.cases !== version.cases;
  const again = (): void => {
    forget();
    globalThis.location.reload();
  };
  return (
    <Page title={`New version of ${cohort.name}`}>
      <p className="pcn-no-print"><Link to={cohortPath(cohort.id)}>Back to the cohort</Link></p>
      {wasKept && isChanged && (
        <div className="nhsuk-inset-text pcn-no-print">
          <p>
            This is the text that you left here, not version {version.number} as it is saved.{' '}
            <Button kind="link" onClick={again}>Begin again from version {version.number}</Button>
          </p>
        </div>
      )}
      <LeftOut want="count_people" />
      <Workbench draft={draft} onDraft={change}>
        {(live) => (
          <SavePanel
            draft={draft}
            onDraft={change}
            live={live}
            saved={{ cohort: cohort.id, number: basedOn }}
            busy={save.isPending}
            problem={save.isError && !latest ? problemOf(save.error) : undefined}
            onSave={(saving) => save.mutate(saving)}
            isOpen={latest !== undefined || conflict !== undefined}
            hindrance={latest && `Look at version ${latest.number} first.`}
          >
            {latest && (
              <Meanwhile
                cohort={cohort.id}
                latest={latest}
                draft={draft}
                onTaken={() => { change({ basedOn: String(latest.number) }); save.reset(); }}
              />
            )}
            {conflict?.cases && <CaseReport report={conflict.cases} />}
          </SavePanel>
        )}
      </Workbench>
    </Page>
  );
}

function Newest({ cohort }: { readonly cohort: Cohort }): ReactNode {
  const version = loaded(useVersion(cohort.id, cohort.versions[0]?.number ?? 1));
  return <WhenReady of={version} what="the newest version">{(ready) => <Edit cohort={cohort} version={ready} key={cohort.id} />}</WhenReady>;
}

export function EditCohortPage(): ReactNode {
  const { cohort = '' } = useParams();
  const query = loaded(useCohort(cohort));
  return <WhenReady of={query} what="the cohort">{(ready) => <Newest cohort={ready} />}</WhenReady>;
}
