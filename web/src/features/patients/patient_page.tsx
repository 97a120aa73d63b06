// What one needs to know about a person before a review.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';

import { answer, client } from '../../api/client';
import type { PatientSummary } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { Table } from '../../ui/table/table';
import { bannerDate, longDate, longTime } from '../../ui/text/dates';
import { Hidden } from '../../ui/text/hidden';
import { useMay } from '../session/session';
import { taskPath, whyPath, worklistPath } from '../worklists/worklist_address';
import { Entries } from './entries';
import { PatientBanner } from './patient_banner';
import './patients.css';

function usePatient(patient: string): UseQueryResult<PatientSummary> {
  return useQuery({
    queryKey: ['patient', patient],
    queryFn: () => answer(client.GET('/api/patients/{patient}', { params: { path: { patient } } })),
  });
}

const STATES: Readonly<Record<PatientSummary['worklists'][number]['state'], string>> = {
  open: 'On the list',
  claimed: 'On the list, claimed',
  snoozed: 'Snoozed',
  excluded: 'Excluded',
  done: 'Done',
  not_on_list: 'Not on the list',
};

function Lists({ summary }: { readonly summary: PatientSummary }): ReactNode {
  const may = useMay();
  const patient = summary.identity.id;
  if (summary.worklists.length === 0) return <Empty why="There is no worklist that your role works on." />;
  return (
    <ul className="pcn-patient-lists">
      {summary.worklists.map((list) => {
        const isOpen = list.state === 'open' || list.state === 'claimed';
        return (
          <li key={list.worklist}>
            <h3 className="nhsuk-heading-xs">
              <Link to={worklistPath(list.worklist)}>{list.title}</Link>: {STATES[list.state].toLowerCase()}
            </h3>
            {list.reasons.length > 0 && (
              <ul>{list.reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>
            )}
            <div className="pcn-list-tools pcn-no-print">
              <Link to={whyPath(patient, list.definition)}>
                {list.state === 'not_on_list' ? 'Why not?' : 'Why?'}
                <Hidden>{list.title}</Hidden>
              </Link>
              {isOpen && may('worklists.act') && (
                <Link to={taskPath(list.worklist, patient, 'outcome')}>
                  Record outcome<Hidden>for {list.title}</Hidden>
                </Link>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Recorded({ summary }: { readonly summary: PatientSummary }): ReactNode {
  if (summary.recorded.length === 0) {
    return <Empty why="The network has recorded nothing about this person yet." />;
  }
  return (
    <Table
      compact
      caption="Recorded by the network"
      captionHidden
      columns={[
        { key: 'when', heading: 'Date', cell: ({ entry }) => <span className="pcn-nowrap">{bannerDate(entry.date)}</span> },
        { key: 'what', heading: 'Entry', cell: ({ entry }) => [entry.term, entry.value].filter(Boolean).join(': ') },
        { key: 'by', heading: 'Recorded by', cell: (row) => row.recorded_by_role },
        { key: 'at', heading: 'Recorded', cell: (row) => longTime(row.recorded_at) },
        { key: 'sent', heading: 'Back at the practice', cell: (row) => (row.sent ? 'Sent' : 'Waiting to be sent') },
      ]}
      rows={summary.recorded}
      rowKey={(row) => `${row.recorded_at} ${row.entry.code} ${row.entry.term}`}
    />
  );
}

function Section(props: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section className="pcn-section">
      <h2 className="nhsuk-heading-m">{props.title}</h2>
      {props.children}
    </section>
  );
}

function Summary({ summary }: { readonly summary: PatientSummary }): ReactNode {
  const { identity } = summary;
  return (
    <>
      <PatientBanner patient={identity} asAt={summary.as_at} />
      <Page title="Patient summary">
        <p className="pcn-quiet">
          As at {longDate(summary.as_at)}.
          {summary.freshness &&
            ` Data of ${summary.freshness.practice.name} up to ${longDate(summary.freshness.data_to)}.`}{' '}
          This is not the whole record: look in the practice's system for the rest.
        </p>
        <div className="pcn-columns pcn-columns--wide-first">
          <div>
            <Section title="Conditions">
              <Entries caption="Conditions" entries={summary.conditions} none="No condition is recorded." />
            </Section>
            <Section title="Medicines">
              <Entries caption="Medicines" entries={summary.medicines} none="No current medicine is recorded." />
            </Section>
            <Section title="Latest results">
              <Entries caption="Latest results" entries={summary.results} values none="No result is recorded." />
            </Section>
          </div>
          <div>
            <Section title="Worklists"><Lists summary={summary} /></Section>
            {summary.allergies && (
              <Section title="Allergies">
                <Entries
                  caption="Allergies"
                  entries={summary.allergies}
                  none="No allergy is recorded. That does not mean that there is none."
                />
              </Section>
            )}
          </div>
        </div>
        <Section title="Recorded by the network"><Recorded summary={summary} /></Section>
      </Page>
    </>
  );
}

export function PatientPage(): ReactNode {
  const { patient = '' } = useParams();
  return (
    <WhenReady of={loaded(usePatient(patient))} what="the summary">
      {(summary) => <Summary summary={summary} />}
    </WhenReady>
  );
}
