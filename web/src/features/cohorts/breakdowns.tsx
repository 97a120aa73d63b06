// The people of a count by practice, age and sex, and deprivation, and the definitions of the text.
import type { ReactNode } from 'react';

import type { CohortCount } from '../../api/types';
import { Figure } from '../../ui/charts/figure';
import { Pyramid } from '../../ui/charts/pyramid';
import { Empty } from '../../ui/notices/notices';
import { BarCell } from '../../ui/table/bar_cell';
import { Table } from '../../ui/table/table';
import { ageLabel } from '../population/charts';
import { people, share } from './disclosed';

interface Props {
  readonly count: CohortCount;
}

function largest(shares: readonly number[]): number {
  return Math.max(...shares.filter(Number.isFinite), 0);
}

function shareOf({ people: part, of }: { readonly people: number; readonly of: number }): number {
  return of === 0 ? 0 : part / of;
}

export function practiceHeadline({ by_practice: rows, disclosure }: CohortCount): string {
  const known = rows.filter(({ of }) => of > 0);
  const [first] = known;
  if (!first || known.length < 2) return 'How many people at each practice';
  const most = known.reduce((best, row) => (shareOf(row) > shareOf(best) ? row : best), first);
  const least = known.reduce((best, row) => (shareOf(row) < shareOf(best) ? row : best), first);
  if (most.people === 0 && disclosure === 'small_numbers_suppressed') return 'Too few people to say at every practice';
  if (shareOf(most) === shareOf(least)) return 'The share is the same at every practice';
  return `From ${share(least.people, least.of, disclosure)} of people at ${least.practice.name} to ${share(most.people, most.of, disclosure)} at ${most.practice.name}`
    .replace('From Not known of people at', 'From too few to say at');
}

export function ByPractice({ count }: Props): ReactNode {
  const { by_practice: rows, disclosure } = count;
  const most = largest(rows.map(shareOf));
  return (
    <section aria-labelledby="by-practice">
      <h3 className="nhsuk-heading-m" id="by-practice">By practice</h3>
      <p className="pcn-figure__headline">{practiceHeadline(count)}</p>
      <Table
        compact
        caption="People by practice; the bar is the share of the practice's people"
        captionHidden
        columns={[
          {
            key: 'practice',
            heading: 'Practice',
            names: true,
            cell: (row) => <BarCell value={shareOf(row)} of={most}>{row.practice.name}</BarCell>,
          },
          { key: 'people', heading: 'People', numeric: true, cell: (row) => people(row.people, disclosure) },
          { key: 'of', heading: 'Of', numeric: true, cell: (row) => people(row.of, disclosure) },
          { key: 'share', heading: 'Share', numeric: true, cell: (row) => share(row.people, row.of, disclosure) },
          { key: 'unknown', heading: 'Record does not say', numeric: true, cell: (row) => people(row.unknown, disclosure) },
        ]}
        rows={rows}
        rowKey={({ practice }) => practice.ods_code}
      />
      <p className="pcn-quiet">
        Bars are shares of each practice's people. Differences may come from who lives there and from how
        a practice records, not only from its care.
      </p>
    </section>
  );
}

type Band = CohortCount['by_age_band'][number];

function all({ female, male, other }: Band['people']): number {
  return female + male + other;
}

/** "From 40 to 44" of ages that anybody is in: the bands between the youngest and the oldest. */
function bandsWithPeople(bands: readonly Band[]): readonly Band[] {
  const filled = bands.map((band) => all(band.people) > 0);
  const first = filled.indexOf(true);
  return first < 0 ? [] : bands.slice(first, filled.lastIndexOf(true) + 1);
}

export function ageHeadline({ by_age_band: bands }: CohortCount): string {
  const known = bands.filter(({ label }) => /^\d/.test(label));
  const total = known.reduce((sum, band) => sum + all(band.people), 0);
  const [first] = known;
  if (!first || total === 0) return 'Nobody to show by age';
  const most = known.reduce((best, band) => (all(band.people) > all(best.people) ? band : best), first);
  const older = known
    .filter(({ label }) => Number.parseInt(label, 10) >= 65)
    .reduce((sum, band) => sum + all(band.people), 0);
  return `The largest group is aged ${ageLabel(most.label)}; ${((older / total) * 100).toFixed(0)}% are 65 or over`;
}

