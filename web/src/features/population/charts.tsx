// The charts of the population overview, each with the sentence that states its finding.
import type { ReactNode } from 'react';

import type { Population } from '../../api/types';
import { Bars } from '../../ui/charts/bars';
import { Figure } from '../../ui/charts/figure';
import { Pyramid } from '../../ui/charts/pyramid';
import { Empty } from '../../ui/notices/notices';
import { Table } from '../../ui/table/table';
import { count, percent } from '../../ui/text/counts';

interface Props {
  readonly population: Population;
}

type Condition = Population['conditions'][number];

const PRACTICE_RECORDS = 'records that practices sent';

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** "40 to 44" and "90 and over" of "40-44" and "90+". */
export function ageLabel(label: string): string {
  return label.replace('-', ' to ').replace('+', ' and over');
}

/** "The largest group is ..., and 18.2% are 65 or over." */
export function ageHeadline(bands: Population['age_bands']): string {
  const sizes = bands.map((band) => ({ label: ageLabel(band.label), people: band.female + band.male + band.other }));
  const all = sizes.reduce((sum, band) => sum + band.people, 0);
  const largest = sizes.reduce((best, band) => (band.people > best.people ? band : best), sizes[0] ?? { label: '', people: 0 });
  if (all === 0) return 'Nobody is registered here.';
  const older = sizes.filter(({ label }) => Number.parseInt(label, 10) >= 65).reduce((sum, band) => sum + band.people, 0);
  return `${percent(shareOf(older, all))} are aged 65 or over; the largest group is aged ${largest.label}`;
}

export function AgeAndSex({ population }: Props): ReactNode {
  const { age_bands: bands, as_at } = population;
  const headline = ageHeadline(bands);
  const others = bands.reduce((sum, band) => sum + band.other, 0);
  return (
    <section>
      <h2 className="nhsuk-heading-m">Age and sex</h2>
      <Figure
        headline={headline}
        picture={<Pyramid bands={bands.map((band) => ({ ...band, label: ageLabel(band.label) }))} summary={`${headline}. The table below has every number.`} />}
        source={PRACTICE_RECORDS}
        asAt={as_at}
        table={
          <Table
            compact
            caption="People by age and sex"
            columns={[
              { key: 'age', heading: 'Age', names: true, cell: (band) => ageLabel(band.label) },
              { key: 'female', heading: 'Female', numeric: true, cell: (band) => count(band.female) },
              { key: 'male', heading: 'Male', numeric: true, cell: (band) => count(band.male) },
              { key: 'other', heading: 'Other or not known', numeric: true, cell: (band) => count(band.other) },
            ]}
            rows={bands}
            rowKey={(band) => band.label}
          />
        }
      >
        {others > 0 && (
          <p className="pcn-quiet">{count(others)} people of other or unknown sex are in the table only.</p>
        )}
      </Figure>
    </section>
  );
}

/** How far a share is from England's, in words. */
export function comparedWithEngland(condition: Condition): string {
  const expected = expectedPeople(condition);
  if (!expected) return 'No national figure';
  const ratio = condition.people / expected;
  if (ratio > 0.95 && ratio < 1.05) return 'About as in England';
  return ratio > 1 ? `${percent(ratio - 1, 0)} more than England` : `${percent(1 - ratio, 0)} fewer than England`;
}

function expectedPeople(condition: Condition): number | undefined {
  const { expected, national_share: share, denominator } = condition;
  if (expected !== undefined) return Math.round(expected);
  return share === undefined ? undefined : Math.round(share * denominator);
}

function expectedWords(condition: Condition): string {
  const expected = expectedPeople(condition);
  return expected === undefined ? 'No data' : count(expected);
}

