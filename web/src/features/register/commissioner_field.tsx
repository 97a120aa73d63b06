// The commissioner of a form, chosen by name among those of the register today.
import type { ReactNode } from 'react';

import { ChoiceField, TextField } from '../networks/formation/fields';
import { useRegister } from './use_register';

export interface CommissionerFieldProps {
  readonly value: string;
  readonly onChange: (code: string) => void;
}

export function CommissionerField({ value, onChange }: CommissionerFieldProps): ReactNode {
  const register = useRegister({});
  const commissioners = register.data?.commissioners ?? [];
  const label = 'Lead commissioner';
  if (!register.isPending && commissioners.length === 0) return <TextField label={label} hint="Its ODS code, such as 16C" value={value} onChange={onChange} />;
  const isKnown = value === '' || commissioners.some(({ code }) => code === value);
  const named = commissioners
    .flatMap(({ code, name }): [string, string][] => (code ? [[code, name ? `${name} (${code})` : code]] : []))
    .toSorted((one, other) => one[1].localeCompare(other[1]));
  return <ChoiceField label={label} value={value} onChange={onChange} options={[['', 'Choose one'], ...named, ...(isKnown ? [] : [[value, value] as const])]} />;
}
