// What a network agrees with partners: an arrangement of Schedule 7, an integration agreement with an
// integrated care provider, a memorandum. The signed text is kept elsewhere; here is what it covers,
// who is bound, when it must be looked at again, and under which agreement data flows.
import type { ReactNode } from 'react';
import { useParams } from 'react-router';

import type { PartnerAgreement, PartnerCatalogue, PartnerDirectory, SharingAgreements } from '../../api/types';
import { textOf } from '../../ui/forms/form_values';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { useAgreements as useSharing } from '../sharing/use_sharing';
import { ChangePaper, ownEntry } from './change_paper';
import { OwnerFrame, placeOf } from './owner';
import { EditPaper, type PaperKind } from './paper_form';
import { DAYS, needed, optional, paperOf, valuesOf } from './paper_values';
import { useAgreements, useCatalogue, useDirectory, useSaveAgreement } from './use_partners';

const LINES = ['parties'];

interface Known {
  readonly catalogue: PartnerCatalogue;
  readonly directory: PartnerDirectory;
  readonly sharing: SharingAgreements;
}

/** `held` is the agreement that is changed: what it names stays on offer. */
function agreementKind({ catalogue, directory, sharing }: Known, held?: PartnerAgreement): PaperKind<PartnerAgreement> {
  const isOffered = (id: string, inForce: boolean): boolean => inForce || Boolean(held?.partners.includes(id));
  const fields = [
    needed('title', 'Title'),
    needed('kind', 'Kind of agreement', 'choice', { choices: catalogue.agreement_kinds }),
    needed('partners', 'Partners', 'choices', {
      hint: 'Entries of the directory. Add a partner there first if it is missing.',
      choices: directory.entries.filter(({ id, in_force: inForce }) => isOffered(id, inForce))
        .map(({ id, partner, shared }) => ({ id, title: shared ? `${partner.name} (from the commissioner)` : partner.name })),
    }),
    needed('parties', 'Who is bound by it', 'text', { hint: 'As the document names them, one on each line.' }),
    needed('scope', 'What it covers', 'text'),
    optional('voting', 'At the network’s meetings', 'text', { hint: 'Such as “attends, does not vote”.' }),
    optional('document', 'Where the signed text is kept'),
    optional('relies_on', 'Data-sharing agreement', 'choice', {
      hint: 'Under which data flows between them, if any does.',
      choices: sharing.agreements.map(({ id, title }) => ({ id, title })),
    }),
    optional('review_on', 'To be reviewed on', 'date'),
    ...DAYS,
  ];
  return {
    what: 'agreement',
    fields,
    valuesOf: (agreement) => valuesOf(fields, agreement, LINES),
    textOf: (values) => paperOf(fields, values, LINES) as PartnerAgreement,
    check: (values) => {
      const review = textOf(values.review_on);
      return review && review < textOf(values.from) ? [{ field: 'review_on', message: 'The review must not lie before the first day' }] : [];
    },
  };
}

function WithKnown({ network, children }: { readonly network: string; readonly children: (known: Known) => ReactNode }): ReactNode {
  const catalogue = loaded(useCatalogue());
  const directory = loaded(useDirectory({ network }, { q: '', kind: '' }));
  const sharing = loaded(useSharing({}));
  return (
    <WhenReady of={catalogue} what="kinds of agreements">
      {(kinds) => (
        <WhenReady of={directory} what="the directory">
          {(entries) => (
            <WhenReady of={sharing} what="data-sharing agreements">
              {(agreements) => children({ catalogue: kinds, directory: entries, sharing: agreements })}
            </WhenReady>
          )}
        </WhenReady>
      )}
    </WhenReady>
  );
}

interface FormProps {
  readonly network: string;
  readonly known: Known;
}

function New({ network, known }: FormProps): ReactNode {
  return <EditPaper kind={agreementKind(known)} action="Add this agreement" leave={`${placeOf({ network }).pages}/partners`} save={useSaveAgreement(network)} />;
}

function Change({ network, known }: FormProps): ReactNode {
  const { entry } = useParams();
  const list = useAgreements(network, {});
  const held = list.data?.entries.find(({ id }) => id === entry)?.agreement;
  return (
    <ChangePaper
      kind={agreementKind(known, held)}
      list={list}
      pick={({ entries }) => ownEntry(entries, entry, ({ agreement }) => agreement)}
      leave={`${placeOf({ network }).pages}/partners`}
      save={useSaveAgreement(network)}
    />
  );
}

export function NewPartnerAgreementPage(): ReactNode {
  return (
    <OwnerFrame title="Add an agreement with partners">
      {({ network }) => network && <WithKnown network={network.id}>{(known) => <New network={network.id} known={known} />}</WithKnown>}
    </OwnerFrame>
  );
}

export function ChangePartnerAgreementPage(): ReactNode {
  return (
    <OwnerFrame title="Change an agreement with partners">
      {({ network }) => network && <WithKnown network={network.id}>{(known) => <Change network={network.id} known={known} />}</WithKnown>}
    </OwnerFrame>
  );
}
