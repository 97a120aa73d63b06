// One data-sharing agreement: how it stands, its text, who signed it, and what became of it.
import { type ReactNode } from 'react';
import { useParams } from 'react-router';

import type { SharingAgreement } from '../../api/types';
import { ButtonLink } from '../../ui/forms/button';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { Table } from '../../ui/table/table';
import { longDate, longTime } from '../../ui/text/dates';
import { DayChoice } from '../register/day_choice';
import { DayLink } from '../register/day_link';
import { useMayToday } from '../register/may_today';
import { useDay } from '../register/use_register';
import { AgreementState } from './agreement_state';
import { OwnSteps } from './own_steps';
import { useAgreement } from './use_sharing';
import './sharing.css';

function Row(props: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="nhsuk-summary-list__row">
      <dt className="nhsuk-summary-list__key">{props.name}</dt>
      <dd className="nhsuk-summary-list__value">{props.children}</dd>
    </div>
  );
}

function approval(given: SharingAgreement['text']['caldicott_guardian']): string {
  return given ? `${given.name}, ${longDate(given.on)}` : 'Not given yet';
}

function Text({ of: agreement }: { readonly of: SharingAgreement }): ReactNode {
  const { text } = agreement;
  return (
    <section aria-labelledby="agreement-text">
      <h2 id="agreement-text">What is agreed</h2>
      <dl className="nhsuk-summary-list">
        <Row name="From">{longDate(text.from)}</Row>
        <Row name="To">{longDate(text.to)}, its last day</Row>
        <Row name="For">{agreement.purposes.map(({ title }) => title).join(', ')}</Row>
        <Row name="Data">{agreement.kinds.map(({ title }) => title).join(', ')}</Row>
        <Row name="Lawful basis (UK GDPR, article 6)">{text.lawful_basis || 'Not written yet'}</Row>
        <Row name="Condition for health data (article 9)">{text.special_category || 'Not written yet'}</Row>
        <Row name="Duty of confidence">{text.confidentiality || 'Not written yet'}</Row>
        <Row name="Caldicott Guardian">{approval(text.caldicott_guardian)}</Row>
        <Row name="Data protection officer">{approval(text.data_protection_officer)}</Row>
        <Row name="To be reviewed on">{text.review_on ? longDate(text.review_on) : 'Not written yet'}</Row>
        <Row name="Terms"><div className="pcn-agreement__terms">{text.terms || 'Not written yet'}</div></Row>
        <Row name="Fingerprint of this text (SHA-256)"><span className="pcn-agreement__hash">{agreement.hash}</span></Row>
      </dl>
    </section>
  );
}

type Party = SharingAgreement['parties'][number];

/** Who signed this text for a party and when; or that nobody did. */
function signatureOf(agreement: SharingAgreement, party: Party): string {
  const own = agreement.signatures.filter(({ organisation }) => organisation.ods_code === party.organisation.ods_code);
  const signature = own.find(({ counts }) => counts) ?? own.at(-1);
  if (!signature) return 'Not signed';
  const { name, role, at, how, counts } = signature;
  const when = how === 'on_paper' ? `${longDate(at.slice(0, 10))}, on paper` : longTime(at);
  const who = `${role ? `${name}, ${role}` : name}, ${when}`;
  return counts ? who : `Does not count, for the text changed since: ${who}`;
}

function partOf({ discloses, receives }: Party): string {
  if (discloses && receives) return 'Gives and receives';
  return discloses ? 'Gives' : 'Receives';
}

function Parties({ of: agreement }: { readonly of: SharingAgreement }): ReactNode {
  return (
    <Table
      compact
      caption="Parties and their signatures"
      columns={[
        { key: 'name', heading: 'Organisation', names: true, cell: ({ organisation }) => `${organisation.name} (${organisation.ods_code})` },
        { key: 'part', heading: 'Part', cell: partOf },
        { key: 'signed', heading: 'Signed', cell: (party) => signatureOf(agreement, party) },
        { key: 'stopped', heading: 'Stopped', cell: ({ stopped }) => stopped ?? 'No' },
      ]}
      rows={agreement.parties}
      rowKey={({ organisation }) => organisation.ods_code}
    />
  );
}

function Pairs({ of: agreement }: { readonly of: SharingAgreement }): ReactNode {
  return (
    <Table
      compact
      caption={`Access on ${longDate(agreement.as_at)}`}
      columns={[
        { key: 'discloser', heading: 'Patients of', names: true, cell: ({ discloser }) => discloser.name },
        { key: 'receiver', heading: 'Shared with', cell: ({ receiver }) => receiver.name },
        { key: 'access', heading: 'Access', cell: ({ reason }) => (reason === '' ? 'Yes' : `None. ${reason}`) },
      ]}
      rows={agreement.pairs}
      rowKey={({ discloser, receiver }) => `${discloser.ods_code} ${receiver.ods_code}`}
    />
  );
}

function History({ of: agreement }: { readonly of: SharingAgreement }): ReactNode {
  return (
    <>
      {agreement.stops.length > 0 && (
        <Table
          compact
          caption="Suspensions and ends"
          columns={[
            { key: 'who', heading: 'For', names: true, cell: ({ organisation }) => organisation.name },
            { key: 'kind', heading: 'What', cell: ({ kind }) => kind },
            { key: 'reason', heading: 'Why', cell: ({ reason }) => reason },
            { key: 'by', heading: 'By', cell: ({ name }) => name },
            { key: 'at', heading: 'When', cell: ({ at }) => longTime(at) },
          ]}
          rows={agreement.stops}
          rowKey={({ organisation, at }) => `${organisation.ods_code} ${at}`}
        />
      )}
      <Table
        compact
        caption="History"
        columns={[
          { key: 'version', heading: 'Version', names: true, cell: ({ version }) => version },
          { key: 'what', heading: 'What happened', cell: ({ what }) => what },
          { key: 'by', heading: 'By', cell: ({ author }) => author },
          { key: 'at', heading: 'When', cell: ({ at }) => longTime(at) },
        ]}
        rows={agreement.history}
        rowKey={({ version }) => String(version)}
      />
    </>
  );
}

export function AgreementPage(): ReactNode {
  const { agreement: id = '' } = useParams();
  const may = useMayToday();
  const day = useDay();
  const found = loaded(useAgreement(id, day));
  const title = found.state === 'ready' ? found.value.title : 'Data-sharing agreement';
  return (
    <Page title={title} caption={<DayLink to="/sharing">Data sharing</DayLink>}>
      <WhenReady of={found} what="the agreement">
        {(ready) => (
          <>
            <p>
              <AgreementState state={ready.state} />{' '}
              {ready.lapses_soon && <strong className="nhsuk-tag nhsuk-tag--yellow">Lapses soon</strong>}
            </p>
            <DayChoice asAt={ready.as_at} />
            {ready.missing.length > 0 && (
              <div className="nhsuk-inset-text">
                <p>Nobody can sign yet:</p>
                <ul>{ready.missing.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
              </div>
            )}
            {may('sharing.manage') && <OwnSteps agreement={ready} />}
            <Pairs of={ready} />
            <Parties of={ready} />
            <Text of={ready} />
            {may('sharing.manage') && <ButtonLink kind="secondary" to={`/sharing/${ready.id}/change`}>Change the text</ButtonLink>}
            <History of={ready} />
          </>
        )}
      </WhenReady>
    </Page>
  );
}
