// One practice as at a day: its network, its list, and what the directory says of it.
import type { ReactNode } from 'react';
import { useParams } from 'react-router';

import type { RegisterPractice } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { Table } from '../../ui/table/table';
import { count } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { DayChoice } from './day_choice';
import { DayLink } from './day_link';
import { Fact, History, sourceText } from './organisation_parts';
import { useDay, useRegisterPractice } from './use_register';
import './register.css';

const STANDINGS: Readonly<Record<RegisterPractice['standing'], string>> = {
  member: 'Member of a network',
  unallocated: 'In no network',
  not_counted: 'Not counted as a practice on this day',
};

type Band = NonNullable<NonNullable<RegisterPractice['list']>['bands']>[number];

interface AgeRow {
  readonly band: string;
  readonly female: number | undefined;
  readonly male: number | undefined;
}

/** "0_4" is "0 to 4"; the bands come youngest first. */
export function rowsByAge(bands: readonly Band[]): readonly AgeRow[] {
  const of = (sex: string, band: string): number | undefined =>
    bands.find((one) => one.sex === sex && one.band === band)?.patients;
  const names = [...new Set(bands.map(({ band }) => band))].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  return names.map((band) => ({ band: band.replace('_', ' to '), female: of('FEMALE', band), male: of('MALE', band) }));
}

function ListByAge({ bands }: { readonly bands: readonly Band[] }): ReactNode {
  if (bands.length === 0) return null;
  const cell = (value: number | undefined): string => (value === undefined ? 'No data' : count(value));
  return (
    <Table
      compact
      caption="List by age and sex"
      columns={[
        { key: 'band', heading: 'Age', names: true, cell: (row) => row.band },
        { key: 'female', heading: 'Female', numeric: true, cell: (row) => cell(row.female) },
        { key: 'male', heading: 'Male', numeric: true, cell: (row) => cell(row.male) },
      ]}
      rows={rowsByAge(bands)}
      rowKey={(row) => row.band}
    />
  );
}

function Profile({ practice }: { readonly practice: RegisterPractice }): ReactNode {
  const { list, directory } = practice;
  return (
    <>
      <dl className="nhsuk-summary-list">
        <Fact name="Standing">{STANDINGS[practice.standing]}</Fact>
        <Fact name="Network">
          {practice.network ? (
            <DayLink to={`/register/networks/${practice.network}`}>
              {practice.network_name || practice.network}
            </DayLink>
          ) : (
            'None'
          )}
        </Fact>
        <Fact name="Member since">{practice.member_since && longDate(practice.member_since)}</Fact>
        <Fact name="Commissioner">
          {practice.commissioner && `${practice.commissioner_name} (${practice.commissioner})`}
        </Fact>
        <Fact name="List size">
          {list && `${count(list.patients)} on ${longDate(list.extracted)}`}
        </Fact>
        <Fact name="Postcode">{practice.postcode}</Fact>
        {directory && (
          <>
            <Fact name="Directory">
              {`${directory.status}, opened ${directory.opened ? longDate(directory.opened) : 'on a day not known'}`}
              {directory.closed && `, closed ${longDate(directory.closed)}`}
            </Fact>
            <Fact name="Address">{directory.address}</Fact>
            <Fact name="Telephone">{directory.telephone}</Fact>
          </>
        )}
        <Fact name="Source">{sourceText(practice.source)}</Fact>
      </dl>
      <ListByAge bands={list?.bands ?? []} />
      <History rows={practice.history} />
    </>
  );
}

export function RegisterPracticePage(): ReactNode {
  const { code = '' } = useParams();
  const practice = loaded(useRegisterPractice(code, useDay()));
  return (
    <WhenReady of={practice} what="the practice">
      {(ready) => (
        <Page title={ready.name || ready.code} caption={`Practice ${ready.code}`}>
          <p className="pcn-no-print"><DayLink to="/register">Register of England</DayLink></p>
          <DayChoice asAt={ready.as_at} isOnlyRead />
          <Profile practice={ready} />
        </Page>
      )}
    </WhenReady>
  );
}
