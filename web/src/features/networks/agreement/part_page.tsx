// One part of the agreement as a form. Only what somebody touches here is changed: when another
// person saved meanwhile, one's own answers are laid over theirs and looked at again.
import { Checkboxes, Textarea, TextInput } from 'nhsuk-react-components';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';

import { problemOf } from '../../../api/problem';
import type { AgreementInView, AgreementValue } from '../../../api/types';
import { Button } from '../../../ui/forms/button';
import { FieldControl } from '../../../ui/forms/field_control';
import { errorOf, type FormError, FormErrors } from '../../../ui/forms/form_errors';
import { loaded } from '../../../ui/loaded';
import { ProblemNotice, WhenReady } from '../../../ui/notices/notices';
import { Hidden } from '../../../ui/text/hidden';
import { DayChoice } from '../../register/day_choice';
import { atDay, useDay } from '../../register/use_register';
import { useMay } from '../../session/session';
import { NetworkFrame } from '../network_frame';
import { type AgreementPart, mistakesIn, partsOf, signedCount, type Values } from './parts';
import { PartReading } from './reading';
import { useAgreement, useSaveAgreement } from './use_agreement';
import './agreement.css';

type FreeSchedule = AgreementInView['agreement']['more_schedules'][number];

const AMENDS = 'voids-signatures';

/** "4 practices have signed. Saving changes the text: they must sign again." */
function Amendment({ signed, isKnown, onKnown, error }: {
  readonly signed: number;
  readonly isKnown: boolean;
  readonly onKnown: (isKnown: boolean) => void;
  readonly error: { readonly error?: string };
}): ReactNode {
  return (
    <div className="nhsuk-warning-callout">
      <h2 className="nhsuk-warning-callout__label">{signed === 1 ? '1 practice has signed' : `${signed} practices have signed`}</h2>
      <p>Saving changes the text: they must sign again.</p>
      <Checkboxes id={AMENDS} name={AMENDS} legend="Do you want to change the text?" legendProps={{ size: 's' }} {...error} onChange={(event) => onKnown((event.target as HTMLInputElement).checked)}>
        <Checkboxes.Item id={`${AMENDS}-yes`} value="yes" checked={isKnown} readOnly>Yes, and I tell the practices that they must sign again</Checkboxes.Item>
      </Checkboxes>
    </div>
  );
}

function MoreSchedules({ schedules, first, most, onChange }: {
  readonly schedules: readonly FreeSchedule[];
  readonly first: number;
  readonly most: number;
  readonly onChange: (schedules: FreeSchedule[]) => void;
}): ReactNode {
  const put = (at: number, part: Partial<FreeSchedule>): void => onChange(schedules.map((other, position) => (position === at ? { ...other, ...part } : other)));
  return (
    <>
      {schedules.map(({ title, text }, at) => (
        <fieldset className="pcn-rows__row" key={at}>
          <legend className="pcn-rows__number">Schedule {first + at}</legend>
          <TextInput id={`more-${at + 1}-title`} label="Title" value={title} onChange={(event) => put(at, { title: event.currentTarget.value })} />
          <Textarea id={`more-${at + 1}-text`} label="Text" rows={6} value={text} onChange={(event) => put(at, { text: event.currentTarget.value })} />
          <Button kind="link" onClick={() => onChange(schedules.filter((_, position) => position !== at))}>Remove<Hidden>schedule {first + at}</Hidden></Button>
        </fieldset>
      ))}
      {schedules.length < most && <Button kind="small" onClick={() => onChange([...schedules, { title: '', text: '' }])}>Add a schedule</Button>}
    </>
  );
}

