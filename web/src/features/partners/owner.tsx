// The pages that a network and its commissioner both have, each for its own entries: whose they are,
// where they lie, and who may write them.
import { type ReactNode, useMemo } from 'react';
import { useParams } from 'react-router';

import type { NetworkInView, Permission } from '../../api/types';
import { today } from '../../ui/text/dates';
import { NetworkFrame } from '../networks/network_frame';
import { DayChoice } from '../register/day_choice';
import { useDay } from '../register/use_register';
import { useMay } from '../session/session';
import { SystemFrame } from './system_frame';
import type { Day, Owner } from './use_partners';

/** Where the pages of an owner lie, and the files of its lists. */
export function placeOf({ network }: Owner): { readonly pages: string; readonly files: string } {
  return network === undefined
    ? { pages: '/systems', files: '/api/systems' }
    : { pages: `/my-networks/${network}`, files: `/api/networks/${network}` };
}

export interface OwnerInView {
  readonly owner: Owner;
  /** None for what a commissioner shares. */
  readonly network: NetworkInView | undefined;
  readonly day: Day;
  readonly mayWrite: boolean;
}

interface OwnerFrameProps {
  readonly title: string;
  /** Pages of lists let somebody choose the day; forms are always about today. */
  readonly withDay?: boolean;
  readonly children: (view: OwnerInView) => ReactNode;
}

export function OwnerFrame({ title, withDay, children }: OwnerFrameProps): ReactNode {
  const { network: id } = useParams();
  const shown = useDay();
  const may = useMay();
  const asAt = withDay ? shown.as_at : undefined;
  const owner = useMemo((): Owner => (id === undefined ? {} : { network: id }), [id]);
  const day = asAt ? { as_at: asAt } : {};
  const mayToday = (permission: Permission): boolean => !asAt && may(permission);
  if (id === undefined) {
    return (
      <SystemFrame title={title}>
        {withDay && <DayChoice asAt={asAt ?? today()} />}
        {children({ owner, network: undefined, day, mayWrite: mayToday('networks.review') })}
      </SystemFrame>
    );
  }
  return (
    <NetworkFrame title={title} asAt={asAt}>
      {(network) => (
        <>
          {withDay && <DayChoice asAt={network.as_at} />}
          {children({ owner, network, day, mayWrite: mayToday('networks.govern') && network.part !== 'commissioner' })}
        </>
      )}
    </NetworkFrame>
  );
}
