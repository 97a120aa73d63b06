// Who looked at which practice's patients, and who sent or read what of the practice: for those who
// watch over data. Reading this is an entry of it too.
import { Select, TextInput } from 'nhsuk-react-components';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link, useSearchParams } from 'react-router';

import type { AccessLog } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { errorOf, type FormError, FormErrors } from '../../ui/forms/form_errors';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { Paging } from '../../ui/table/paging';
import { type Column, Table } from '../../ui/table/table';
import { counted } from '../../ui/text/counts';
import { daysAfter, longDate, longTime } from '../../ui/text/dates';
import { Hidden } from '../../ui/text/hidden';
import { LeftOut } from '../sharing/left_out';
import { type AccessQuestion, useAccessLog } from './use_access_log';
import './access_log.css';

type Entry = AccessLog['entries'][number];
const DAYS_MOST = 92;

function questionOf(search: URLSearchParams): AccessQuestion {
  const question: Record<string, string> = {};
  for (const name of ['from', 'to', 'practice', 'patient']) {
    const value = search.get(name);
    if (value) question[name] = value;
  }
  return question;
}

function addressOf(question: AccessQuestion, more: Readonly<Record<string, string>> = {}): string {
  return `?${new URLSearchParams({ ...question, ...more }).toString()}`;
}

function columnsFor(question: AccessQuestion): readonly Column<Entry>[] {
  return [
    { key: 'at', heading: 'When', cell: ({ at }) => <span className="pcn-nowrap">{longTime(at)}</span> },
    {
      key: 'who',
      heading: 'Who',
      names: true,
      cell: ({ username, role }) => <>{username}{role && <span className="pcn-access-log__more">{role}</span>}</>,
    },
    { key: 'organisation', heading: 'For', cell: (entry) => entry.organisation_name || 'Whoever runs the server' },
    {
      key: 'what',
      heading: 'What',
      cell: ({ action_words: words, detail }) => <>{words}{detail && <span className="pcn-access-log__more">{detail}</span>}</>,
    },
    {
      key: 'of',
      heading: 'Of',
      cell: ({ practices, patient, number }) => (
        <>
          {practices.map(({ practice, patients }) => (
            <span className="pcn-access-log__of" key={practice.ods_code}>
              {patients > 0 ? `${counted(patients, 'patient')} of ` : ''}{practice.name}
            </span>
          ))}
          {patient && !question.patient && (
            <Link className="pcn-no-print" to={addressOf({ ...question, patient })}>
              Who else looked at this patient<Hidden>, entry {number}</Hidden>
            </Link>
          )}
        </>
      ),
    },
  ];
}

function mistakesIn(from: string, to: string): readonly FormError[] {
  if (!from || !to) return [{ field: from ? 'to' : 'from', message: 'Enter the first and the last day' }];
  if (from > to) return [{ field: 'from', message: 'Enter a first day that is not after the last' }];
  if (daysAfter(from, DAYS_MOST) <= to) return [{ field: 'from', message: `Choose at most ${DAYS_MOST} days` }];
  return [];
}

function Choice({ log }: { readonly log: AccessLog }): ReactNode {
  const [search, setSearch] = useSearchParams();
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [turn, setTurn] = useState(0);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const value = (name: string): string => String(form.get(name) ?? '').trim();
    const mistakes = mistakesIn(value('from'), value('to'));
    setErrors(mistakes);
    setTurn(turn + 1);
    if (mistakes.length > 0) return;
    const next = new URLSearchParams(search);
    next.delete('page');
    for (const name of ['from', 'to', 'practice']) {
      if (value(name)) next.set(name, value(name));
      else next.delete(name);
    }
    setSearch(next);
  };
  return (
    <form className="pcn-filters pcn-access-log__choice pcn-no-print" aria-label="Which entries" onSubmit={submit} noValidate>
      <FormErrors errors={errors} turn={turn} />
      <TextInput id="from" name="from" type="date" label="From" defaultValue={log.from} {...errorOf(errors, 'from')} />
      <TextInput id="to" name="to" type="date" label="To, with this day" defaultValue={log.to} {...errorOf(errors, 'to')} />
      <Select id="practice" name="practice" label="Practice" defaultValue={search.get('practice') ?? ''}>
        <option value="">{log.practices.length === 1 ? 'The only one' : `All ${log.practices.length}`}</option>
        {log.practices.map(({ ods_code, name }) => <option key={ods_code} value={ods_code}>{name}</option>)}
      </Select>
      <Button type="submit" kind="secondary">Show these entries</Button>
    </form>
  );
}

function Entries({ log, question }: { readonly log: AccessLog; readonly question: AccessQuestion }): ReactNode {
  const days = { ...question, from: log.from, to: log.to };
  const { patient: _, ...everybody } = question;
  return (
    <>
      <p>
        {counted(log.total, 'entry', 'entries')} from {longDate(log.from)} to {longDate(log.to)}
        {question.patient && <> about one patient. <Link to={addressOf(everybody)}>Show everybody</Link></>}
        {!question.patient && '.'}
      </p>
      {log.total === 0 ? (
        <Empty why="Nobody looked in these days." next="Choose other days." />
      ) : (
        <>
          <p className="pcn-no-print">
            Take these entries as{' '}
            <a href={`/api/access-log/export${addressOf(days, { format: 'xlsx' })}`} download>Excel</a> or{' '}
            <a href={`/api/access-log/export${addressOf(days, { format: 'csv' })}`} download>CSV</a>.
          </p>
          <Table
            compact
            caption={`Who looked from ${longDate(log.from)} to ${longDate(log.to)}`}
            captionHidden
            columns={columnsFor(question)}
            rows={log.entries}
            rowKey={({ number }) => String(number)}
          />
          <Paging
            page={log.page}
            pages={Math.ceil(log.total / log.page_size)}
            pageAt={(number) => addressOf(question, { page: String(number) })}
            of="entries"
          />
        </>
      )}
    </>
  );
}

export function AccessLogPage(): ReactNode {
  const [search] = useSearchParams();
  const question = questionOf(search);
  const page = Math.max(1, Number(search.get('page') ?? '1') || 1);
  return (
    <Page title="Who looked">
      <p>
        Who read or changed what of a practice’s patients, the latest first. Nobody is named here but those who looked.
        Reading this page is an entry too.
      </p>
      <LeftOut want="read_audit" />
      <WhenReady of={loaded(useAccessLog(question, page))} what="the entries">
        {(log) =>
          log.practices.length === 0 ? (
            <Empty
              why="No practice shares its audit entries with your organisation."
              next="A data-sharing agreement for assurance that names audit entries opens this page."
            />
          ) : (
            <>
              <Choice key={`${log.from} ${log.to}`} log={log} />
              <Entries log={log} question={question} />
            </>
          )
        }
      </WhenReady>
    </Page>
  );
}
