// The registration of a network as a list of tasks, what stands against it, and submitting it.
import { type ReactNode } from 'react';
import { Link } from 'react-router';

import { problemOf } from '../../../api/problem';
import type { NetworkInView, RegistrationInView } from '../../../api/types';
import { Button } from '../../../ui/forms/button';
import { loaded } from '../../../ui/loaded';
import { ProblemNotice, WhenReady } from '../../../ui/notices/notices';
import { longDate } from '../../../ui/text/dates';
import { DayChoice } from '../../register/day_choice';
import { atDay, useDay } from '../../register/use_register';
import { useMayToday } from '../../register/may_today';
import { NetworkFrame } from '../network_frame';
import { Findings } from './findings';
import { TASKS } from './tasks';
import { sendAcceptance, sendSubmission, useRegistration, useSending } from './use_formation';

const STATES = {
  not_started: { words: 'Not started', colour: 'blue' },
  in_progress: { words: 'In progress', colour: 'aqua-green' },
  done: { words: 'Done', colour: 'green' },
} as const;

function TaskList({ network, view }: { readonly network: string; readonly view: RegistrationInView }): ReactNode {
  const day = useDay();
  return (
    <ul className="nhsuk-task-list">
      {view.tasks.map(({ task, state }) => (
        <li className="nhsuk-task-list__item nhsuk-task-list__item--with-link" key={task}>
          <div className="nhsuk-task-list__name-and-hint">
            <Link className="nhsuk-link nhsuk-task-list__link" to={atDay(`/my-networks/${network}/${task === 'agreement' ? task : `registration/${task}`}`, day)}>
              {TASKS[task]}
            </Link>
          </div>
          <div className="nhsuk-task-list__status">
            <strong className={`nhsuk-tag nhsuk-tag--${STATES[state].colour}`}>{STATES[state].words}</strong>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Returned({ view }: { readonly view: RegistrationInView }): ReactNode {
  if (!view.returned) return null;
  return (
    <div className="nhsuk-warning-callout">
      <h2 className="nhsuk-warning-callout__label">Returned by the commissioner</h2>
      <p>On {longDate(view.returned.day)}:</p>
      <ul>{view.returned.reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>
    </div>
  );
}

function Departures({ network, view }: { readonly network: string; readonly view: RegistrationInView }): ReactNode {
  const may = useMayToday();
  return (
    <>
      {view.departures.length > 0 && (
        <>
          <h2 className="nhsuk-heading-m">Practices that left</h2>
          <ul aria-label="Practices that left">
            {view.departures.map((one) => (
              <li key={`${one.practice} ${one.day}`}>{one.name ?? one.practice} ({one.practice}) left on {longDate(one.day)}: {one.reason}</li>
            ))}
          </ul>
        </>
      )}
      {view.may_write && may('networks.form') && (
        <p><Link to={`/my-networks/${network}/review`}>Leave with your practice, or withdraw the registration</Link></p>
      )}
    </>
  );
}

function Acceptance({ network, view }: { readonly network: string; readonly view: RegistrationInView }): ReactNode {
  const may = useMayToday();
  const accept = useSending(sendAcceptance(network, view.version));
  if (!view.may_write || !may('networks.sign')) return null;
  return (
    <>
      <h2 className="nhsuk-heading-m">Your practice and the area</h2>
      <p>Accept the area for your own practice. If the area is changed, you are asked again.</p>
      {accept.isError && <ProblemNotice problem={problemOf(accept.error)} />}
      {accept.isSuccess && <p role="status">Your answer is kept.</p>}
      <Button kind="secondary" busy={accept.isPending} onClick={() => accept.mutate(true)}>Accept the area</Button>{' '}
      <Button kind="link" onClick={() => accept.mutate(false)}>Do not accept it</Button>
    </>
  );
}

function Submitting({ network, view }: { readonly network: string; readonly view: RegistrationInView }): ReactNode {
  const may = useMayToday();
  const submit = useSending(sendSubmission(network));
  if (!view.may_write || !may('networks.form')) return null;
  return (
    <>
      <h2 className="nhsuk-heading-m">Submit</h2>
      {view.deadline && (
        <p>To be submitted by {longDate(view.deadline.due)}{view.deadline.is_late && ': this day is over, and the submission will say that it is late'}.</p>
      )}
      {submit.isError && <ProblemNotice problem={problemOf(submit.error)} />}
      {view.may_be_submitted ? (
        <>
          <p>Nothing stands against it. Once submitted, it cannot be changed unless the commissioner returns it.</p>
          <Button busy={submit.isPending} onClick={() => submit.mutate(view.version)}>Submit to the commissioner</Button>
        </>
      ) : (
        <p>It can be submitted when nothing of the list below is left to do.</p>
      )}
    </>
  );
}

function Registration({ network, view }: { readonly network: NetworkInView; readonly view: RegistrationInView }): ReactNode {
  return (
    <>
      <Returned view={view} />
      <p>
        {view.rules.formation}. {view.rules.assurance} {view.rules.note}
      </p>
      <h2 className="nhsuk-heading-m">Tasks</h2>
      <TaskList network={network.id} view={view} />
      <Acceptance network={network.id} view={view} />
      <Submitting network={network.id} view={view} />
      <Departures network={network.id} view={view} />
      <h2 className="nhsuk-heading-m">What the rules say</h2>
      <Findings findings={view.findings} name="What the rules say" />
      <details className="nhsuk-details">
        <summary className="nhsuk-details__summary"><span className="nhsuk-details__summary-text">Saved versions</span></summary>
        <div className="nhsuk-details__text">
          <ul>{view.versions.map((one) => <li key={one.version}>Version {one.version}, {one.by}, {longDate(one.at.slice(0, 10))}</li>)}</ul>
        </div>
      </details>
    </>
  );
}

export function RegistrationPage(): ReactNode {
  const { as_at: asAt } = useDay();
  return (
    <NetworkFrame title="Registration" asAt={asAt}>
      {(network) => <Shown network={network} asAt={asAt} />}
    </NetworkFrame>
  );
}

function Shown({ network, asAt }: { readonly network: NetworkInView; readonly asAt: string | undefined }): ReactNode {
  const found = loaded(useRegistration(network.id, asAt ? { as_at: asAt } : {}));
  return (
    <>
      <DayChoice asAt={network.as_at} />
      <WhenReady of={found} what="the registration">
        {(view) => <Registration network={network} view={view} />}
      </WhenReady>
    </>
  );
}
