// Where a network's agreement stands: what is missing, who signed exactly this text, and what each
// reader can do about it.
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';

import { problemOf } from '../../../api/problem';
import type { AgreementInView } from '../../../api/types';
import { Button, ButtonLink } from '../../../ui/forms/button';
import { loaded } from '../../../ui/loaded';
import { ProblemNotice, WhenReady } from '../../../ui/notices/notices';
import { type Column, Table } from '../../../ui/table/table';
import { counted, listed } from '../../../ui/text/counts';
import { longDate, longTime } from '../../../ui/text/dates';
import { DayChoice } from '../../register/day_choice';
import { atDay, useDay } from '../../register/use_register';
import { useMay, useSession } from '../../session/session';
import { NetworkFrame } from '../network_frame';
import { type AgreementPart, isFilled, partsOf, signedCount } from './parts';
import { SignatureTable } from './signatures';
import { useAgreement, useConfirmAgreement } from './use_agreement';
import './agreement.css';

/** Where it stands, in one sentence, with the one next step. */
export function standingWords({ version, standing, confirmations }: AgreementInView): string {
  const initial = standing.missing.filter(({ needed }) => needed === 'initial').length;
  const again = standing.members.filter(({ state }) => state === 'signed_earlier').map(({ code }) => code);
  const open = standing.members.filter(({ state }) => state === 'not_signed' || state === 'partly_signed').map(({ code }) => code);
  if (standing.is_complete) return `The agreement is complete: every practice has signed this text, and it was confirmed to the commissioner on ${longDate(standing.confirmed_on)}.`;
  if (version === 0) return 'Nothing is written yet. Begin with Schedule 1.';
  if (standing.is_ready_to_confirm) return 'Everything is filled and every practice has signed. Confirm it to the commissioner.';
  if (standing.members_not_named.length + standing.named_but_not_members.length > 0) return 'The members have changed since the text was saved. Open a schedule and save it again, so that the text names the members of today; then everybody signs.';
  if (initial > 0) return `Before anybody can sign, ${counted(initial, 'answer')} ${initial === 1 ? 'is' : 'are'} missing.`;
  if (again.length > 0) return `The text was changed after practices signed it. ${listed([...again])} must sign again.`;
  if (open.length > 0) return `Ready to sign as an initial agreement. ${listed([...open])} ${open.length === 1 ? 'has' : 'have'} not signed.`;
  return `Every practice has signed. It is enough for a registration; ${counted(standing.missing.length, 'answer')} must follow before the network can go live or be paid.${confirmations.length > 0 ? ' The text confirmed before was changed.' : ''}`;
}

interface PartRow extends AgreementPart {
  readonly missing: number;
  readonly isBegun: boolean;
}

function rowsFor(seen: AgreementInView): readonly PartRow[] {
  return partsOf(seen.form).map((part) => ({
    ...part,
    missing: seen.standing.missing.filter(({ field }) => part.fields.some(({ id }) => id === field)).length,
    isBegun: part.fields.some(({ id }) => isFilled(seen.agreement.values[id])),
  }));
}

function Parts({ seen }: { readonly seen: AgreementInView }): ReactNode {
  const day = useDay();
  const base = `/my-networks/${seen.network}/agreement/parts`;
  const columns: readonly Column<PartRow>[] = [
    { key: 'title', heading: 'Part', names: true, cell: ({ id, title }) => <Link to={atDay(`${base}/${id}`, day)}>{title}</Link> },
    {
      key: 'state', heading: 'State',
      cell: ({ missing, isBegun }) =>
        missing === 0
          ? <strong className="nhsuk-tag nhsuk-tag--green">Complete</strong>
          : <strong className={`nhsuk-tag nhsuk-tag--${isBegun ? 'blue' : 'grey'}`}>{isBegun ? 'Begun' : 'Not begun'}</strong>,
    },
    { key: 'missing', heading: 'Missing', cell: ({ missing }) => (missing === 0 ? 'Nothing' : counted(missing, 'answer')) },
  ];
  return (
    <>
      <Table caption="Clauses and schedules" columns={columns} rows={rowsFor(seen)} rowKey={({ id }) => id} />
      <p><Link to={atDay(`${base}/more`, day)}>{seen.agreement.more_schedules.length === 0 ? 'Schedules of your own: none' : counted(seen.agreement.more_schedules.length, 'schedule of your own', 'schedules of your own')}</Link></p>
    </>
  );
}

