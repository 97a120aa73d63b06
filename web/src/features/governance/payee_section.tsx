// The payee of a network: who it is, and its change by two people. Whoever confirms compares the
// account with the bank's own letter, so it is shown whole while it is only proposed.
import { TextInput } from 'nhsuk-react-components';
import { type ReactNode, useState } from 'react';

import { problemOf } from '../../api/problem';
import type { NetworkInView, NetworkPayee, NetworkPeople } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { type Field, FieldForm, type FieldValues, FoldedForm } from '../../ui/forms/field_form';
import { ProblemNotice } from '../../ui/notices/notices';
import { longDate, longTime } from '../../ui/text/dates';
import { type ProposedPayee, useDecidePayee, useProposePayee } from './use_governance';

const KINDS = [
  { value: 'practice', label: 'A member practice' },
  { value: 'federation', label: 'A federation' },
  { value: 'company', label: 'A company of the practices' },
  { value: 'other_provider', label: 'Another provider' },
];

function fields(network: NetworkInView): readonly Field[] {
  return [
    { name: 'kind', label: 'What the payee is', kind: 'choice', choices: KINDS },
    { name: 'code', label: 'ODS code', kind: 'text', optional: true, hint: 'A practice has one.' },
    { name: 'name', label: 'Name of the payee', kind: 'text' },
    { name: 'account_holder', label: 'Name on the account', kind: 'text' },
    { name: 'sort_code', label: 'Sort code', kind: 'number', hint: 'Six digits, such as 12-34-56.' },
    { name: 'account_number', label: 'Account number', kind: 'number', hint: 'Eight digits.' },
    { name: 'from', label: 'From', kind: 'day', value: network.starts },
    { name: 'reason', label: 'Reason', kind: 'text', hint: 'Such as “First payee, agreed by all practices on 2 May”.' },
  ];
}

function check({ kind, code, sort_code: sort = '', account_number: account = '' }: FieldValues): { field: string; message: string }[] {
  const wrong = [];
  const digits = (text: string): string => text.replace(/[\s-]/g, '');
  if (kind === 'practice' && !code) wrong.push({ field: 'code', message: 'Enter the ODS code of the practice' });
  if (sort && !/^\d{6}$/.test(digits(sort))) wrong.push({ field: 'sort_code', message: 'Enter a sort code of six digits' });
  if (account && !/^\d{8}$/.test(digits(account))) wrong.push({ field: 'account_number', message: 'Enter an account number of eight digits' });
  return wrong;
}

function Account({ payee }: { readonly payee: NetworkPayee }): ReactNode {
  if (!payee.account_number) return null;
  // In pairs, as on the bank's letter that it is compared with.
  return <>{payee.account_holder}, sort code {payee.sort_code?.replace(/(..)(..)(..)/, '$1-$2-$3')}, account {payee.account_number}</>;
}

function Waiting({ network, payee, mayWrite }: { readonly network: NetworkInView; readonly payee: NetworkPayee; readonly mayWrite: boolean }): ReactNode {
  const deciding = useDecidePayee(network.id);
  const [because, setBecause] = useState('');
  const decide = (decision: 'confirmed' | 'refused') => (): void => deciding.mutate({ paper: payee.id, decision, because });
  return (
    <div className="nhsuk-card">
      <div className="nhsuk-card__content">
        <h3 className="nhsuk-card__heading nhsuk-heading-s">{payee.name} is proposed from {longDate(payee.from)}</h3>
        <p>{payee.reason}. Proposed by {payee.by}, {longTime(payee.at)}.</p>
        <p><Account payee={payee} /></p>
        {payee.mine && <p>A second person of the network must confirm it.</p>}
        {!payee.mine && mayWrite && (
          <>
            {deciding.isError && <ProblemNotice problem={problemOf(deciding.error)} />}
            <TextInput
              id={`because-${payee.id}`}
              label="How you compared the account"
              hint="Such as “With the bank’s letter of 3 May”."
              value={because}
              onChange={(event) => setBecause(event.currentTarget.value)}
            />
            <Button busy={deciding.isPending} onClick={decide('confirmed')}>Confirm this payee</Button>{' '}
            <Button kind="secondary" busy={deciding.isPending} onClick={decide('refused')}>Refuse it</Button>
          </>
        )}
      </div>
    </div>
  );
}

export function PayeeSection({ network, people, mayWrite }: { readonly network: NetworkInView; readonly people: NetworkPeople; readonly mayWrite: boolean }): ReactNode {
  const proposing = useProposePayee(network.id);
  const current = people.payees.find(({ id }) => id === people.payee);
  const propose = (values: FieldValues): Promise<boolean> => {
    const { code, ...rest } = values;
    return proposing.mutateAsync({ ...rest, ...(code && { code }) } as unknown as ProposedPayee).then(() => true, () => false);
  };
  return (
    <section aria-labelledby="payee">
      <h2 id="payee" className="nhsuk-heading-m">Payee</h2>
      {current
        ? <p><strong>{current.name}</strong> receives the network’s money from {longDate(current.from)}. <Account payee={current} /></p>
        : <p>No payee is confirmed. All money of the network goes to exactly one practice or provider.</p>}
      {people.payees.filter(({ state }) => state === 'proposed').map((payee) => (
        <Waiting key={payee.id} network={network} payee={payee} mayWrite={mayWrite} />
      ))}
      {mayWrite && (
        <FoldedForm title="Propose a payee">
          <FieldForm
            id="payee-form" fields={fields(network)} action="Propose this payee" busy={proposing.isPending} check={check}
            problem={proposing.isError ? problemOf(proposing.error) : undefined} onSubmit={propose}
          />
        </FoldedForm>
      )}
    </section>
  );
}