function Form({ opened, newest, part, reload }: {
  readonly opened: AgreementInView;
  /** As the server has it now: others may have signed since the form was opened. */
  readonly newest: AgreementInView;
  readonly part: AgreementPart | undefined;
  readonly reload: () => void;
}): ReactNode {
  const navigate = useNavigate();
  const save = useSaveAgreement(opened.network);
  const [edited, setEdited] = useState<Values>({});
  const [more, setMore] = useState<FreeSchedule[] | undefined>();
  const [isKnown, setKnown] = useState(false);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [turn, setTurn] = useState(0);
  const values: Values = { ...opened.agreement.values, ...edited };
  const signed = signedCount(newest);
  const problem = save.isError ? problemOf(save.error) : undefined;
  const isOvertaken = problem?.kind === 'conflict' && problem.where === 'based_on';
  const change = (id: string, value: AgreementValue): void => setEdited({ ...edited, [id]: value });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (save.isPending) return;
    const found: FormError[] = [...mistakesIn(part?.fields ?? [], values)];
    if (signed > 0 && !isKnown) found.push({ field: `${AMENDS}-yes`, message: 'Confirm that the practices must sign again' });
    setErrors(found);
    setTurn(turn + 1);
    if (found.length > 0) return;
    save.mutate(
      {
        based_on: opened.version, form: opened.form.id, values, more_schedules: more ?? opened.agreement.more_schedules,
        ...(signed > 0 && { voids_signatures: true }),
      },
      { onSuccess: ({ is_changed: isChanged }) => void navigate(`/my-networks/${opened.network}/agreement${isChanged ? '?said=saved' : ''}`) },
    );
  };
  return (
    <form onSubmit={submit} noValidate>
      <FormErrors errors={errors} turn={turn} />
      {problem && <ProblemNotice problem={problem} />}
      {isOvertaken && (
        <p>
          <Button kind="secondary" onClick={() => { save.reset(); reload(); }}>Take over what was saved, and keep my answers</Button>
        </p>
      )}
      {part
        ? part.fields.map((field) => (
            <FieldControl key={field.id} field={field} values={values} members={opened.agreement.members} errors={errors} onChange={(value) => change(field.id, value)} />
          ))
        : (
            <MoreSchedules
              schedules={more ?? opened.agreement.more_schedules}
              first={opened.form.schedules.length + 1}
              most={opened.form.more_schedules_max}
              onChange={setMore}
            />
          )}
      {signed > 0 && <Amendment signed={signed} isKnown={isKnown} onKnown={setKnown} error={errorOf(errors, `${AMENDS}-yes`)} />}
      <div className="pcn-actions">
        <Button type="submit" busy={save.isPending}>Save as version {opened.version + 1}</Button>
        <Link to={`/my-networks/${opened.network}/agreement`}>Leave without saving</Link>
      </div>
    </form>
  );
}

function Part({ newest }: { readonly newest: AgreementInView }): ReactNode {
  const { part: asked } = useParams();
  const may = useMay();
  const [opened, setOpened] = useState(newest);
  const day = useDay();
  const query = useAgreement(newest.network, day);
  const part = partsOf(opened.form).find(({ id }) => id === asked);
  const reload = (): void => void query.refetch().then(({ data }) => data && setOpened(data));
  return (
    <>
      <p className="pcn-no-print"><Link to={atDay(`/my-networks/${newest.network}/agreement`, day)}>Agreement</Link></p>
      <DayChoice asAt={newest.as_at} />
      <h2>{part ? part.title : 'Schedules of your own'}</h2>
      <p>{part ? part.about : 'After the national schedules. They may not contradict the fixed clauses.'}</p>
      {may('networks.form') && !day.as_at
        ? <Form opened={opened} newest={newest} part={part} reload={reload} />
        : part
          ? <PartReading fields={part.fields} agreement={newest.agreement} />
          : newest.agreement.more_schedules.map(({ title, text }) => <section key={title}><h3>{title}</h3><p className="pcn-agreement__written">{text}</p></section>)}
    </>
  );
}

function PartOf({ network }: { readonly network: string }): ReactNode {
  const day = useDay();
  return <WhenReady of={loaded(useAgreement(network, day))} what="the agreement">{(newest) => <Part key={newest.as_at} newest={newest} />}</WhenReady>;
}

export function AgreementPartPage(): ReactNode {
  const { part } = useParams();
  const name = part === 'clauses' ? 'clauses' : part === 'more' ? 'more schedules' : `schedule ${part}`;
  const { as_at: asAt } = useDay();
  return <NetworkFrame title={`Network agreement: ${name}`} asAt={asAt}>{({ id }) => <PartOf network={id} key={part} />}</NetworkFrame>;
}
