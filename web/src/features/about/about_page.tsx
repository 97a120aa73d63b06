import type { ReactNode } from 'react';
import { Link } from 'react-router';

import { Page } from '../../ui/page/page';

export function AboutPage(): ReactNode {
  return (
    <Page title="About OpenPCN">
      <div className="nhsuk-u-reading-width">
        <p>
          OpenPCN is open source software for primary care networks. It reads what practices record,
          finds the people each service is for, says why each of them was found, and keeps what the
          network did.
        </p>
        <h2>What it does not do</h2>
        <p>
          A worklist supports a clinical decision; it does not make one. A list can only be as
          complete and as recent as what the practices recorded and sent: each page says how fresh
          its data is. People who are not on a list may still need care.
        </p>
        <h2>Who makes it</h2>
        <p>
          OpenPCN is licensed under the Apache License 2.0. It uses components of the NHS.UK design
          system, which is open source. It is not made or endorsed by the NHS.
        </p>
        <p>
          <Link to="/accessibility">Accessibility statement</Link>
        </p>
      </div>
    </Page>
  );
}
