// A page that a role may not open says so, and what to do, instead of showing an empty page.
import type { ReactNode } from 'react';

import type { Permission } from '../../api/types';
import { Page } from '../../ui/page/page';
import { useMay, useSession } from './session';

export interface NeedsProps {
  readonly permission: Permission;
  readonly children: ReactNode;
}

export function Needs({ permission, children }: NeedsProps): ReactNode {
  const may = useMay();
  const session = useSession();
  if (may(permission)) return children;
  return (
    <Page title="You cannot open this page">
      <p>
        Your role, {session.role_title.toLowerCase()} at {session.organisation.name}, does not
        include this page.
      </p>
      <p>
        If you need it for your work, ask the manager of your network to change your role. Nothing
        about patients was shown.
      </p>
    </Page>
  );
}