export function ByAge({ count }: Props): ReactNode {
  const { by_age_band: bands, disclosure, as_at } = count;
  const headline = ageHeadline(count);
  const shown = bandsWithPeople(bands.filter(({ label }) => /^\d/.test(label)));
  const others = bands.reduce((sum, band) => sum + band.people.other, 0);
  return (
    <section aria-labelledby="by-age">
      <h3 className="nhsuk-heading-m" id="by-age">By age and sex</h3>
      {shown.length === 0 ? (
        <Empty why="The numbers are too small to show by age." />
      ) : (
        <Figure
          headline={headline}
          picture={
            <Pyramid
              bands={shown.map((band) => ({ label: ageLabel(band.label), female: band.people.female, male: band.people.male }))}
              summary={`${headline}. The table below has every number.`}
            />
          }
          source="records that practices sent"
          asAt={as_at}
          table={
            <Table
              compact
              caption="People by age and sex"
              columns={[
                { key: 'age', heading: 'Age', names: true, cell: (band) => ageLabel(band.label) },
                { key: 'female', heading: 'Female', numeric: true, cell: (band) => people(band.people.female, disclosure) },
                { key: 'male', heading: 'Male', numeric: true, cell: (band) => people(band.people.male, disclosure) },
                { key: 'other', heading: 'Other or not known', numeric: true, cell: (band) => people(band.people.other, disclosure) },
                { key: 'share', heading: 'Share of this age', numeric: true, cell: (band) => share(all(band.people), all(band.of), disclosure) },
              ]}
              rows={bands}
              rowKey={({ label }) => label}
            />
          }
        >
          {others > 0 && <p className="pcn-quiet">{people(others, disclosure)} people of other or unknown sex are in the table only.</p>}
        </Figure>
      )}
    </section>
  );
}

export function deprivationHeadline({ by_deprivation_decile: rows, disclosure }: CohortCount): string {
  const inFifth = (deciles: readonly number[]): { readonly people: number; readonly of: number } =>
    rows
      .filter(({ decile }) => decile !== undefined && deciles.includes(decile))
      .reduce((sum, row) => ({ people: sum.people + row.people, of: sum.of + row.of }), { people: 0, of: 0 });
  const most = inFifth([1, 2]);
  const least = inFifth([9, 10]);
  if (most.of === 0 || least.of === 0) return 'People by deprivation of their area';
  if (most.people + least.people === 0 && disclosure === 'small_numbers_suppressed') return 'Too few people to compare the ends';
  return `${share(most.people, most.of, disclosure)} of people in the most deprived fifth of areas, ${share(least.people, least.of, disclosure)} in the least deprived`
    .replaceAll('Not known', 'too few to say');
}

export function ByDeprivation({ count }: Props): ReactNode {
  const { by_deprivation_decile: rows, disclosure } = count;
  const most = largest(rows.map(shareOf));
  const isKnown = rows.some(({ decile, of }) => decile !== undefined && of > 0);
  return (
    <section aria-labelledby="by-deprivation">
      <h3 className="nhsuk-heading-m" id="by-deprivation">By deprivation</h3>
      {!isKnown ? (
        <Empty why="No practice has sent the area in which these people live." />
      ) : (
        <>
          <p className="pcn-figure__headline">{deprivationHeadline(count)}</p>
          <Table
            compact
            caption="People by deprivation of their area; the bar is the share of the people there"
            captionHidden
            columns={[
              {
                key: 'decile',
                heading: 'Tenth of areas',
                names: true,
                cell: (row) => <BarCell value={shareOf(row)} of={most}>{row.label}</BarCell>,
              },
              { key: 'people', heading: 'People', numeric: true, cell: (row) => people(row.people, disclosure) },
              { key: 'of', heading: 'Of', numeric: true, cell: (row) => people(row.of, disclosure) },
              { key: 'share', heading: 'Share', numeric: true, cell: (row) => share(row.people, row.of, disclosure) },
            ]}
            rows={rows}
            rowKey={({ label }) => label}
          />
          <p className="pcn-quiet">Tenths of England's areas by the Index of Multiple Deprivation.</p>
        </>
      )}
    </section>
  );
}

export function ByDefinition({ count }: Props): ReactNode {
  const { definitions, disclosure } = count;
  if (definitions.length < 2) return null;
  const most = largest(definitions.map((one) => one.people ?? 0));
  return (
    <section aria-labelledby="by-definition">
      <h3 className="nhsuk-heading-m" id="by-definition">Definitions of the text</h3>
      <Table
        compact
        caption="People for whom each definition of the text is true"
        captionHidden
        columns={[
          {
            key: 'name',
            heading: 'Definition',
            names: true,
            cell: (one) => (
              <BarCell value={one.people ?? 0} of={most}>
                {one.name}
                {one.name === count.definition && <strong> (counted)</strong>}
              </BarCell>
            ),
          },
          { key: 'line', heading: 'Line', numeric: true, cell: ({ line }) => line },
          {
            key: 'people',
            heading: 'People',
            numeric: true,
            cell: (one) => (one.people === undefined ? `Not counted: ${one.type}` : people(one.people, disclosure)),
          },
          {
            key: 'unknown',
            heading: 'Record does not say',
            numeric: true,
            cell: (one) => (one.unknown === undefined ? 'Not applicable' : people(one.unknown, disclosure)),
          },
        ]}
        rows={definitions}
        rowKey={({ name, line }) => `${name} ${line}`}
      />
    </section>
  );
}
