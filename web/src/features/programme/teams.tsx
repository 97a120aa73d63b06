// Locality teams: whom they help and how to reach them.
import type { ReactNode } from 'react';

import { problemOf } from '../../api/problem';
import type { Programme, ProgrammeTeamEntry } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { type Field, FieldForm, type FieldValues, FoldedForm } from '../../ui/forms/field_form';
import { Empty, ProblemNotice } from '../../ui/notices/notices';
import { listed } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { linesOf } from './programme_frame';
import { useDecides, useSaveTeam } from './use_programme';

function Team({ entry, programme, end }: { readonly entry: ProgrammeTeamEntry; readonly programme: Programme; readonly end: (() => void) | undefined }): ReactNode {
  const { team } = entry;
  const networks = team.networks.map((wanted) => programme.networks.find(({ id }) => id === wanted)?.name).filter((name) => name !== undefined);
  const others = team.networks.length - networks.length;
  const supports = [
    ...team.localities, ...networks, ...(others > 0 ? [`${others} ${networks.length > 0 ? 'other ' : ''}${others === 1 ? 'network' : 'networks'}`] : []), ...team.practices,
  ];
  return (
    <li>
      <h3 className="nhsuk-heading-s">{team.name} {entry.supports_you && <strong className="nhsuk-tag nhsuk-tag--green">Your team</strong>}</h3>
      <p>Supports {listed(supports)}. From {longDate(team.from)}{team.to && ` to ${longDate(team.to)}`}.</p>
      {team.members.length === 0 && <p>Nobody is named in it yet.</p>}
      <ul className="nhsuk-list">
        {team.members.map((member) => (
          <li key={member.name}>{[member.name, member.role, member.telephone, member.email].filter(Boolean).join(', ')}</li>
        ))}
      </ul>
      {end && !team.to && <Button kind="link" onClick={end}>End today<span className="nhsuk-u-visually-hidden">: {team.name}</span></Button>}
    </li>
  );
}

function fieldsOf(programme: Programme): readonly Field[] {
  return [
    { name: 'name', label: 'Team', kind: 'text' },
    { name: 'localities', label: 'Localities', kind: 'long', optional: true, hint: 'One a line, as networks’ registrations name them.' },
    ...(programme.networks.length > 0
      ? [{ name: 'networks', label: 'Networks', kind: 'many', optional: true, choices: programme.networks.map(({ id, name }) => ({ value: id, label: name })) } as const]
      : []),
    { name: 'practices', label: 'Practices', kind: 'long', optional: true, hint: 'ODS codes, one a line: practices without a network, for example.' },
    { name: 'members', label: 'People', kind: 'long', optional: true, hint: 'One a line: name; role; telephone; email.' },
    { name: 'from', label: 'First day', kind: 'day', value: programme.as_at },
  ];
}

function memberOf(line: string) {
  const [name = '', role = '', telephone = '', email = ''] = line.split(';').map((part) => part.trim());
  return { name, role, telephone, email };
}

function AddTeam({ programme }: { readonly programme: Programme }): ReactNode {
  const save = useSaveTeam();
  const submit = ({ name = '', localities, networks, practices, members, from = '' }: FieldValues): Promise<boolean> => save.mutateAsync({
    team: {
      name, localities: linesOf(localities), networks: linesOf(networks), practices: linesOf(practices).map((code) => code.toUpperCase()),
      members: linesOf(members).map(memberOf), from,
    },
  }).then(() => true, () => false);
  return (
    <FoldedForm title="Add a locality team">
      <FieldForm
        id="team" fields={fieldsOf(programme)} action="Add this team" busy={save.isPending}
        problem={save.isError ? problemOf(save.error) : undefined}
        check={({ localities, networks, practices }) => (localities || networks || practices ? [] : [{ field: 'localities', message: 'Enter whom the team supports: a locality, a network or a practice' }])}
        onSubmit={submit}
      />
    </FoldedForm>
  );
}

export function Teams({ programme }: { readonly programme: Programme }): ReactNode {
  const save = useSaveTeam();
  const decides = useDecides(programme);
  const now = programme.teams.filter(({ in_force: inForce }) => inForce);
  const ordered = [...now.filter((one) => one.supports_you), ...now.filter((one) => !one.supports_you)];
  const end = (entry: ProgrammeTeamEntry) => (): void => save.mutate({ paper: entry, team: { ...entry.team, to: programme.as_at } });
  return (
    <section>
      <h2 className="nhsuk-heading-m">Locality teams</h2>
      {save.isError && <ProblemNotice problem={problemOf(save.error)} />}
      {ordered.length === 0
        ? <Empty why="No locality team is named on this day." />
        : (
          <ul className="pcn-programme-list">
            {ordered.map((entry) => <Team key={entry.id} entry={entry} programme={programme} end={decides ? end(entry) : undefined} />)}
          </ul>
        )}
      {decides && <AddTeam programme={programme} />}
    </section>
  );
}
