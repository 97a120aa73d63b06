// The form of one entry: partner, agreement, team, supplier, group, plan. Nothing that somebody typed
// is lost: where another person saved first, their version is shown beside it, and the next save is
// based on theirs.
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';

import { type Problem, problemOf } from '../../api/problem';
import { Button } from '../../ui/forms/button';
import { FieldControl } from '../../ui/forms/field_control';
import { FieldForm, FoldedForm } from '../../ui/forms/field_form';
import { FormErrors } from '../../ui/forms/form_errors';
import { codesOf, type FormField, type FormValue, mistakesIn, type Mistake, missingIn, refusedBy, rowsOf, textOf, turnedDays, type Values } from '../../ui/forms/form_values';
import { useAnnounce } from '../../ui/notices/announcer';
import { ProblemNotice } from '../../ui/notices/notices';
import { Table } from '../../ui/table/table';
import { longDate, longTime, today } from '../../ui/text/dates';
import type { Based, Save } from './use_partners';

/** What an entry is made of, and how its paper and the answers of the form become each other. */
export interface PaperKind<Text> {
  /** "partner", to follow "this". */
  readonly what: string;
  readonly fields: readonly FormField[];
  readonly valuesOf: (text: Text) => Values;
  readonly textOf: (values: Values) => Text;
  readonly check?: (values: Values) => readonly Mistake[];
}

export interface KeptText<Text> extends Based {
  readonly changed_by: string;
  readonly changed_at: string;
  readonly text: Text;
}

/** A value in words, to compare two versions. */
function wordsOf(field: FormField, value: FormValue | undefined): string {
  const word = (of: FormField, text: string): string => {
    if (of.kind === 'date') return text && longDate(text);
    return of.choices.find(({ id }) => id === text)?.title ?? text;
  };
  if (field.kind === 'table') {
    return rowsOf(value).map((row) => field.columns.map((column) => word(column, row[column.id] ?? '')).filter(Boolean).join(', ')).join('; ');
  }
  if (field.kind === 'choices') return codesOf(value).map((code) => word(field, code)).join(', ');
  return word(field, textOf(value));
}

interface OvertakenProps {
  readonly fields: readonly FormField[];
  readonly theirs: Pick<KeptText<unknown>, 'version' | 'changed_by' | 'changed_at'> & { readonly values: Values };
  readonly mine: Values;
  readonly onTake: () => void;
}

function Overtaken({ fields, theirs, mine, onTake }: OvertakenProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [theirs.version]);
  const rows = fields
    .map((field) => ({ id: field.id, title: field.title, theirs: wordsOf(field, theirs.values[field.id]), mine: wordsOf(field, mine[field.id]) }))
    .filter((row) => row.theirs !== row.mine);
  return (
    <div className="nhsuk-warning-callout" role="alert" tabIndex={-1} ref={box}>
      <h2 className="nhsuk-warning-callout__label">Somebody saved before you</h2>
      <p>
        {theirs.changed_by} saved version {theirs.version} on {longTime(theirs.changed_at)}. What you typed is still below; it is not saved.
      </p>
      {rows.length === 0
        ? <p>Both say the same.</p>
        : (
            <Table
              compact
              caption="Where the two differ"
              columns={[
                { key: 'field', heading: 'Field', names: true, cell: ({ title }) => title },
                { key: 'theirs', heading: 'They saved', cell: (row) => row.theirs || 'Nothing' },
                { key: 'mine', heading: 'You typed', cell: (row) => row.mine || 'Nothing' },
              ]}
              rows={rows}
              rowKey={({ id }) => id}
            />
          )}
      <p>Add to yours what you want to keep of theirs, then save again: your text follows as the next version.</p>
      <Button kind="secondary" onClick={onTake}>Leave mine and take theirs</Button>
    </div>
  );
}

