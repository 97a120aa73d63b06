// The parts of a preview that count: each network's practices with the arithmetic of its list and the
// size rule, and the commissioner's coverage with who would be left out.
import type { ReactNode } from 'react';

import type { ChangePreview } from '../../api/types';
import { type Column, Table } from '../../ui/table/table';
import { count, counted } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { SIZES } from './preview_in_short';
import { Sentences } from './sentences';

type Changed = ChangePreview['networks'][number];
type Side = NonNullable<Changed['before']>;

interface Row {
  readonly code: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly said: 'Joins' | 'Leaves' | 'Stays';
}

function patients(side: Side | undefined, code: string): string {
  const member = side?.members.find((one) => one.code === code);
  if (!member) return 'Not a member';
  return member.registered_patients === undefined ? 'List not known' : count(member.registered_patients);
}

function rowsOf({ before, after, joined, left }: Changed): Row[] {
  const all = new Map([...(before?.members ?? []), ...(after?.members ?? [])].map(({ code, name }) => [code, name]));
  return [...all].toSorted(([a], [b]) => a.localeCompare(b)).map(([code, name]) => ({
    code, name, before: patients(before, code), after: patients(after, code),
    said: joined.includes(code) ? 'Joins' : left.includes(code) ? 'Leaves' : 'Stays',
  }));
}

function Size({ side, day, rules }: { readonly side: Side; readonly day: string; readonly rules: ChangePreview['rules'] }): ReactNode {
  const [words, colour] = SIZES[side.size.outcome];
  return (
    <p>
      <strong>{longDate(day)}:</strong> {side.arithmetic} <strong className={`nhsuk-tag nhsuk-tag--${colour}`}>{words}</strong>
      {side.size.needs && <> Needs: {side.size.needs}</>}
      {side.size.outcome !== 'in_range' && rules.size_clause && <span className="pcn-quiet"> Rule: {rules.size_clause}</span>}
    </p>
  );
}

function One({ changed, preview }: { readonly changed: Changed; readonly preview: ChangePreview }): ReactNode {
  const columns: readonly Column<Row>[] = [
    { key: 'name', heading: 'Practice', names: true, cell: (row) => `${row.name} (${row.code})` },
    { key: 'before', heading: longDate(preview.day_before), numeric: true, cell: (row) => row.before },
    { key: 'after', heading: longDate(preview.day), numeric: true, cell: (row) => row.after },
    { key: 'said', heading: 'Change', cell: (row) => (row.said === 'Stays' ? 'Stays' : <strong className={`nhsuk-tag nhsuk-tag--${row.said === 'Joins' ? 'green' : 'orange'}`}>{row.said}</strong>) },
  ];
  return (
    <section>
      <h3 className="nhsuk-heading-s">{changed.name}{changed.code && ` (${changed.code})`}</h3>
      {!changed.before && <p>This network begins on {longDate(preview.day)}.</p>}
      {!changed.after && <p>This network ends on {longDate(preview.day_before)}.</p>}
      <Table compact caption="Registered patients" columns={columns} rows={rowsOf(changed)} rowKey={(row) => row.code} />
      {changed.before && <Size side={changed.before} day={preview.day_before} rules={preview.rules} />}
      {changed.after && <Size side={changed.after} day={preview.day} rules={preview.rules} />}
    </section>
  );
}

export function NetworkLists({ preview }: { readonly preview: ChangePreview }): ReactNode {
  return (
    <>
      {preview.networks.length === 0 && <p>No network’s practices change.</p>}
      {preview.networks.map((changed) => <One key={`${changed.code} ${changed.name}`} changed={changed} preview={preview} />)}
      {preview.one_network.length > 0 && (
        <>
          <h3 className="nhsuk-heading-s">In two networks at once</h3>
          <Sentences all={preview.one_network} />
        </>
      )}
      <p className="pcn-quiet">Rule of size: {preview.rules.size_clause} Source: {preview.rules.size_source}.</p>
    </>
  );
}

export function Coverage({ preview }: { readonly preview: ChangePreview }): ReactNode {
  const { coverage, rules } = preview;
  return (
    <>
      <p><strong>{longDate(preview.day_before)}:</strong> {coverage.before.arithmetic}</p>
      <p><strong>{longDate(preview.day)}:</strong> {coverage.after.arithmetic}</p>
      {coverage.left_out.length === 0
        ? <p>Nobody would lose their network.</p>
        : (
          <div className="nhsuk-warning-callout">
            <h3 className="nhsuk-warning-callout__label">Left without a network</h3>
            <p>{counted(coverage.left_out.length, 'practice')} with {counted(coverage.left_out_patients, 'registered patient')}:</p>
            <ul>
              {coverage.left_out.map(({ code, name, registered_patients: list }) => (
                <li key={code}>{name} ({code}): {list === undefined ? 'list not known' : counted(list, 'patient')}</li>
              ))}
            </ul>
          </div>
        )}
      <p className="pcn-quiet">Rule of coverage: {rules.coverage_clause} Source: {rules.coverage_source}.</p>
    </>
  );
}
