// What a request is about, by kind: practices, networks, parts, a shared director, an area.
import { type ReactNode, useState } from 'react';

import type { ChangeRequest, NetworkInView, RegisterHit } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { AreaChooser } from '../areas/area_chooser';
import { usePeople } from '../governance/use_governance';
import { ChoiceField, TextField, Ticks } from '../networks/formation/fields';
import { Finder } from '../register/finder';
import { useRegisterSearch } from '../register/use_register';
import { areaWords } from './change_words';

export interface SubjectProps {
  readonly network: NetworkInView;
  readonly value: ChangeRequest;
  readonly change: (part: Partial<ChangeRequest>) => void;
}

type Part = NonNullable<ChangeRequest['new_networks']>[number];

export function membersOf(network: NetworkInView): readonly (readonly [string, string])[] {
  return network.members.map(({ code, name }) => [code, `${name ?? 'Practice'} (${code})`]);
}

interface FindProps {
  readonly label: string;
  readonly kind: RegisterHit['kind'];
  readonly chosen: string;
  readonly onChoose: (code: string) => void;
}

/** The one that was chosen, with a way to choose another. */
function Find({ label, kind, chosen, onChoose }: FindProps): ReactNode {
  const name = useRegisterSearch(chosen, {}).data?.find((hit) => hit.kind === kind && hit.code === chosen)?.name;
  return (
    <div className="nhsuk-form-group">
      {chosen
        ? <p>{label}: <strong>{name ? `${name} (${chosen})` : chosen}</strong>. <Button kind="link" onClick={() => onChoose('')}>Choose another</Button></p>
        : <Finder label={label} kind={kind} onChoose={({ code }) => onChoose(code)} />}
    </div>
  );
}

function Joins({ value, change }: SubjectProps): ReactNode {
  return <Find label="Practice that joins" kind="practice" chosen={value.practice ?? ''} onChoose={(practice) => change({ practice })} />;
}

function Leaves({ network, value, change }: SubjectProps): ReactNode {
  return <ChoiceField label="Practice that leaves" value={value.practice ?? ''} onChange={(practice) => change({ practice })} options={[['', 'Choose one'], ...membersOf(network)]} />;
}

function PracticesMerge({ network, value, change }: SubjectProps): ReactNode {
  const practices = value.practices ?? [];
  const successor = value.successor ?? { code: '' };
  return (
    <>
      <Ticks legend="Practices that become one" options={membersOf(network)} chosen={practices} onChange={(chosen) => change({ practices: chosen })} />
      <TextField label="Code that goes on" hint="ODS code of one of them, or the new one" value={successor.code} onChange={(code) => change({ successor: { ...successor, code: code.toUpperCase() } })} />
      <TextField label="Name of the practice afterwards" value={successor.name ?? ''} onChange={(name) => change({ successor: { ...successor, name } })} />
    </>
  );
}

function OtherNetworks({ network, value, change }: SubjectProps): ReactNode {
  const networks = value.networks ?? [];
  return (
    <>
      {networks.length > 0 && (
        <ul aria-label="Other networks">
          {networks.map((code) => (
            <li key={code}>{code} <Button kind="link" onClick={() => change({ networks: networks.filter((one) => one !== code) })}>Take out {code}</Button></li>
          ))}
        </ul>
      )}
      <Find
        key={networks.length} label={networks.length === 0 ? 'Other network' : 'Another network'} kind="network" chosen=""
        onChoose={(code) => change({ networks: networks.includes(code) || code === network.code ? networks : [...networks, code] })}
      />
    </>
  );
}

function codeOptions(network: NetworkInView, others: readonly string[]): readonly (readonly [string, string])[] {
  return [['', 'A new code, which the commissioner gives'], ...(network.code ? [[network.code, `${network.name} (${network.code}) goes on`] as const] : []), ...others.map((code) => [code, `${code} goes on`] as const)];
}

interface PartAreaProps {
  readonly network: NetworkInView;
  readonly title: string;
  readonly hint: string;
  readonly part: Part;
  readonly members: readonly string[];
  readonly onChange: (area: NonNullable<Part['area']>) => void;
}

/** Folded: of several parts each has a map. A part that has an area says so. */
function PartArea({ network, title, hint, part, members, onChange }: PartAreaProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="nhsuk-details" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{title}: {areaWords(part.area) || 'none chosen yet'}</span>
      </summary>
      <div className="nhsuk-details__text">
        <p>{hint}</p>
        {isOpen && (
          <AreaChooser
            commissioner={network.commissioner.code} members={members} {...(network.code && { network: network.code })}
            value={part.area ?? {}} onChange={onChange}
          />
        )}
      </div>
    </details>
  );
}

