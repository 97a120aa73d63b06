// Who signed exactly this text, who signed one that was changed, who did not sign.
import type { ReactNode } from 'react';

import type { AgreementInView } from '../../../api/types';
import { type Column, Table } from '../../../ui/table/table';
import { longTime } from '../../../ui/text/dates';

type Member = AgreementInView['standing']['members'][number];

export function stateWords(member: Member): { readonly words: string; readonly colour: string } {
  switch (member.state) {
    case 'signed':
      return { words: 'Signed this text', colour: 'green' };
    case 'partly_signed':
      return { words: `${member.partners_signed} of ${member.partners} partners have signed`, colour: 'yellow' };
    case 'signed_earlier':
      return { words: `Signed version ${member.earlier_version}: does not count any more`, colour: 'orange' };
    case 'not_signed':
      return { words: 'Not signed', colour: 'grey' };
  }
}

const COLUMNS: readonly Column<Member>[] = [
  { key: 'name', heading: 'Practice', names: true, cell: ({ name, code }) => (name ? `${name} (${code})` : code) },
  {
    key: 'state', heading: 'Signature',
    cell: (member) => {
      const { words, colour } = stateWords(member);
      return <strong className={`nhsuk-tag nhsuk-tag--${colour}`}>{words}</strong>;
    },
  },
  {
    key: 'by', heading: 'By',
    cell: ({ signer, capacity, at }) => (signer ? `${signer}, ${capacity?.toLowerCase()}, ${longTime(at)}` : 'Nobody yet'),
  },
];

export function SignatureTable({ seen }: { readonly seen: AgreementInView }): ReactNode {
  const { members } = seen.standing;
  const signed = members.filter(({ state }) => state === 'signed').length;
  return <Table caption={`${signed} of ${members.length} practices have signed this text`} columns={COLUMNS} rows={members} rowKey={({ code }) => code} />;
}
