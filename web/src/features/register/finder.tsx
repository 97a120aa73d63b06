// Finds one practice or network of the register while somebody types, to be chosen for a form.
import { type ReactNode, useState } from 'react';

import type { RegisterHit } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { useSettled } from '../areas/use_areas';
import { TextField } from '../networks/formation/fields';
import { useRegisterSearch } from './use_register';

const SHOWN = 8;
const SETTLES_MS = 250;

export interface FinderProps {
  readonly label: string;
  readonly kind: RegisterHit['kind'];
  /** Codes that are chosen already. */
  readonly taken?: readonly string[];
  /** What the button says before the name; only the name without it. */
  readonly verb?: string;
  readonly onChoose: (found: { readonly code: string; readonly name: string }) => void;
}

/** Its code may be typed too, also one that the register does not know. */
export function Finder({ label, kind, taken = [], verb = '', onChoose }: FinderProps): ReactNode {
  const [typed, setTyped] = useState('');
  const question = useSettled(typed.trim(), SETTLES_MS);
  const found = useRegisterSearch(question, {});
  const hits = (question ? found.data ?? [] : []).filter((hit) => hit.kind === kind).slice(0, SHOWN);
  const code = typed.trim().toUpperCase();
  const isUnknown = /^[A-Z0-9]{3,10}$/.test(code) && !taken.includes(code) && found.isSuccess && !found.isPlaceholderData && hits.length === 0;
  const choose = (chosen: { readonly code: string; readonly name: string }): void => {
    setTyped('');
    onChoose(chosen);
  };
  return (
    <>
      <TextField label={label} hint="Its name, code or postcode" value={typed} onChange={setTyped} />
      {typed.trim() !== '' && (
        <ul className="nhsuk-list" aria-label={`${label}: found`} aria-live="polite">
          {hits.map((hit) => (
            <li key={hit.code}>
              {taken.includes(hit.code)
                ? <>{hit.name || hit.code} ({hit.code}) is chosen already.</>
                : <Button kind="link" onClick={() => choose(hit)}>{verb} {hit.name || hit.code} ({hit.code})</Button>}
              <span className="pcn-quiet"> {[hit.postcode, hit.detail].filter(Boolean).join(', ')}</span>
            </li>
          ))}
          {isUnknown && <li><Button kind="link" onClick={() => choose({ code, name: '' })}>Take the code {code} as it stands</Button></li>}
        </ul>
      )}
    </>
  );
}