function NetworksMerge(props: SubjectProps): ReactNode {
  const { network, value, change } = props;
  const after: Part = value.new_networks?.[0] ?? { name: '' };
  const put = (part: Partial<Part>): void => change({ new_networks: [{ ...after, ...part }] });
  return (
    <>
      <OtherNetworks {...props} />
      <TextField label="Name of the network afterwards" value={after.name} onChange={(name) => put({ name })} />
      <ChoiceField label="Code of the network afterwards" value={after.code ?? ''} onChange={(code) => put({ code })} options={codeOptions(network, value.networks ?? [])} />
      <PartArea
        network={network} title="Another area than all of theirs" part={after} members={network.members.map(({ code }) => code)} onChange={(area) => put({ area })}
        hint="Without it the merged network has the areas of all that merge, put together. Choose one where theirs are not known, or where it is to be another."
      />
    </>
  );
}

function Splits({ network, value, change }: SubjectProps): ReactNode {
  const parts: readonly Part[] = value.new_networks ?? [{ name: '', practices: [] }, { name: '', practices: [] }];
  const put = (next: readonly Part[]): void => change({ new_networks: [...next] });
  const edit = (at: number, part: Partial<Part>): void => put(parts.map((one, position) => (position === at ? { ...one, ...part } : one)));
  const partOf = (code: string): string => String(parts.findIndex(({ practices = [] }) => practices.includes(code)));
  const move = (code: string, to: string): void => put(parts.map((one, position) => ({
    ...one, practices: position === Number(to) ? [...(one.practices ?? []), code] : (one.practices ?? []).filter((other) => other !== code),
  })));
  const choices = parts.map(({ name }, position) => [String(position), name || `Network ${position + 1}`] as const);
  return (
    <>
      {parts.map((part, position) => (
        <fieldset className="nhsuk-fieldset nhsuk-form-group" key={position}>
          <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">Network {position + 1} afterwards</legend>
          <TextField label={`Name of network ${position + 1}`} value={part.name} onChange={(name) => edit(position, { name })} />
          <ChoiceField label={`Code of network ${position + 1}`} value={part.code ?? ''} onChange={(code) => edit(position, { code })} options={codeOptions(network, [])} />
        </fieldset>
      ))}
      <Button kind="secondary" onClick={() => put([...parts, { name: '', practices: [] }])}>Add a network</Button>
      {membersOf(network).map(([code, words]) => (
        <ChoiceField key={code} label={`${words} goes to`} value={partOf(code)} onChange={(to) => move(code, to)} options={[['-1', 'Not chosen yet'], ...choices]} />
      ))}
      <h3 className="nhsuk-heading-s">The area of each network</h3>
      {parts.map((part, position) => (
        <PartArea
          key={position} network={network} title={`Area of ${part.name || `network ${position + 1}`}`} part={part} members={part.practices ?? []} onChange={(area) => edit(position, { area })}
          hint="Choose small areas, take those nearest to its practices, or draw a line. Without it the commissioner has to accept that the area is not agreed."
        />
      ))}
    </>
  );
}

function SharedDirector(props: SubjectProps): ReactNode {
  const { network, value, change } = props;
  const group = value.group ?? {};
  const professions = usePeople(network.id).data?.content.professions.filter(({ clinician }) => clinician) ?? [];
  return (
    <>
      <OtherNetworks {...props} />
      <TextField label="Name of the group" value={group.name ?? ''} onChange={(name) => change({ group: { ...group, name } })} />
      <TextField label="Clinical director that they share" value={group.person ?? ''} onChange={(person) => change({ group: { ...group, person } })} />
      <ChoiceField
        label="Profession" value={group.profession ?? ''} onChange={(profession) => change({ group: { ...group, profession } })}
        options={[['', 'Choose one'], ...professions.map(({ id, title }) => [id, title] as const)]}
      />
    </>
  );
}

function NewArea({ network, value, change }: SubjectProps): ReactNode {
  return (
    <>
      <h3 className="nhsuk-heading-s">The new area</h3>
      <AreaChooser
        commissioner={network.commissioner.code} members={network.members.map(({ code }) => code)} {...(network.code && { network: network.code })}
        value={value.area ?? {}} onChange={(area) => change({ area })}
      />
    </>
  );
}

const SUBJECTS: Readonly<Record<ChangeRequest['kind'], (props: SubjectProps) => ReactNode>> = {
  practice_joins: Joins,
  practice_leaves: Leaves,
  practices_merge: PracticesMerge,
  networks_merge: NetworksMerge,
  network_splits: Splits,
  shared_director: SharedDirector,
  new_area: NewArea,
};

export function SubjectFields(props: SubjectProps): ReactNode {
  const Fields = SUBJECTS[props.value.kind];
  return <Fields {...props} />;
}
