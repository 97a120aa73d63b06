// Putting a motion. How it is voted on stands in Schedule 1 of the network agreement where the
// members wrote it there; what it does not say, whoever puts the motion states by hand.
import type { ReactNode } from 'react';

import type { AgreementInView, Meeting } from '../../api/types';
import { type Field, FieldForm, type FieldValues, FoldedForm } from '../../ui/forms/field_form';

type Motion = NonNullable<Meeting['motions']>[number];

export interface Schedule1 {
  /** Of the agreement; 0 while nothing of it is written. */
  readonly version: number;
  readonly weight: 'headcount' | 'list_size' | undefined;
  readonly otherWay: string;
  readonly percent: string;
  readonly quorum: string;
  readonly reserved: readonly { readonly matter: string; readonly majority: string }[];
}

const WEIGHTS: Readonly<Record<string, Schedule1['weight']>> = { one_each: 'headcount', by_list: 'list_size' };

/** What the newest agreement says of votes. A choice is a text or a list of one. */
export function schedule1Of(agreement: AgreementInView | undefined): Schedule1 {
  const values = agreement?.agreement.values ?? {};
  const text = (name: string): string => {
    const value = values[name];
    const first = Array.isArray(value) ? value[0] : value;
    return typeof first === 'string' ? first : '';
  };
  const rows = values['reserved_matters'];
  return {
    version: agreement?.version ?? 0,
    weight: WEIGHTS[text('votes')],
    otherWay: text('votes_other'),
    percent: text('majority'),
    quorum: text('quorum'),
    reserved: (Array.isArray(rows) ? rows : [])
      .flatMap((row) => (typeof row === 'string' ? [] : [{ matter: row['matter'] ?? '', majority: row['majority'] ?? '' }]))
      .filter(({ matter }) => matter !== ''),
  };
}

const YES_NO = [{ value: '1', label: 'Yes' }, { value: '0', label: 'No' }];

function fieldsOf(items: Field['choices'], says: Schedule1): readonly Field[] {
  const schedule = `Schedule 1 (version ${says.version} of the agreement)`;
  const silent = 'The network agreement does not say. State what the members agreed.';
  return [
    { name: 'title', label: 'Motion', kind: 'text' },
    { name: 'item', label: 'Item of the agenda', kind: 'choice', choices: items ?? [] },
    ...(says.reserved.length > 0
      ? [{
        name: 'reserved', label: 'Reserved matter', kind: 'choice', value: 'none',
        hint: `${schedule} reserves some decisions to a greater majority.`,
        choices: [
          { value: 'none', label: 'None of them' },
          ...says.reserved.map(({ matter, majority }) => ({ value: matter, label: majority ? `${matter} (${majority} %)` : matter })),
        ],
      } as const]
      : []),
    {
      name: 'weight', label: 'Votes are counted by', kind: 'choice', value: says.weight ?? '',
      hint: says.weight ? `As ${schedule} says.` : says.otherWay ? `${schedule} says: “${says.otherWay}”.` : silent,
      choices: [{ value: 'headcount', label: 'Practice' }, { value: 'list_size', label: 'Size of the list' }],
    },
    { name: 'percent', label: 'Per cent in favour', kind: 'number', value: says.percent, hint: says.percent ? `As ${schedule} says of ordinary decisions.` : silent },
    { name: 'more_than', label: 'More than that is needed', kind: 'choice', choices: YES_NO, hint: 'No: exactly that is enough.' },
    { name: 'of_all', label: 'Of all that may vote, not of the votes cast', kind: 'choice', choices: YES_NO },
    { name: 'quorum_percent', label: 'Quorum in per cent of the practices', kind: 'number', hint: says.quorum ? `${schedule} says: “${says.quorum}”.` : silent },
  ];
}

function checkOf({ reserved }: Schedule1) {
  return ({ percent = '', quorum_percent: quorum = '', reserved: matter }: FieldValues): { field: string; message: string }[] => {
    const wrong = [];
    const needed = reserved.find((one) => one.matter === matter)?.majority;
    if (percent && !/^(\d{1,2}|100)$/.test(percent)) wrong.push({ field: 'percent', message: 'Enter a whole number up to 100' });
    else if (needed && Number(percent) < Number(needed)) wrong.push({ field: 'percent', message: `Enter ${needed} or more: Schedule 1 asks for it in this matter` });
    if (quorum && !/^(\d{1,2}|100)$/.test(quorum)) wrong.push({ field: 'quorum_percent', message: 'Enter a whole number up to 100' });
    return wrong;
  };
}

function motionOf({ title = '', item, weight, percent, more_than: more, of_all: all, quorum_percent: quorum, reserved = 'none' }: FieldValues): Motion {
  return {
    title, item: Number(item), ...(reserved !== 'none' && { reserved: 1 as const }),
    rule: {
      weight: weight === 'list_size' ? 'list_size' : 'headcount', percent: Number(percent), more_than: more === '1' ? 1 : 0,
      of_all: all === '1' ? 1 : 0, quorum_percent: Number(quorum),
    },
  };
}

export function MotionForm({ items, says, busy, put }: {
  readonly items: Field['choices'];
  readonly says: Schedule1;
  readonly busy: boolean;
  readonly put: (motion: Motion) => Promise<boolean>;
}): ReactNode {
  return (
    <FoldedForm title="Put a motion">
      <FieldForm id="put-a-motion" fields={fieldsOf(items, says)} action="Put this motion" busy={busy} check={checkOf(says)} onSubmit={(values) => put(motionOf(values))} />
    </FoldedForm>
  );
}
