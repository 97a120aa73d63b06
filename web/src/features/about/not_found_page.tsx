import type { ReactNode } from 'react';
import { Link } from 'react-router';

import { Page } from '../../ui/page/page';

export function NotFoundPage(): ReactNode {
  return (
    <Page title="Page not found">
      <p>There is no page at this address. If you typed it, check it. If you pasted it, copy all of it.</p>
      <p>
        <Link to="/">Go to my work</Link>
      </p>
    </Page>
  );
}
