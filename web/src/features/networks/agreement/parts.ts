// An agreement in the parts that people fill one by one: its own clauses, each schedule, and the
// schedules that the practices add.
import type { AgreementField, AgreementForm, AgreementInView } from '../../../api/types';
import { codesOf, isFilled, mistakesIn, nameOf, rowsOf, textOf, type Values } from '../../../ui/forms/form_values';
import { count } from '../../../ui/text/counts';
import { longDate } from '../../../ui/text/dates';

export interface AgreementPart {
  /** In the address: "clauses", "1" to "7". */
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly fields: readonly AgreementField[];
}

export { codesOf, isFilled, mistakesIn, rowsOf, textOf };
export type { Values };
export type Member = AgreementInView['agreement']['members'][number];

export function partsOf(form: AgreementForm): readonly AgreementPart[] {
  const own = form.clauses.flatMap(({ own_text: text }) => (text ? [text] : []));
  return [
    {
      id: 'clauses',
      title: 'Clauses on disputes',
      about: 'All other clauses are fixed: they stand in the national template. These two are the practices’ own.',
      fields: own,
    },
    ...form.schedules.map(({ number, title, about, fields }) => ({ id: String(number), title: `Schedule ${number}: ${title}`, about, fields })),
  ];
}

/** One text as people read it: an answer's words, a practice's name, a number with its unit. */
export function wordsOf(field: AgreementField, text: string, members: readonly Member[]): string {
  switch (field.kind) {
    case 'choice':
      return field.choices.find(({ id }) => id === text)?.title ?? text;
    case 'practice':
    case 'practices':
      return nameOf(members, text);
    case 'date':
      return longDate(text);
    case 'number': {
      const number = /^\d+$/.test(text) ? count(Number(text)) : text;
      return field.unit === '%' ? `${number}%` : [number, field.unit].filter(Boolean).join(' ');
    }
    default:
      return text;
  }
}

/** How many practices signed the text that holds, wholly or in part. */
export function signedCount({ standing }: AgreementInView): number {
  return standing.members.filter(({ state }) => state === 'signed' || state === 'partly_signed').length;
}
