// Reading the whole text and signing it for one's own practice.
import { Checkboxes, Radios, Select, TextInput } from 'nhsuk-react-components';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link, useNavigate } from 'react-router';

import { problemOf } from '../../../api/problem';
import type { AgreementForm, AgreementInView, AgreementSigning } from '../../../api/types';
import { Button } from '../../../ui/forms/button';
import { errorOf, type FormError, FormErrors } from '../../../ui/forms/form_errors';
import { loaded } from '../../../ui/loaded';
import { ProblemNotice, WhenReady } from '../../../ui/notices/notices';
import { useSession } from '../../session/session';
import { NetworkFrame } from '../network_frame';
import { AgreementReading } from './reading';
import { useAgreement, useSignAgreement } from './use_agreement';
import './agreement.css';

interface Entered {
  readonly signer: string;
  readonly legalForm: string;
  readonly authority: string;
  readonly capacity: string;
  readonly partners: string;
  readonly method: 'account' | 'paper';
  readonly keptAt: string;
  readonly declares: boolean;
}

type Authority = AgreementForm['legal_forms'][number]['authorities'][number];

function authoritiesOf(form: AgreementForm, legalForm: string): readonly Authority[] {
  return form.legal_forms.find(({ id }) => id === legalForm)?.authorities ?? [];
}

function check(entered: Entered, authority: Authority | undefined): readonly FormError[] {
  const errors: FormError[] = [];
  const need = (isThere: boolean, field: string, message: string): void => {
    if (!isThere) errors.push({ field, message });
  };
  need(entered.signer.trim() !== '', 'signer', 'Enter the name of who signs');
  need(entered.legalForm !== '', 'legal-form', 'Choose the legal form of the practice');
  if (entered.legalForm !== '') {
    need(authority !== undefined, 'authority', 'Choose how the practice is bound');
    need(entered.capacity !== '', 'capacity', 'Choose in which capacity you sign');
  }
  if (authority?.every_partner) need(/^\d+$/.test(entered.partners.trim()) && Number(entered.partners) >= 2, 'partners', 'Enter how many partners the practice has, 2 or more');
  if (entered.method === 'paper') need(entered.keptAt.trim() !== '', 'kept-at', 'Enter where the signed paper is kept');
  need(entered.declares, 'declares', 'Confirm the declaration');
  return errors;
}

function signingOf(hash: string, entered: Entered, authority: Authority): AgreementSigning {
  return {
    hash, signer: entered.signer.trim(), legal_form: entered.legalForm, authority: authority.id, capacity: entered.capacity,
    declares: entered.declares, method: entered.method,
    ...(authority.every_partner && { partners: Number(entered.partners) }),
    ...(entered.method === 'paper' && { kept_at: entered.keptAt.trim() }),
  };
}