export function conditionsHeadline(conditions: readonly Condition[]): string {
  const below = conditions
    .filter((condition) => expectedPeople(condition) !== undefined)
    .map((condition) => ({
      title: condition.title,
      gap: (expectedPeople(condition) ?? 0) - condition.people,
    }))
    .sort((a, b) => b.gap - a.gap)[0];
  if (!below) return 'How many people have each condition';
  if (below.gap <= 0) return 'No condition is found less often than in England as a whole';
  return `${below.title} shows the largest gap: ${count(below.gap)} fewer people than England's rates would give`;
}

export function Conditions({ population }: Props): ReactNode {
  const { conditions, as_at } = population;
  const headline = conditionsHeadline(conditions);
  const sources = [...new Set(conditions.map(({ source }) => source).filter(Boolean))].join('; ');
  return (
    <section>
      <h2 className="nhsuk-heading-m">Conditions, beside what England's rates would give</h2>
      <Figure
        headline={headline}
        picture={
          <Bars
            title="People with each condition"
            summary={`${headline}. The table below has every number.`}
            bars={conditions.map((condition) => ({
              label: condition.title,
              value: condition.people,
              expected: expectedPeople(condition),
            }))}
            written={count}
            expectedMeans="expected at England's rates"
          />
        }
        source={`${PRACTICE_RECORDS}; England: ${sources || 'no national figures'}`}
        asAt={as_at}
        table={
          <Table
            compact
            caption="People with each condition"
            columns={[
              { key: 'title', heading: 'Condition', names: true, cell: (row) => row.title },
              { key: 'people', heading: 'People', numeric: true, cell: (row) => count(row.people) },
              { key: 'of', heading: 'Of people', cell: (row) => `${count(row.denominator)} ${row.denominator_label ?? 'of all ages'}` },
              { key: 'share', heading: 'Share', numeric: true, cell: (row) => percent(shareOf(row.people, row.denominator)) },
              { key: 'expected', heading: 'Expected people', numeric: true, cell: (row) => expectedWords(row) },
              { key: 'england', heading: 'England', numeric: true, cell: (row) => (row.national_share === undefined ? 'No data' : percent(row.national_share)) },
              { key: 'compared', heading: 'Compared', cell: comparedWithEngland },
            ]}
            rows={conditions}
            rowKey={(row) => row.id}
          />
        }
      >
        <p className="pcn-quiet">
          Expected is how many people would have the condition here if each age had England's recorded
          rate. Fewer may mean that people have not been found yet.
        </p>
      </Figure>
    </section>
  );
}

export function Deprivation({ population }: Props): ReactNode {
  const { deprivation, as_at } = population;
  const all = deprivation.reduce((sum, fifth) => sum + fifth.people, 0);
  const most = deprivation[0];
  if (!most || all === 0) {
    return (
      <section>
        <h2 className="nhsuk-heading-m">Deprivation</h2>
        <Empty why="No practice has sent the area in which its people live." />
      </section>
    );
  }
  const headline = `${percent(shareOf(most.people, all))} live in the most deprived fifth of England's areas`;
  return (
    <section>
      <h2 className="nhsuk-heading-m">Deprivation</h2>
      <Figure
        headline={headline}
        picture={
          <Bars
            title="People by deprivation of their area"
            summary={`${headline}. The table below has every number.`}
            bars={deprivation.map((fifth) => ({ label: fifth.fifth, value: fifth.people }))}
            written={count}
          />
        }
        source={`${PRACTICE_RECORDS}; Index of Multiple Deprivation`}
        asAt={as_at}
        table={
          <Table
            compact
            caption="People by deprivation of their area"
            columns={[
              { key: 'fifth', heading: 'Fifth', names: true, cell: (row) => row.fifth },
              { key: 'people', heading: 'People', numeric: true, cell: (row) => count(row.people) },
              { key: 'share', heading: 'Share', numeric: true, cell: (row) => percent(shareOf(row.people, all)) },
            ]}
            rows={deprivation}
            rowKey={(row) => row.fifth}
          />
        }
      />
    </section>
  );
}
