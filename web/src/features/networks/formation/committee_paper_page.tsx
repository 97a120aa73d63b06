// The paper for the commissioner's committee, made of the newest submission; to be printed.
import type { ReactNode } from 'react';

import type { NetworkInView, RegistrationSubmission } from '../../../api/types';
import { Button } from '../../../ui/forms/button';
import { loaded } from '../../../ui/loaded';
import { Empty, WhenReady } from '../../../ui/notices/notices';
import { count } from '../../../ui/text/counts';
import { longDate } from '../../../ui/text/dates';
import { DayChoice } from '../../register/day_choice';
import { useDay } from '../../register/use_register';
import { NetworkFrame } from '../network_frame';
import { Findings } from './findings';
import { useSubmissions } from './use_formation';

function Paper({ network, submission }: { readonly network: NetworkInView; readonly submission: RegistrationSubmission }): ReactNode {
  const { registration, members, findings, people, rules } = submission;
  return (
    <article>
      <p className="pcn-no-print"><Button kind="secondary" onClick={() => globalThis.print()}>Print</Button></p>
      <p>
        Submission {submission.version} of {longDate(submission.at.slice(0, 10))} by {submission.by}, {submission.organisation}
        {submission.is_late && ', after the deadline'}. Lead commissioner: {network.commissioner.name ?? network.commissioner.code}.
        First day: {registration.starts ? longDate(registration.starts) : 'not named'}.
      </p>
      <h2 className="nhsuk-heading-m">Member practices and lists</h2>
      <ul>
        {members.map((one) => (
          <li key={one.code}>{one.name ?? one.code} ({one.code}): {count(registration.lists?.rows.find((row) => row.practice === one.code)?.patients ?? 0)} patients</li>
        ))}
      </ul>
      <p>Network list size: {count(registration.lists?.total ?? 0)} patients on {registration.lists ? longDate(registration.lists.dated) : 'no day'}.</p>
      <h2 className="nhsuk-heading-m">Clinical directors and payee</h2>
      <p>{people.directors.map(({ name, percent }) => `${name}, ${percent} %`).join('; ')}. Payee: {people.payees.join(', ')}.</p>
      <h2 className="nhsuk-heading-m">For the committee to decide</h2>
      <Findings findings={findings.filter(({ severity }) => severity === 'to_decide' || severity === 'warns')} name="To decide" />
      <h2 className="nhsuk-heading-m">What was checked</h2>
      <Findings findings={findings.filter(({ severity }) => severity === 'met' || severity === 'told')} name="What was checked" />
      <p>{rules.contract}; {rules.formation}. {rules.assurance}</p>
    </article>
  );
}

function Shown({ network }: { readonly network: NetworkInView }): ReactNode {
  return (
    <>
      <DayChoice asAt={network.as_at} isOnlyRead />
      <WhenReady of={loaded(useSubmissions(network.id, useDay()))} what="the submission">
        {([newest]) => (newest ? <Paper network={network} submission={newest} /> : <Empty why="Nothing was submitted by this day." />)}
      </WhenReady>
    </>
  );
}

export function CommitteePaperPage(): ReactNode {
  return <NetworkFrame title="Paper for the committee" asAt={useDay().as_at}>{(network) => <Shown network={network} />}</NetworkFrame>;
}
