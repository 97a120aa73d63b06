import type { ReactNode } from 'react';

import { Page } from '../../ui/page/page';

export function AccessibilityPage(): ReactNode {
  return (
    <Page title="Accessibility statement">
      <div className="nhsuk-u-reading-width">
        <p>This statement is about the pages of OpenPCN on this server.</p>
        <h2>What you should be able to do</h2>
        <ul>
          <li>zoom in to 400% without text running off the screen, except in wide tables, which scroll</li>
          <li>do everything with a keyboard alone</li>
          <li>do everything with a screen reader</li>
          <li>read every chart as a table</li>
          <li>tell states apart without seeing colours</li>
          <li>paste into every field, including those for signing in</li>
        </ul>
        <h2>How accessible it is</h2>
        <p>
          The pages are built to meet level AA of the Web Content Accessibility Guidelines 2.2. Each
          version is tested automatically: every page and state of the main journeys is checked with
          axe, and the main journey is done with the keyboard alone.
        </p>
        <h2>What we know is not good enough</h2>
        <ul>
          <li>the pages have not yet been audited by people who use assistive technology every day</li>
          <li>wide tables scroll sideways on small screens</li>
        </ul>
        <h2>Tell us about a problem</h2>
        <p>
          Tell the person who runs OpenPCN for your network, who can pass it on to the project. If
          you are not happy with the answer, contact the Equality Advisory and Support Service.
        </p>
        <h2>The law</h2>
        <p>
          The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and
          Mobile Applications) (No. 2) Accessibility Regulations 2018 in Great Britain.
        </p>
      </div>
    </Page>
  );
}
