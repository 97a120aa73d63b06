// Finding one person: by NHS number, or by name and date of birth. What is typed travels in the
// body of the request and stays out of addresses and browser storage.
import { useMutation } from '@tanstack/react-query';
import { DateInput, TextInput } from 'nhsuk-react-components';
import { type FormEvent, type ReactNode, useState } from 'react';

import { answer, client } from '../../api/client';
import { problemOf } from '../../api/problem';
import type { PatientIdentity } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { errorOf, type FormError, FormErrors } from '../../ui/forms/form_errors';
import { useAnnounce } from '../../ui/notices/announcer';
import { Empty, ProblemNotice } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { Table } from '../../ui/table/table';
import { counted } from '../../ui/text/counts';
import { dateOfFields, today } from '../../ui/text/dates';
import { typedNhsNumber } from '../../ui/text/nhs_number';
import { LeftOut } from '../sharing/left_out';
import { Named } from './identity';
import '../worklists/worklists.css';

interface Wanted {
  readonly nhs_number?: string;
  readonly family_name?: string;
  readonly given_name?: string;
  readonly born?: string;
}

/** What to search for, or what is missing. */
export function wantedOf(form: FormData): Wanted | readonly FormError[] {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  if (text('nhs_number')) {
    const typed = typedNhsNumber(text('nhs_number'));
    if (typed.state === 'number') return { nhs_number: typed.digits };
    return [{ field: 'nhs_number', message: typed.why }];
  }
  const born = { day: text('born-day'), month: text('born-month'), year: text('born-year') };
  const hasBorn = Object.values(born).some((part) => part !== '');
  const date = dateOfFields(born);
  if (hasBorn && !date) return [{ field: 'born-day', message: 'Enter a full date of birth, like 15 3 1950' }];
  if (!text('family_name')) {
    return [{ field: 'nhs_number', message: 'Enter an NHS number, or a family name' }];
  }
  if (!date && text('family_name').length < 2) {
    return [{ field: 'family_name', message: 'Enter at least 2 letters of the family name' }];
  }
  return {
    family_name: text('family_name'),
    ...(text('given_name') && { given_name: text('given_name') }),
    ...(date && { born: date }),
  };
}

interface FoundProps {
  readonly patients: readonly PatientIdentity[];
  readonly total: number;
}

function Found({ patients, total }: FoundProps): ReactNode {
  if (total === 0) {
    return (
      <Empty
        why="Nobody was found among the people your role may see."
        next="Check the spelling, or leave out the given name. Somebody registered at a practice outside the network is not in OpenPCN."
      />
    );
  }
  const left = total - patients.length;
  return (
    <>
      <h2 className="nhsuk-heading-m">{counted(total, 'person', 'people')} found</h2>
      {left > 0 && <p>The first {patients.length} are shown. Add a date of birth to find the right one.</p>}
      <Table
        compact
        caption="People found"
        captionHidden
        columns={[
          {
            key: 'person',
            heading: 'Person',
            names: true,
            cell: (patient) => <Named patient={patient} asAt={today()} />,
          },
          { key: 'practice', heading: 'Practice', cell: (patient) => patient.practice.name },
          { key: 'state', heading: 'State', cell: (patient) => (patient.deceased ? 'Has died' : 'Alive') },
        ]}
        rows={patients}
        rowKey={(patient) => patient.id}
      />
    </>
  );
}

export function FindPatientPage(): ReactNode {
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [turn, setTurn] = useState(0);
  const announce = useAnnounce();
  const search = useMutation({
    mutationFn: (body: Wanted) => answer(client.POST('/api/patients/search', { body })),
    onSuccess: ({ total }) => announce(`${counted(total, 'person', 'people')} found`),
    gcTime: 0,
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const wanted = wantedOf(new FormData(event.currentTarget));
    setTurn(turn + 1);
    if (Array.isArray(wanted)) {
      search.reset();
      setErrors(wanted);
    } else {
      setErrors([]);
      search.mutate(wanted as Wanted);
    }
  };
  return (
    <Page title="Find a patient">
      <LeftOut want="find_people" />
      <form onSubmit={submit} noValidate className="pcn-form" autoComplete="off">
        <FormErrors errors={errors} turn={turn} />
        <TextInput
          id="nhs_number"
          name="nhs_number"
          label="NHS number"
          hint="10 digits, like 999 123 4567. You can paste it."
          width={20}
          inputMode="numeric"
          {...errorOf(errors, 'nhs_number')}
        />
        <p className="pcn-or">or</p>
        <TextInput id="family_name" name="family_name" label="Family name" width={20} spellCheck={false} {...errorOf(errors, 'family_name')} />
        <TextInput id="given_name" name="given_name" label="Given name (optional)" width={20} spellCheck={false} />
        <DateInput
          id="born"
          name="born"
          legend="Date of birth (optional)"
          hint="For example, 15 3 1950"
          {...errorOf(errors, 'born-day')}
        />
        <Button type="submit" busy={search.isPending}>Find</Button>
      </form>
      <p className="pcn-quiet">Every search and every record you open is kept in the audit log.</p>
      {search.isError && <ProblemNotice problem={problemOf(search.error)} />}
      {search.data && <Found patients={search.data.patients} total={search.data.total} />}
    </Page>
  );
}
