// Everything that a request would alter, before anybody commits to it: the day before beside the
// first day. Made to be read by whoever manages a practice, and to be printed for a meeting.
import type { ReactNode } from 'react';
import { Link } from 'react-router';

import type { ChangeInView, ChangePreview } from '../../api/types';
import { Button, ButtonLink } from '../../ui/forms/button';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { longDate } from '../../ui/text/dates';
import { ChangeFrame } from './change_frame';
import { Steps } from './change_words';
import { addressOf } from './changes_page';
import { Hindrances } from './hindrances';
import { InShort } from './preview_in_short';
import { Agreement, Areas, Committees, Data, Money, Payee, Teams } from './preview_parts';
import { Coverage, NetworkLists } from './preview_size';
import { usePreview } from './use_changes';

const PARTS: readonly { readonly id: string; readonly title: string; readonly part: (props: { readonly preview: ChangePreview }) => ReactNode }[] = [
  { id: 'lists', title: 'Practices and list size', part: NetworkLists },
  { id: 'coverage', title: 'Who would have a network', part: Coverage },
  { id: 'area', title: 'The area', part: Areas },
  { id: 'committees', title: 'Committees and votes', part: Committees },
  { id: 'agreement', title: 'The network agreement and its signatures', part: Agreement },
  { id: 'data', title: 'Who sees whose data', part: Data },
  { id: 'payee', title: 'The payee', part: Payee },
  { id: 'teams', title: 'Teams', part: Teams },
  { id: 'money', title: 'Money', part: Money },
];

function Basis({ preview }: { readonly preview: ChangePreview }): ReactNode {
  return (
    <section>
      <h2 className="nhsuk-heading-m">What this rests on</h2>
      {preview.notes && preview.notes.length > 0 && <ul>{preview.notes.map((note) => <li key={note}>{note}</li>)}</ul>}
      <p>Version {preview.version} of the request, by the rules of: {preview.rules.title}. {preview.rules.note} {preview.rules.assurance}</p>
    </section>
  );
}

export function Preview({ preview }: { readonly preview: ChangePreview }): ReactNode {
  return (
    <article className="pcn-preview">
      <p>
        {preview.title}. Everything below compares <strong>{longDate(preview.day_before)}</strong>, the day before, with{' '}
        <strong>{longDate(preview.day)}</strong>, the first day.
      </p>
      <InShort preview={preview} />
      <Hindrances hindrances={preview.hindrances} />
      <nav aria-label="Parts of the preview" className="pcn-no-print">
        <ol>{PARTS.map(({ id, title }) => <li key={id}><a href={`#${id}`}>{title}</a></li>)}</ol>
      </nav>
      {PARTS.map(({ id, title, part: Part }, position) => (
        <section key={id} aria-labelledby={id}>
          <h2 className="nhsuk-heading-m" id={id} tabIndex={-1}>{position + 1}. {title}</h2>
          <Part preview={preview} />
        </section>
      ))}
      <Basis preview={preview} />
    </article>
  );
}

function Next({ view }: { readonly view: ChangeInView }): ReactNode {
  return (
    <p className="pcn-no-print">
      <ButtonLink to={addressOf(view)}>{view.may.includes('send') ? 'Go on: agree and send' : 'Back to the request'}</ButtonLink>{' '}
      {view.may.includes('save') && <ButtonLink to={`${addressOf(view)}/edit`} kind="secondary">Change the request</ButtonLink>}{' '}
      <Button kind="secondary" onClick={() => globalThis.print()}>Print</Button>
    </p>
  );
}

function OfChange({ view }: { readonly view: ChangeInView }): ReactNode {
  const preview = loaded(usePreview({ network: view.network, change: view.id }, view.version));
  return (
    <>
      {(view.state === 'draft' || view.state === 'returned') && <Steps now={2} />}
      <WhenReady of={preview} what="the preview">{(ready) => <Preview preview={ready} />}</WhenReady>
      {preview.state === 'failed' && <p><Link to={`${addressOf(view)}/edit`}>Fill in what is missing</Link></p>}
      <Next view={view} />
    </>
  );
}

export function PreviewPage(): ReactNode {
  return <ChangeFrame title="What the change would alter">{(view) => <OfChange view={view} />}</ChangeFrame>;
}