export interface EditPaperProps<Text> {
  readonly kind: PaperKind<Text>;
  /** None for a new entry. */
  readonly kept?: KeptText<Text> | undefined;
  /** What a new entry begins with. */
  readonly start?: Values;
  readonly action: string;
  /** Where the form leads to, saved or not. */
  readonly leave: string;
  readonly save: Save<Text>;
  /** The entry as it is kept now. */
  readonly newest?: () => Promise<KeptText<Text> | undefined>;
}

export function EditPaper<Text>(props: EditPaperProps<Text>): ReactNode {
  const { kind, kept, start, action, leave, save, newest } = props;
  const { fields } = kind;
  const navigate = useNavigate();
  const announce = useAnnounce();
  const [values, setValues] = useState<Values>(() => (kept ? kind.valuesOf(kept.text) : { from: today(), ...start }));
  const [based, setBased] = useState<Based | undefined>(kept);
  const [theirs, setTheirs] = useState<OvertakenProps['theirs'] | undefined>();
  const [problem, setProblem] = useState<Problem | undefined>();
  const [errors, setErrors] = useState<readonly Mistake[]>([]);
  const [turn, setTurn] = useState(0);
  const [busy, setBusy] = useState(false);

  const failed = async (thrown: unknown): Promise<void> => {
    const said = problemOf(thrown);
    const now = said.kind === 'conflict' ? await newest?.().catch(() => undefined) : undefined;
    const refused = refusedBy(said.what, fields);
    setTurn((before) => before + 1);
    if (now) {
      setBased({ id: now.id, version: now.version });
      setTheirs({ ...now, values: kind.valuesOf(now.text) });
    } else if (refused) setErrors([refused]);
    else setProblem(said);
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const found = [...missingIn(fields, values), ...mistakesIn(fields, values), ...turnedDays(fields, values), ...(kind.check?.(values) ?? [])];
    setErrors(found);
    setProblem(undefined);
    setTurn(turn + 1);
    if (found.length > 0) return;
    setBusy(true);
    try {
      await save(kind.textOf(values), based);
      announce('Saved');
      await navigate(leave);
    } catch (thrown) {
      await failed(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="pcn-paper" onSubmit={(event) => void submit(event)} noValidate>
      <FormErrors errors={errors} turn={turn} />
      {problem && <ProblemNotice problem={problem} />}
      {theirs && <Overtaken fields={fields} theirs={theirs} mine={values} onTake={() => { setValues(theirs.values); setTheirs(undefined); }} />}
      {fields.map((field) => (
        <FieldControl key={field.id} field={field} values={values} errors={errors} onChange={(value) => setValues((before) => ({ ...before, [field.id]: value }))} />
      ))}
      <div className="pcn-actions">
        <Button type="submit" busy={busy}>{action}</Button>
        <Link to={leave}>Leave without saving</Link>
      </div>
    </form>
  );
}

/** Ends an entry without touching the rest of it. */
export function EndPaper<Text>({ kind, kept, leave, save }: Pick<EditPaperProps<Text>, 'kind' | 'leave' | 'save'> & { readonly kept: KeptText<Text> }): ReactNode {
  const navigate = useNavigate();
  const [problem, setProblem] = useState<Problem | undefined>();
  const [busy, setBusy] = useState(false);
  const values = kind.valuesOf(kept.text);
  const end = async (to: string): Promise<boolean> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await save(kind.textOf({ ...values, to }), kept);
      await navigate(leave);
      return true;
    } catch (thrown) {
      setProblem(problemOf(thrown));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return (
    <FoldedForm title={`End this ${kind.what}`}>
      <p>It stays in the lists of the days before, and can be shown as at each of them.</p>
      <FieldForm
        id="end"
        fields={[{ name: 'to', label: 'Its last day', kind: 'day', value: today() }]}
        action={`End this ${kind.what}`}
        busy={busy}
        problem={problem}
        check={({ to = '' }) => (to && to < textOf(values.from) ? [{ field: 'to', message: 'The last day must not lie before the first day' }] : [])}
        onSubmit={({ to = '' }) => end(to)}
      />
    </FoldedForm>
  );
}