function SignForm({ seen, hash }: { readonly seen: AgreementInView; readonly hash: string }): ReactNode {
  const { display_name: name, organisation } = useSession();
  const navigate = useNavigate();
  const signing = useSignAgreement(seen.network);
  const [entered, setEntered] = useState<Entered>({
    signer: name, legalForm: '', authority: '', capacity: '', partners: '', method: 'account', keptAt: '', declares: false,
  });
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [turn, setTurn] = useState(0);
  const own = seen.standing.members.find(({ code }) => code === organisation.ods_code);
  const authorities = authoritiesOf(seen.form, entered.legalForm);
  const authority = authorities.length === 1 ? authorities[0] : authorities.find(({ id }) => id === entered.authority);
  const capacities = authority?.capacities ?? [];
  const capacity = capacities.length === 1 ? (capacities[0] ?? '') : entered.capacity;
  const change = (part: Partial<Entered>): void => setEntered({ ...entered, declares: false, ...part });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (signing.isPending) return;
    const whole = { ...entered, capacity };
    const found = check(whole, authority);
    setErrors(found);
    setTurn(turn + 1);
    if (found.length > 0 || !authority) return;
    signing.mutate(signingOf(hash, whole, authority), {
      onSuccess: () => void navigate(`/my-networks/${seen.network}/agreement?said=signed`),
    });
  };
  return (
    <form className="pcn-form" onSubmit={submit} noValidate>
      <h2>Sign for {own?.name ?? organisation.name}</h2>
      <FormErrors errors={errors} turn={turn} />
      {signing.isError && <ProblemNotice problem={problemOf(signing.error)} />}
      <TextInput id="signer" label="Name of who signs" value={entered.signer} onChange={(event) => change({ signer: event.currentTarget.value })} {...errorOf(errors, 'signer')} />
      <Select id="legal-form" label="The practice is a" hint="The legal form in which it holds its contract." value={entered.legalForm} onChange={(event) => change({ legalForm: event.currentTarget.value, authority: '', capacity: '' })} {...errorOf(errors, 'legal-form')}>
        <Select.Option value="">Choose</Select.Option>
        {seen.form.legal_forms.map(({ id, title }) => <Select.Option key={id} value={id}>{title}</Select.Option>)}
      </Select>
      {authorities.length > 1 && (
        <Radios id="authority-choice" name="authority" legend="How it is bound" legendProps={{ size: 's' }} {...errorOf(errors, 'authority')} onChange={(event) => change({ authority: (event.target as HTMLInputElement).value })}>
          {authorities.map(({ id, title }, at) => <Radios.Item key={id} {...(at === 0 && { id: 'authority' })} value={id} checked={entered.authority === id} readOnly>{title}</Radios.Item>)}
        </Radios>
      )}
      {capacities.length > 1 && (
        <Select id="capacity" label="You sign as" value={entered.capacity} onChange={(event) => change({ capacity: event.currentTarget.value })} {...errorOf(errors, 'capacity')}>
          <Select.Option value="">Choose</Select.Option>
          {capacities.map((each) => <Select.Option key={each} value={each}>{each}</Select.Option>)}
        </Select>
      )}
      {authority?.every_partner && (
        <TextInput id="partners" label="How many partners are there?" hint="The practice is bound once as many have signed." inputMode="numeric" width="2" value={entered.partners} onChange={(event) => change({ partners: event.currentTarget.value })} {...errorOf(errors, 'partners')} />
      )}
      <Radios id="method" name="method" legend="How it is signed" legendProps={{ size: 's' }} onChange={(event) => change({ method: (event.target as HTMLInputElement).value === 'paper' ? 'paper' : 'account' })}>
        <Radios.Item value="account" checked={entered.method === 'account'} readOnly>Here, with my account</Radios.Item>
        <Radios.Item value="paper" checked={entered.method === 'paper'} readOnly>On a printed copy with this fingerprint; I record it</Radios.Item>
      </Radios>
      {entered.method === 'paper' && (
        <TextInput id="kept-at" label="Where the signed paper is kept" value={entered.keptAt} onChange={(event) => change({ keptAt: event.currentTarget.value })} {...errorOf(errors, 'kept-at')} />
      )}
      {authority && (
        <Checkboxes id="declaration" name="declares" legend="Declaration" legendProps={{ size: 's' }} {...errorOf(errors, 'declares')} onChange={(event) => setEntered({ ...entered, declares: (event.target as HTMLInputElement).checked })}>
          <Checkboxes.Item id="declares" value="yes" checked={entered.declares} readOnly>
            I have read the text above. {entered.method === 'paper' ? `${entered.signer.trim() || 'The signer'} has signed a copy of it and declares: ` : ''}{authority.statement}
          </Checkboxes.Item>
        </Checkboxes>
      )}
      <div className="pcn-actions">
        <Button type="submit" busy={signing.isPending}>Sign version {seen.version}</Button>
        <Link to={`/my-networks/${seen.network}/agreement`}>Leave without signing</Link>
      </div>
    </form>
  );
}

function Sign({ newest }: { readonly newest: AgreementInView }): ReactNode {
  // What is signed is what was read: a text saved meanwhile is not slipped in.
  const [seen] = useState(newest);
  if (!seen.saved) return <p>Nothing of the agreement is written yet. <Link to={`/my-networks/${seen.network}/agreement`}>Agreement</Link></p>;
  return (
    <>
      <p>Read the whole text. Your signature belongs to exactly this text, version {seen.version}; if anybody changes it, you sign again.</p>
      <AgreementReading seen={seen} />
      <p className="pcn-quiet">Fingerprint of the text: <code className="pcn-fingerprint">{seen.saved.hash}</code></p>
      <SignForm seen={seen} hash={seen.saved.hash} />
    </>
  );
}

function SignOf({ network }: { readonly network: string }): ReactNode {
  return <WhenReady of={loaded(useAgreement(network))} what="the agreement">{(newest) => <Sign newest={newest} />}</WhenReady>;
}

export function SignAgreementPage(): ReactNode {
  return <NetworkFrame title="Sign the network agreement">{({ id }) => <SignOf network={id} />}</NetworkFrame>;
}
