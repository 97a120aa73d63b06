// The groups of networks that the organisation of whoever is signed in has part in.
import type { ReactNode } from 'react';
import { Link } from 'react-router';

import type { PartnerCatalogue, SystemGroupInView } from '../../api/types';
import { ButtonLink } from '../../ui/forms/button';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { count, counted } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { atDay } from '../register/use_register';
import { OwnerFrame } from './owner';
import { type Day, useCatalogue } from './use_partners';
import { useGroups } from './use_systems';

function columns({ group_kinds: kinds }: PartnerCatalogue, day: Day): readonly Column<SystemGroupInView>[] {
  return [
    { key: 'name', heading: 'Group', names: true, cell: ({ id, group }) => <Link to={atDay(`/systems/groups/${id}`, day)}>{group.name}</Link> },
    { key: 'kind', heading: 'Kind', cell: ({ group }) => kinds.find(({ id }) => id === group.kind)?.title ?? group.kind },
    { key: 'members', heading: 'Networks', numeric: true, cell: ({ members }) => count(members.filter(({ is_member: isMember }) => isMember).length) },
    { key: 'from', heading: 'From', cell: ({ group }) => `${longDate(group.from)}${group.to ? ` to ${longDate(group.to)}` : ''}` },
  ];
}

function Groups({ day, mayWrite }: { readonly day: Day; readonly mayWrite: boolean }): ReactNode {
  const catalogue = loaded(useCatalogue());
  return (
    <>
      {mayWrite && <ButtonLink to="/systems/groups/new" kind="secondary">Form a group</ButtonLink>}
      <WhenReady of={catalogue} what="kinds of groups">
        {(known) => (
          <WhenReady of={loaded(useGroups(day))} what="groups">
            {(groups) => (groups.length === 0
              ? <Empty why="Your organisation has part in no group of networks on this day." next={mayWrite ? 'Form one, and its networks see it.' : 'Your commissioner forms groups and says who belongs to them.'} />
              : <Table caption={counted(groups.length, 'group')} columns={columns(known, day)} rows={groups} rowKey={({ id }) => id} />)}
          </WhenReady>
        )}
      </WhenReady>
    </>
  );
}

export function SystemsPage(): ReactNode {
  return <OwnerFrame title="Groups of networks" withDay>{({ day, mayWrite }) => <Groups day={day} mayWrite={mayWrite} />}</OwnerFrame>;
}
