// From page to page of people who are looked at on the page of a cohort. Not addresses: each look is a
// request of its own that is audited.
import type { ReactNode } from 'react';

import { Button } from '../../ui/forms/button';
import { count } from '../../ui/text/counts';

interface Shown {
  readonly total: number;
  readonly page: number;
  readonly page_size: number;
}

/** "1 to 25 of 312". */
export function rangeOf({ total, page, page_size: size }: Shown): string {
  return `${count((page - 1) * size + 1)} to ${count(Math.min(page * size, total))} of ${count(total)}`;
}

interface PeoplePagesProps {
  readonly shown: Shown;
  readonly page: number;
  readonly onPage: (page: number) => void;
}

export function PeoplePages({ shown, page, onPage }: PeoplePagesProps): ReactNode {
  if (shown.total <= shown.page_size) return null;
  return (
    <div className="pcn-actions pcn-no-print">
      {page > 1 && <Button kind="small" onClick={() => onPage(page - 1)}>Previous {shown.page_size}</Button>}
      {page * shown.page_size < shown.total && (
        <Button kind="small" onClick={() => onPage(page + 1)}>Next {shown.page_size}</Button>
      )}
    </div>
  );
}
