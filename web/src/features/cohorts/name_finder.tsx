// The names that a text can use, to be searched in and written at the cursor by a press: for those who
// do not know yet what there is.
import { TextInput } from 'nhsuk-react-components';
import { type ReactNode, useState } from 'react';

import type { CohortVocabulary } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { counted } from '../../ui/text/counts';
import { Hidden } from '../../ui/text/hidden';
import { allNames, ranked, type Suggestion, SUGGESTIONS_MAX } from './editor/suggestions';

const SHOWN_MAX = 12;

function Found({ suggestion, onName }: { readonly suggestion: Suggestion; readonly onName: (written: string) => void }): ReactNode {
  return (
    <li className="pcn-names__one">
      <div>
        <strong>{suggestion.name}</strong> <span className="pcn-quiet">{suggestion.detail}</span>
        {suggestion.info && <span className="pcn-names__info">{suggestion.info}</span>}
      </div>
      <Button kind="small" onClick={() => onName(suggestion.written)}>
        Insert<Hidden>{suggestion.name}, {suggestion.detail}</Hidden>
      </Button>
    </li>
  );
}

export interface NameFinderProps {
  readonly vocabulary: CohortVocabulary | undefined;
  readonly onName: (written: string) => void;
}

export function NameFinder({ vocabulary, onName }: NameFinderProps): ReactNode {
  const [typed, setTyped] = useState('');
  if (!vocabulary) return null;
  const found = ranked(allNames(vocabulary), typed.trim());
  const total = found.length < SUGGESTIONS_MAX ? counted(found.length, 'name fits', 'names fit') : `More than ${SUGGESTIONS_MAX} names fit`;
  return (
    <details className="nhsuk-details pcn-names">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Find a name to use</span>
      </summary>
      <div className="nhsuk-details__text">
        <TextInput
          id="find-name"
          label="Part of the name"
          hint="Value sets, definitions of the content, functions"
          width={20}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <p className="pcn-quiet" role="status">
          {total}{found.length > SHOWN_MAX && `; the first ${SHOWN_MAX} are shown`}.
        </p>
        <ul className="pcn-names__list">
          {found.slice(0, SHOWN_MAX).map((suggestion) => (
            <Found key={suggestion.written + suggestion.detail} suggestion={suggestion} onName={onName} />
          ))}
        </ul>
      </div>
    </details>
  );
}
