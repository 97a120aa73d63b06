// The agreement on the form of a newer contract year: what goes along, what is new, what is left.
import { type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';

import { problemOf } from '../../../api/problem';
import type { AgreementInView, AgreementOnNextForm } from '../../../api/types';
import { Button } from '../../../ui/forms/button';
import { loaded } from '../../../ui/loaded';
import { ProblemNotice, WhenReady } from '../../../ui/notices/notices';
import { NetworkFrame } from '../network_frame';
import { partsOf, signedCount } from './parts';
import { useAgreement, useAgreementOnNextForm, useSaveAgreement } from './use_agreement';

function titlesOf(form: AgreementInView['form'], ids: readonly string[]): readonly string[] {
  const fields = partsOf(form).flatMap((part) => part.fields.map(({ id, title }) => [id, `${part.title}: ${title}`] as const));
  const titles = new Map(fields);
  return ids.map((id) => titles.get(id) ?? id);
}

function Fields({ heading, titles, none }: { readonly heading: string; readonly titles: readonly string[]; readonly none: string }): ReactNode {
  return (
    <>
      <h2 className="nhsuk-heading-s">{heading}</h2>
      {titles.length === 0 ? <p>{none}</p> : <ul>{titles.map((title) => <li key={title}>{title}</li>)}</ul>}
    </>
  );
}

function Next({ seen, next }: { readonly seen: AgreementInView; readonly next: AgreementOnNextForm }): ReactNode {
  const navigate = useNavigate();
  const save = useSaveAgreement(seen.network);
  const signed = signedCount(seen);
  if (next.form.id === seen.form.id) return <p>There is no newer form than the {seen.form.title}. <Link to={`/my-networks/${seen.network}/agreement`}>Agreement</Link></p>;
  return (
    <>
      <p>From the {seen.form.title} to the {next.form.title}. The answers go along; every practice signs the new text.</p>
      <Fields heading="New to fill" titles={titlesOf(next.form, next.new_fields)} none="Nothing." />
      <Fields heading="Left behind: the new form has no place for it" titles={titlesOf(seen.form, next.left_behind)} none="Nothing." />
      {save.isError && <ProblemNotice problem={problemOf(save.error)} />}
      {signed > 0 && <p><strong>{signed} of {seen.standing.members.length} practices have signed the text that holds now: they must sign the new one.</strong></p>}
      <Button
        busy={save.isPending}
        onClick={() => save.mutate(
          { based_on: seen.version, form: next.form.id, ...next.agreement, ...(signed > 0 && { voids_signatures: true }) },
          { onSuccess: () => void navigate(`/my-networks/${seen.network}/agreement?said=saved`) },
        )}
      >
        Carry over as version {seen.version + 1}
      </Button>
    </>
  );
}

function NextOf({ network }: { readonly network: string }): ReactNode {
  const agreement = loaded(useAgreement(network));
  const next = loaded(useAgreementOnNextForm(network));
  return (
    <WhenReady of={agreement} what="the agreement">
      {(seen) => <WhenReady of={next} what="the newer form">{(ready) => <Next seen={seen} next={ready} />}</WhenReady>}
    </WhenReady>
  );
}

export function AgreementNextFormPage(): ReactNode {
  return <NetworkFrame title="Carry the network agreement over">{({ id }) => <NextOf network={id} />}</NetworkFrame>;
}