function Confirmation({ seen }: { readonly seen: AgreementInView }): ReactNode {
  const may = useMay();
  const day = useDay();
  const confirmation = useConfirmAgreement(seen.network);
  const { saved, standing, confirmations } = seen;
  return (
    <>
      {confirmation.isError && <ProblemNotice problem={problemOf(confirmation.error)} />}
      {standing.is_ready_to_confirm && !standing.confirmed_on && saved && !day.as_at && may('networks.form') && (
        <Button busy={confirmation.isPending} onClick={() => confirmation.mutate(saved.hash)}>Confirm to the commissioner</Button>
      )}
      {confirmations.length > 0 && (
        <ul>
          {confirmations.map((each) => (
            <li key={`${each.version} ${each.on}`}>
              Version {each.version} was confirmed to the commissioner on {longDate(each.on)} by {each.by} ({each.organisation}){each.counts ? '.' : '; the text was changed since.'}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Actions({ seen }: { readonly seen: AgreementInView }): ReactNode {
  const may = useMay();
  const day = useDay();
  const { organisation } = useSession();
  const { version, standing, network } = seen;
  const own = standing.members.find(({ code }) => code === organisation.ods_code);
  const maySign = may('networks.sign') && !day.as_at && version > 0 && own && own.state !== 'signed' && !standing.missing.some(({ needed }) => needed === 'initial');
  return (
    <div className="pcn-actions pcn-no-print">
      {maySign && <ButtonLink to={`/my-networks/${network}/agreement/sign`}>Read and sign for {own.name ?? own.code}</ButtonLink>}
      {version > 0 && <a href={atDay(`/api/networks/${network}/agreement/document`, day)} download>Save for print or PDF</a>}
      {version > 0 && <Link to={atDay(`/my-networks/${network}/agreement/versions`, day)}>Versions and what changed</Link>}
    </div>
  );
}

function Overview({ seen }: { readonly seen: AgreementInView }): ReactNode {
  const [search] = useSearchParams();
  const may = useMay();
  const day = useDay();
  const { version, saved, form, form_note: note, newer_form: newer, standing } = seen;
  const said = search.get('said');
  return (
    <>
      {said === 'signed' && signedCount(seen) > 0 && <p className="nhsuk-inset-text">Your signature is recorded.</p>}
      {said === 'saved' && <p className="nhsuk-inset-text">Saved as version {version}.</p>}
      <div className={standing.is_complete ? 'nhsuk-inset-text' : 'nhsuk-warning-callout'}>
        <h2 className={standing.is_complete ? 'nhsuk-heading-s' : 'nhsuk-warning-callout__label'}>{standing.is_complete ? 'Complete' : 'Not complete yet'}</h2>
        <p>{standingWords(seen)}</p>
      </div>
      <Actions seen={seen} />
      <Confirmation seen={seen} />
      <Parts seen={seen} />
      {version > 0 && <SignatureTable seen={seen} />}
      {saved && (
        <p className="pcn-quiet">
          Version {saved.version}, saved by {saved.author} ({saved.organisation}) on {longTime(saved.at)}. Fingerprint of the text:{' '}
          <code className="pcn-fingerprint">{saved.hash}</code>
        </p>
      )}
      {newer && !day.as_at && may('networks.form') && (
        <p><Link to={`/my-networks/${seen.network}/agreement/next-form`}>Carry the agreement over to the {newer.title}</Link></p>
      )}
      <p className="pcn-quiet">{form.title}. {note} {form.assurance}</p>
    </>
  );
}

export function AgreementPage(): ReactNode {
  return (
    <NetworkFrame title="Network agreement" asAt={useDay().as_at}>
      {({ id }) => <AgreementOf network={id} />}
    </NetworkFrame>
  );
}

function AgreementOf({ network }: { readonly network: string }): ReactNode {
  const day = useDay();
  return (
    <WhenReady of={loaded(useAgreement(network, day))} what="the agreement">
      {(seen) => (
        <>
          <DayChoice asAt={seen.as_at} />
          <Overview seen={seen} />
        </>
      )}
    </WhenReady>
  );
}
