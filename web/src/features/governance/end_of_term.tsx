// Setting or changing the last day of a post: a resignation, a term that goes on, a day that was
// entered wrongly. Whether somebody follows is said at once, however far away the day is.
import { type ReactNode, useState } from 'react';

import type { NetworkPeople } from '../../api/types';
import { type Field, FieldForm, type FieldValues, FoldedForm } from '../../ui/forms/field_form';
import { daysAfter, longDate } from '../../ui/text/dates';

type Kept = NetworkPeople['posts'][number];

export interface Ending {
  readonly post: Kept;
  /** None: the term has no end any more. */
  readonly to: string | undefined;
  readonly reason: string;
}

/** What is missing on the day after a director's last, if they end then; nothing where all is held. */
export function gapAfter(posts: readonly Kept[], { post, to }: Ending): string | undefined {
  if (post.kind !== 'director' || !to) return undefined;
  const next = daysAfter(to, 1);
  const follow = posts.filter((one) => one.kind === 'director' && one.withdrawn !== 1 && one.id !== post.id
    && one.from <= next && (!one.to || next <= one.to));
  const share = follow.reduce((sum, { share_percent: percent = 100 }) => sum + percent, 0);
  if (share === 100) return undefined;
  return share === 0
    ? `From ${longDate(next)} nobody is clinical director. Name who follows.`
    : `From ${longDate(next)} the shares of the clinical directors come to ${share} %, not 100 %. Name who takes over, or change the shares.`;
}

export function EndOfTerm({ posts, busy, save }: {
  readonly posts: readonly Kept[];
  readonly busy: boolean;
  readonly save: (ending: Ending) => Promise<boolean>;
}): ReactNode {
  const [said, setSaid] = useState<{ readonly done: string; readonly gap: string | undefined }>();
  const fields: readonly Field[] = [
    {
      name: 'post', label: 'Whose term', kind: 'choice',
      choices: posts.map((post) => ({ value: post.id, label: `${post.person}, from ${longDate(post.from)}${post.to ? ` to ${longDate(post.to)}` : ''}` })),
    },
    { name: 'to', label: 'Last day', kind: 'day', optional: true, hint: 'A day that is past or to come. Leave it empty where no end is set any more.' },
    { name: 'reason', label: 'Reason', kind: 'text', hint: 'Such as “Resigned by letter of 3 May”. Nothing about health.' },
  ];
  const found = (id: string | undefined): Kept | undefined => posts.find((post) => post.id === id);
  const check = ({ post, to }: FieldValues): { field: string; message: string }[] => {
    const from = found(post)?.from;
    return to && from && to < from ? [{ field: 'to', message: `Enter a last day that is not before the first, ${longDate(from)}` }] : [];
  };
  const submit = async ({ post: id, to = '', reason = '' }: FieldValues): Promise<boolean> => {
    const post = found(id);
    if (!post) return false;
    const ending = { post, to: to || undefined, reason };
    setSaid(undefined);
    const taken = await save(ending);
    if (taken) setSaid({ done: to ? `The term of ${post.person} ends on ${longDate(to)}.` : `The term of ${post.person} has no end.`, gap: gapAfter(posts, ending) });
    return taken;
  };
  return (
    <>
      <div role="status">
        {said && (
          <div className={said.gap ? 'nhsuk-warning-callout' : 'nhsuk-inset-text'}>
            {said.gap && <h3 className="nhsuk-warning-callout__label">Nobody follows yet</h3>}
            <p>{said.done}{said.gap && ` ${said.gap}`}</p>
          </div>
        )}
      </div>
      <FoldedForm title="Set or change the last day of a post">
        <FieldForm id="ending" fields={fields} action="Save this last day" busy={busy} check={check} onSubmit={submit} />
      </FoldedForm>
    </>
  );
}
