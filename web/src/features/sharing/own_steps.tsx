// What somebody may do for their own organisation: sign the text that they read, or stop it at once.
import { TextInput } from 'nhsuk-react-components';
import { type FormEvent, type ReactNode, useState } from 'react';

import { problemOf } from '../../api/problem';
import type { SharingAgreement } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { errorOf, type FormError, FormErrors } from '../../ui/forms/form_errors';
import { useAnnounce } from '../../ui/notices/announcer';
import { ProblemNotice } from '../../ui/notices/notices';
import { type AgreementStop, useSignAgreement, useStopAgreement } from './use_sharing';

type Party = SharingAgreement['parties'][number];

const SAID = { suspended: 'Suspended', resumed: 'Resumed', ended: 'Ended' } as const;

function Stopping({ agreement, own }: { readonly agreement: SharingAgreement; readonly own: Party }): ReactNode {
  const stop = useStopAgreement(agreement.id);
  const announce = useAnnounce();
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [turn, setTurn] = useState(0);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const pressed = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null;
    const kind = (pressed?.value ?? 'suspended') as AgreementStop['kind'];
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
    setTurn(turn + 1);
    if (!reason) {
      setErrors([{ field: 'reason', message: 'Say why, for the other parties' }]);
      return;
    }
    setErrors([]);
    stop.mutate({ kind, reason }, { onSuccess: () => announce(`${SAID[kind]} for ${own.organisation.name}.`) });
  };
  if (own.stopped === 'ended') return <p>{own.organisation.name} has ended this agreement for good.</p>;
  const suspended = own.stopped === 'suspended';
  return (
    <details className="nhsuk-details" open={suspended}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">
          {suspended ? `Resume or end it for ${own.organisation.name}` : `Suspend or end it for ${own.organisation.name}`}
        </span>
      </summary>
      <div className="nhsuk-details__text">
        {stop.isError && <ProblemNotice problem={problemOf(stop.error)} />}
        <form onSubmit={submit} noValidate>
          <FormErrors errors={errors} turn={turn} />
          <TextInput id="reason" name="reason" label="Reason" hint="The other parties read it. Name no patient." {...errorOf(errors, 'reason')} />
          {suspended ? (
            <Button type="submit" value="resumed" busy={stop.isPending}>Resume</Button>
          ) : (
            <Button type="submit" kind="warning" value="suspended" busy={stop.isPending}>Suspend from this moment</Button>
          )}{' '}
          <Button type="submit" kind="secondary" value="ended" busy={stop.isPending}>End for good</Button>
        </form>
      </div>
    </details>
  );
}

function Signing({ agreement, own }: { readonly agreement: SharingAgreement; readonly own: Party }): ReactNode {
  const sign = useSignAgreement(agreement.id);
  const announce = useAnnounce();
  if (own.signature === 'counts') return <p>{own.organisation.name} has signed this text.</p>;
  if (agreement.missing.length > 0) return null;
  return (
    <>
      {own.signature === 'of_earlier_text' && <p>The text changed since {own.organisation.name} signed it, so that signature does not count.</p>}
      {sign.isError && <ProblemNotice problem={problemOf(sign.error)} />}
      <Button busy={sign.isPending} onClick={() => sign.mutate(agreement.hash, { onSuccess: () => announce(`Signed for ${own.organisation.name}.`) })}>
        Sign this text for {own.organisation.name}
      </Button>
    </>
  );
}

export function OwnSteps({ agreement }: { readonly agreement: SharingAgreement }): ReactNode {
  const own = agreement.parties.find((party) => party.own);
  if (!own) return null;
  return (
    <section className="pcn-no-print" aria-label="For your organisation">
      <Signing agreement={agreement} own={own} />
      {agreement.signatures.length > 0 && <Stopping agreement={agreement} own={own} />}
    </section>
  );
}
