// Says above a page whose people or numbers it leaves out, and why: never silently.
import type { ReactNode } from 'react';
import { Link } from 'react-router';

import type { SharingReach } from '../../api/types';
import { useMay } from '../session/session';
import { useReach } from './use_sharing';
import './sharing.css';

export type Want = SharingReach['wants'][number]['want'];

export function LeftOut({ want }: { readonly want: Want }): ReactNode {
  const { data } = useReach();
  const may = useMay();
  const found = data?.wants.find((one) => one.want === want);
  if (!found || found.left_out.length === 0) return null;
  const left = found.left_out.length;
  return (
    <div className="nhsuk-inset-text pcn-left-out" role="note">
      <details className="nhsuk-details">
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">
            {left} of {found.practices} practices {left === 1 ? 'is' : 'are'} not included: no data-sharing agreement in force
          </span>
        </summary>
        <div className="nhsuk-details__text">
          <ul>
            {found.left_out.map(({ practice, reason }) => (
              <li key={practice.ods_code}><strong>{practice.name}</strong> ({practice.ods_code}): {reason}</li>
            ))}
          </ul>
          {may('networks.read') && <p><Link to="/sharing">Look at the data-sharing agreements</Link></p>}
        </div>
      </details>
    </div>
  );
}
