// A table of the design system: caption, column scopes, and headings that sort on the server.
// It never leaves a cell empty: what a column cannot say is "No data".
import classNames from 'classnames';
import { type ReactNode, useId, useRef } from 'react';
import { Link } from 'react-router';

import { useOverflow } from './use_overflow';
import './table.css';

export type SortOrder = 'ascending' | 'descending';

export interface Sort {
  readonly by: string;
  readonly order: SortOrder;
}

export interface Column<Row> {
  readonly key: string;
  readonly heading: string;
  readonly cell: (row: Row) => ReactNode;
  readonly numeric?: boolean;
  /** The cell that names its row. */
  readonly names?: boolean;
  /** The server's name for this order, and which way the first press sorts. */
  readonly sort?: { readonly by: string; readonly first: SortOrder };
  readonly className?: string;
}

export interface TableProps<Row> {
  readonly caption: ReactNode;
  readonly captionHidden?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly rowClass?: (row: Row) => string | undefined;
  readonly sort?: Sort | undefined;
  /** The address of the same page in another order. */
  readonly sortedAt?: (sort: Sort) => string;
  readonly compact?: boolean;
}

function opposite(order: SortOrder): SortOrder {
  return order === 'ascending' ? 'descending' : 'ascending';
}

function Heading<Row>(props: {
  readonly column: Column<Row>;
  readonly sort: Sort | undefined;
  readonly sortedAt: ((sort: Sort) => string) | undefined;
}): ReactNode {
  const { column, sort, sortedAt } = props;
  const className = classNames('nhsuk-table__header', column.className, {
    'nhsuk-table__header--numeric': column.numeric,
  });
  if (!column.sort || !sortedAt) {
    return <th scope="col" className={className}>{column.heading}</th>;
  }
  const current = sort?.by === column.sort.by ? sort.order : undefined;
  const next = { by: column.sort.by, order: current ? opposite(current) : column.sort.first };
  return (
    <th scope="col" className={className} aria-sort={current} data-sort={current ?? 'none'}>
      <Link className="nhsuk-link" to={sortedAt(next)} preventScrollReset>
        {column.heading}
      </Link>
    </th>
  );
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }): ReactNode {
  const content = column.cell(row);
  const shown = content === null || content === undefined || content === '' ? 'No data' : content;
  if (column.names) {
    return (
      <th scope="row" className={classNames('nhsuk-table__header', column.className)}>
        {shown}
      </th>
    );
  }
  return (
    <td
      className={classNames('nhsuk-table__cell', column.className, {
        'nhsuk-table__cell--numeric': column.numeric,
      })}
    >
      {shown}
    </td>
  );
}

export function Table<Row>(props: TableProps<Row>): ReactNode {
  const { caption, captionHidden, columns, rows, rowKey, rowClass, sort, sortedAt, compact } = props;
  const box = useRef<HTMLDivElement>(null);
  const overflows = useOverflow(box);
  const captionId = useId();
  return (
    <div
      className="pcn-table-scroll"
      ref={box}
      {...(overflows && { tabIndex: 0, role: 'group', 'aria-labelledby': captionId })}
    >
      <table className={classNames('nhsuk-table', { 'nhsuk-table--compact': compact })}>
        <caption
          id={captionId}
          className={captionHidden ? 'nhsuk-u-visually-hidden' : 'nhsuk-table__caption nhsuk-table__caption--s'}
        >
          {caption}
        </caption>
        <thead className="nhsuk-table__head">
          <tr className="nhsuk-table__row">
            {columns.map((column) => (
              <Heading key={column.key} column={column} sort={sort} sortedAt={sortedAt} />
            ))}
          </tr>
        </thead>
        <tbody className="nhsuk-table__body">
          {rows.map((row) => (
            <tr key={rowKey(row)} className={classNames('nhsuk-table__row', rowClass?.(row))}>
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
