// What is done to one row takes a page of its own: record the outcome, snooze or exclude. The
// patient's banner is above it, so that nobody acts on the wrong person.
import type { ReactNode } from 'react';
import { Link, useNavigate, useParams } from 'react-router';

import { problemOf } from '../../../api/problem';
import type { Worklist, WorklistItem } from '../../../api/types';
import { loaded } from '../../../ui/loaded';
import { Empty, WhenReady } from '../../../ui/notices/notices';
import { Page } from '../../../ui/page/page';
import { NotFoundPage } from '../../about/not_found_page';
import { bannerName } from '../../patients/identity';
import { PatientBanner } from '../../patients/patient_banner';
import { useLastAction } from '../last_action';
import { useLiveChanges } from '../live_changes';
import { type Act, useAct, useWorklist, useWorklistItem } from '../use_worklists';
import { worklistPath } from '../worklist_address';
import { ExcludeForm } from './exclude_form';
import { OutcomeForm } from './outcome_form';
import { SnoozeForm } from './snooze_form';
import type { TaskProps } from './task';

interface Task {
  readonly title: string;
  readonly Form: (props: TaskProps) => ReactNode;
}

const TASKS: Readonly<Record<string, Task>> = {
  outcome: { title: 'Record the outcome', Form: OutcomeForm },
  snooze: { title: 'Snooze', Form: SnoozeForm },
  exclude: { title: 'Exclude from the list', Form: ExcludeForm },
};

function Ready(props: { readonly list: Worklist; readonly item: WorklistItem; readonly task: Task }): ReactNode {
  const { list, item, task } = props;
  const navigate = useNavigate();
  const live = useLiveChanges();
  const { setLast } = useLastAction();
  const act = useAct(list.id);
  const isOpen = item.state === 'open' || item.state === 'claimed';
  // The row of this page changes to its new state just before we leave it.
  const isLeaving = act.isSuccess;

  const submit = (what: Act, words: string): void => {
    live.expect(list.id, item.patient.id);
    act.mutate(
      { patient: item.patient.id, act: what },
      {
        onSuccess: (action) => {
          setLast({
            worklist: list.id,
            patient: item.patient.id,
            words: `${words}: ${bannerName(item.patient)}.`,
            action: action.action,
            undoUntil: action.undo_until,
          });
          // Back to the list as it was left: same filters, same page.
          if (globalThis.history.state?.idx > 0) void navigate(-1);
          else void navigate(worklistPath(list.id), { replace: true });
        },
      },
    );
  };
  return (
    <>
      <PatientBanner patient={item.patient} asAt={list.as_at} />
      <Page title={task.title} caption={list.title}>
        {isOpen || isLeaving ? (
          <task.Form
            list={list}
            item={item}
            busy={act.isPending || isLeaving}
            problem={act.isError ? problemOf(act.error) : undefined}
            onSubmit={submit}
          />
        ) : (
          <Empty
            why="This row is no longer open: somebody has dealt with it in the meantime."
            next={<Link to={worklistPath(list.id)}>Back to the list</Link>}
          />
        )}
      </Page>
    </>
  );
}

export function TaskPage(): ReactNode {
  const { worklist = '', patient = '', task = '' } = useParams();
  const list = loaded(useWorklist(worklist));
  const item = loaded(useWorklistItem(worklist, patient));
  const known = TASKS[task];
  if (!known) return <NotFoundPage />;
  return (
    <WhenReady of={list} what="the list">
      {(readyList) => (
        <WhenReady of={item} what="the person">
          {(readyItem) => <Ready key={patient} list={readyList} item={readyItem} task={known} />}
        </WhenReady>
      )}
    </WhenReady>
  );
}
