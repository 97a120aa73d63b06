// Writing an agreement, or changing its text. What was signed before does not count after a change.
import { Checkboxes, Textarea, TextInput } from 'nhsuk-react-components';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';

import { problemOf } from '../../api/problem';
import type { Session, SharingAgreement, SharingAgreements, SharingReach, SharingText } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { errorOf, type FormError, FormErrors } from '../../ui/forms/form_errors';
import { loaded } from '../../ui/loaded';
import { ProblemNotice, WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { useSession } from '../session/session';
import { textOfForm } from './agreement_text';
import { useAgreement, useAgreements, useChangeAgreement, useDraftAgreement, useReach } from './use_sharing';
import './sharing.css';

type Words = Pick<SharingAgreements, 'purposes' | 'kinds'>;

interface FieldsProps {
  readonly text: Partial<SharingText>;
  readonly words: Words;
  readonly errors: readonly FormError[];
}

function Choices(props: { readonly name: 'purposes' | 'kinds'; readonly legend: string; readonly of: FieldsProps }): ReactNode {
  const { name, legend, of } = props;
  const chosen: readonly string[] = of.text[name] ?? [];
  return (
    <Checkboxes id={name} name={name} legend={legend} legendProps={{ size: 's' }}>
      {of.words[name].map(({ id, title }) => (
        <Checkboxes.Item key={id} value={id} defaultChecked={chosen.includes(id)}>{title}</Checkboxes.Item>
      ))}
    </Checkboxes>
  );
}

function Approval(props: { readonly role: 'caldicott_guardian' | 'data_protection_officer'; readonly words: string; readonly of: FieldsProps }): ReactNode {
  const { role, words, of } = props;
  return (
    <>
      <TextInput id={role} name={role} label={`${words} who approved it`} defaultValue={of.text[role]?.name} />
      <TextInput id={`${role}_on`} name={`${role}_on`} type="date" label={`Day of the ${role === 'caldicott_guardian' ? words : words.toLowerCase()}'s approval`} width={10} defaultValue={of.text[role]?.on} {...errorOf(of.errors, `${role}_on`)} />
    </>
  );
}

function Fields(props: FieldsProps): ReactNode {
  const { text, errors } = props;
  const hint = 'ODS codes, one on each line.';
  return (
    <>
      <TextInput id="title" name="title" label="Title" defaultValue={text.title} {...errorOf(errors, 'title')} />
      <Textarea id="disclosers" name="disclosers" label="Practices that give" hint={hint} rows={5} defaultValue={text.disclosers?.join('\n')} {...errorOf(errors, 'disclosers')} />
      <Textarea id="receivers" name="receivers" label="Who receives" hint={hint} rows={2} defaultValue={text.receivers?.join('\n')} {...errorOf(errors, 'receivers')} />
      <Choices name="purposes" legend="For what" of={props} />
      <Choices name="kinds" legend="Which data" of={props} />
      <TextInput id="from" name="from" type="date" label="First day" width={10} defaultValue={text.from} {...errorOf(errors, 'from')} />
      <TextInput id="to" name="to" type="date" label="Last day" width={10} defaultValue={text.to} {...errorOf(errors, 'to')} />
      <TextInput id="lawful_basis" name="lawful_basis" label="Lawful basis (UK GDPR, article 6)" defaultValue={text.lawful_basis} />
      <TextInput id="special_category" name="special_category" label="Condition for health data (UK GDPR, article 9)" defaultValue={text.special_category} />
      <TextInput id="confidentiality" name="confidentiality" label="Basis under the duty of confidence" defaultValue={text.confidentiality} />
      <Approval role="caldicott_guardian" words="Caldicott Guardian" of={props} />
      <Approval role="data_protection_officer" words="Data protection officer" of={props} />
      <TextInput id="review_on" name="review_on" type="date" label="To be reviewed on" width={10} defaultValue={text.review_on} />
      <Textarea id="terms" name="terms" label="Terms" hint="Who may look, how long data is kept, what happens after a breach." rows={10} defaultValue={text.terms} />
    </>
  );
}

interface FormProps {
  readonly text: Partial<SharingText>;
  readonly words: Words;
  readonly busy: boolean;
  readonly failed: unknown;
  readonly save: (text: SharingText) => void;
}

function AgreementForm({ text, words, busy, failed, save }: FormProps): ReactNode {
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [turn, setTurn] = useState(0);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const read = textOfForm(new FormData(event.currentTarget));
    setTurn(turn + 1);
    if ('title' in read) {
      setErrors([]);
      save(read);
    } else {
      setErrors(read);
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <FormErrors errors={errors} turn={turn} />
      {failed !== null && failed !== undefined && <ProblemNotice problem={problemOf(failed)} />}
      <Fields text={text} words={words} errors={errors} />
      <Button type="submit" busy={busy}>Save the text</Button>
    </form>
  );
}

/** A practice gives; others receive, as a rule from those practices that share nothing with them yet. */
function firstParties({ kind, ods_code: own }: Session['organisation'], reach: SharingReach): Partial<SharingText> {
  if (kind === 'practice') return { disclosers: [own] };
  const missing = reach.wants.find(({ want }) => want === (kind === 'commissioner' ? 'count_people' : 'find_people'));
  return { receivers: [own], disclosers: missing?.left_out.map(({ practice }) => practice.ods_code) ?? [] };
}

export function NewAgreementPage(): ReactNode {
  const draft = useDraftAgreement();
  const navigate = useNavigate();
  const { organisation } = useSession();
  const reach = loaded(useReach());
  return (
    <Page title="Write a data-sharing agreement" caption={<Link to="/sharing">Data sharing</Link>}>
      <p>It shares nothing until those who give and those who receive have signed it.</p>
      <WhenReady of={loaded(useAgreements({}))} what="the form">
        {(words) => (
          <WhenReady of={reach} what="the practices">
            {(known) => (
              <AgreementForm text={firstParties(organisation, known)} words={words} busy={draft.isPending} failed={draft.error} save={(text) => draft.mutate(text, { onSuccess: ({ id }) => void navigate(`/sharing/${id}`) })} />
            )}
          </WhenReady>
        )}
      </WhenReady>
    </Page>
  );
}

function Change({ agreement, words }: { readonly agreement: SharingAgreement; readonly words: Words }): ReactNode {
  const change = useChangeAgreement(agreement.id);
  const navigate = useNavigate();
  const save = (text: SharingText): void => {
    // The new version may take this form's place before the answer is dealt with; its promise outlives it.
    change.mutateAsync({ based_on: agreement.version, text }).then(() => navigate(`/sharing/${agreement.id}`), () => undefined);
  };
  return (
    <>
      {agreement.signatures.some(({ counts }) => counts) && (
        <div className="nhsuk-warning-callout">
          <h2 className="nhsuk-warning-callout__label">Signatures will not count</h2>
          <p>This text was signed. Once it is changed, every party must sign again, and nothing is shared until then.</p>
        </div>
      )}
      <AgreementForm text={agreement.text} words={words} busy={change.isPending} failed={change.error} save={save} />
    </>
  );
}

export function ChangeAgreementPage(): ReactNode {
  const { agreement: id = '' } = useParams();
  const agreement = loaded(useAgreement(id));
  const words = loaded(useAgreements({}));
  return (
    <Page title="Change a data-sharing agreement" caption={<Link to={`/sharing/${id}`}>The agreement</Link>}>
      <WhenReady of={words} what="the form">
        {(known) => (
          <WhenReady of={agreement} what="the agreement">
            {(ready) => <Change key={ready.version} agreement={ready} words={known} />}
          </WhenReady>
        )}
      </WhenReady>
    </Page>
  );
}
