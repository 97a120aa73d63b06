// The agreement as people read it before they sign, and when they look a schedule up.
import type { ReactNode } from 'react';

import type { AgreementField, AgreementInView, AgreementValue } from '../../../api/types';
import { Table } from '../../../ui/table/table';
import { codesOf, isFilled, type Member, partsOf, rowsOf, textOf, wordsOf } from './parts';

function Written({ field, value, members }: {
  readonly field: AgreementField;
  readonly value: AgreementValue | undefined;
  readonly members: readonly Member[];
}): ReactNode {
  if (!isFilled(value)) return <span className="pcn-quiet">Nothing is written here.</span>;
  if (field.kind === 'practices') return codesOf(value).map((code) => wordsOf(field, code, members)).join(', ');
  return <span className="pcn-agreement__written">{wordsOf(field, textOf(value), members)}</span>;
}

export function PartReading({ fields, agreement }: {
  readonly fields: readonly AgreementField[];
  readonly agreement: AgreementInView['agreement'];
}): ReactNode {
  const { values, members } = agreement;
  return (
    <>
      <dl className="nhsuk-summary-list">
        {fields.filter(({ kind }) => kind !== 'table').map((field) => (
          <div className="nhsuk-summary-list__row" key={field.id}>
            <dt className="nhsuk-summary-list__key">{field.title}</dt>
            <dd className="nhsuk-summary-list__value"><Written field={field} value={values[field.id]} members={members} /></dd>
          </div>
        ))}
      </dl>
      {fields.filter(({ kind }) => kind === 'table').map((field) => {
        const rows = rowsOf(values[field.id]).map((row, at) => ({ ...row, at: String(at + 1) }));
        if (rows.length === 0) return <p key={field.id}><strong>{field.title}</strong>: <span className="pcn-quiet">no rows.</span></p>;
        return (
          <Table
            key={field.id}
            compact
            caption={field.title}
            columns={[
              { key: 'at', heading: 'Row', names: true, cell: (row) => row.at },
              ...field.columns.map((column) => ({
                key: column.id, heading: column.title,
                cell: (row: Readonly<Record<string, string>>) => (row[column.id] ? wordsOf(column, row[column.id] ?? '', members) : 'None'),
              })),
            ]}
            rows={rows}
            rowKey={(row) => row.at}
          />
        );
      })}
    </>
  );
}

/** All of it: members, clauses, schedules. */
export function AgreementReading({ seen }: { readonly seen: AgreementInView }): ReactNode {
  const { form, agreement } = seen;
  return (
    <div className="pcn-agreement__text">
      <h2>{form.title}: {agreement.network}</h2>
      <p>The fixed clauses are those of {form.reference} ({form.reference_at}): {form.clauses.filter(({ own_text: own }) => !own).map(({ title }) => title.toLowerCase()).join('; ')}.</p>
      <Table
        compact
        caption="Members"
        columns={[
          { key: 'name', heading: 'Practice', names: true, cell: (member) => member.name || member.code },
          { key: 'code', heading: 'ODS code', cell: (member) => member.code },
          { key: 'address', heading: 'Postcode', cell: (member) => member.address || 'Not known' },
        ]}
        rows={agreement.members}
        rowKey={({ code }) => code}
      />
      {partsOf(form).map(({ id, title, fields }) => (
        <section key={id}>
          <h3>{title}</h3>
          <PartReading fields={fields} agreement={agreement} />
        </section>
      ))}
      {agreement.more_schedules.map(({ title, text }, at) => (
        <section key={at}>
          <h3>Schedule {form.schedules.length + at + 1}: {title}</h3>
          <p className="pcn-agreement__written">{text}</p>
        </section>
      ))}
    </div>
  );
}
