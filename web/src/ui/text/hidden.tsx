// Words for screen readers only, after a space that belongs to the text before: "Snooze SMITH, Jane"
// where sighted people read "Snooze" in the row of that person.
import type { ReactNode } from 'react';

export function Hidden({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <>
      {' '}
      <span className="nhsuk-u-visually-hidden">{children}</span>
    </>
  );
}
