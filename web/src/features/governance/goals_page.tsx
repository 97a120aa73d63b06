// Goals of the network, duties of its directors and their development programme: how far each is,
// with the evidence.
import type { ReactNode } from 'react';

import { problemOf } from '../../api/problem';
import type { Checklists, NetworkInView } from '../../api/types';
import { type Field, FieldForm, type FieldValues, FoldedForm } from '../../ui/forms/field_form';
import { loaded } from '../../ui/loaded';
import { ProblemNotice, WhenReady } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { longDate } from '../../ui/text/dates';
import { NetworkFrame } from '../networks/network_frame';
import { DayChoice } from '../register/day_choice';
import { useMayToday } from '../register/may_today';
import { useDay } from '../register/use_register';
import { SourceKeys, SourceList } from './sources';
import { type MarkChange, useChecklists, useMark, usePeople } from './use_governance';

type List = Checklists['lists'][number];
type Mark = Checklists['marks'][number];
type MarkedItem = List['items'][number] & { readonly marks: readonly Mark[] };

/** A module is attended by each director; a goal is met by the network. */
const ATTENDANCE: Readonly<Record<Mark['state'], string>> = { not_started: 'Not yet', under_way: 'Booked', met: 'Attended' };
const STATES: Readonly<Record<Mark['state'], { readonly words: string; readonly colour: string }>> = {
  not_started: { words: 'Not started', colour: 'grey' },
  under_way: { words: 'Under way', colour: 'blue' },
  met: { words: 'Met', colour: 'green' },
};

function MarkText({ list, mark }: { readonly list: List; readonly mark: Mark }): ReactNode {
  const { words, colour } = STATES[mark.state];
  return (
    <div>
      {mark.person && `${mark.person}: `}
      <strong className={`nhsuk-tag nhsuk-tag--${colour}`} style={{ whiteSpace: 'nowrap' }}>{list.of_each_person ? ATTENDANCE[mark.state] : words}</strong> {mark.evidence}{mark.on && ` (${longDate(mark.on)})`}
    </div>
  );
}

function columns(list: List, network: NetworkInView, today: string): readonly Column<MarkedItem>[] {
  const isDue = list.due !== undefined && list.due < today && network.starts <= list.due;
  const isLate = (item: MarkedItem): boolean => isDue && !item.marks.some(({ state }) => state === 'met');
  const none = list.of_each_person ? 'Nobody yet' : 'Not started';
  return [
    { key: 'title', heading: list.of_each_person ? 'Module' : 'What', names: true, cell: (item) => <>{item.title}<SourceKeys source={item.source} mark={item.mark} /></> },
    {
      key: 'state', heading: list.of_each_person ? 'Attendance' : 'How far',
      cell: (item) => (
        <>
          {item.marks.length === 0 ? none : item.marks.map((mark) => <MarkText key={mark.person ?? ''} list={list} mark={mark} />)}
          {isLate(item) && <> <strong className="nhsuk-tag nhsuk-tag--red">Late</strong></>}
        </>
      ),
    },
  ];
}

function fields(list: List, people: readonly string[]): readonly Field[] {
  const person: Field = people.length > 0
    ? { name: 'person', label: 'Clinical director', kind: 'choice', choices: people.map((name) => ({ value: name, label: name })) }
    : { name: 'person', label: 'Clinical director', kind: 'text' };
  return [
    { name: 'item', label: list.of_each_person ? 'Module' : 'What', kind: 'choice', choices: list.items.map(({ id, title }) => ({ value: id, label: title })) },
    ...(list.of_each_person ? [person] : []),
    {
      name: 'state', label: list.of_each_person ? 'Attendance' : 'How far', kind: 'choice',
      choices: Object.entries(STATES).map(([value, { words }]) => ({ value, label: list.of_each_person ? ATTENDANCE[value as Mark['state']] : words })),
    },
    { name: 'on', label: 'Day', kind: 'day', optional: true },
    { name: 'evidence', label: 'Evidence', kind: 'text', optional: true, hint: `What shows it, such as a paper or minutes. Needed for what is ${list.of_each_person ? 'attended' : 'met'}.` },
  ];
}

function Lists({ network, lists }: { readonly network: NetworkInView; readonly lists: Checklists }): ReactNode {
  const marking = useMark(network.id);
  const people = loaded(usePeople(network.id));
  const may = useMayToday();
  const directors = people.state === 'ready' ? people.value.posts.filter(({ kind, withdrawn }) => kind === 'director' && withdrawn !== 1).map(({ person }) => person) : [];
  const mark = (list: List) => ({ item = '', person, state, on, evidence }: FieldValues): Promise<boolean> => {
    const known = lists.marks.find((each) => each.list === list.id && each.item === item && (each.person ?? '') === (person ?? ''));
    const change = {
      list: list.id, item, state: state as MarkChange['mark']['state'], ...(person && { person }), ...(on && { on }), ...(evidence && { evidence }),
    };
    return marking.mutateAsync({ based_on: known?.version ?? 0, mark: change }).then(() => true, () => false);
  };
  return (
    <>
      <DayChoice asAt={lists.as_at} />
      {marking.isError && <ProblemNotice problem={problemOf(marking.error)} />}
      {lists.lists.map((list) => {
        const rows = list.items.map((item) => ({ ...item, marks: lists.marks.filter((each) => each.list === list.id && each.item === item.id) }));
        return (
          <section key={list.id} aria-labelledby={list.id}>
            <h2 id={list.id} className="nhsuk-heading-m">{list.title}</h2>
            {list.due && <p>{network.starts > list.due ? `Was due by ${longDate(list.due)}, before this network began.` : `Due by ${longDate(list.due)}.`}</p>}
            <Table compact caption={list.title} captionHidden columns={columns(list, network, lists.as_at)} rows={rows} rowKey={({ id }) => id} />
            {may('networks.govern') && network.part !== 'commissioner' && (
              <FoldedForm title={list.of_each_person ? 'Record attendance of a module' : `Say how far: ${list.title.toLowerCase()}`}>
                <FieldForm
                  id={`mark-${list.id}`} fields={fields(list, list.of_each_person ? [...new Set(directors)] : [])} action="Save" busy={marking.isPending}
                  check={({ state, evidence }) => (state === 'met' && !evidence ? [{ field: 'evidence', message: `Enter what shows that it is ${list.of_each_person ? 'attended' : 'met'}` }] : [])}
                  onSubmit={mark(list)}
                />
              </FoldedForm>
            )}
          </section>
        );
      })}
      <SourceList sources={lists.sources} assurance={lists.assurance} />
    </>
  );
}

export function GoalsPage(): ReactNode {
  return (
    <NetworkFrame title="Goals and development" asAt={useDay().as_at}>
      {(network) => <WhenReady of={loaded(useChecklists(network.id))} what="goals">{(lists) => <Lists network={network} lists={lists} />}</WhenReady>}
    </NetworkFrame>
  );
}
