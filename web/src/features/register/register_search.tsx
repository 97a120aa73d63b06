// Finds networks and practices while somebody types.
import { TextInput } from 'nhsuk-react-components';
import { type ReactNode, useDeferredValue, useEffect, useState } from 'react';
import { Link } from 'react-router';

import type { RegisterHit } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { useAnnounce } from '../../ui/notices/announcer';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { counted } from '../../ui/text/counts';
import { atDay, useDay, useRegisterSearch } from './use_register';

function addressOf(hit: RegisterHit): string {
  return `/register/${hit.kind === 'network' ? 'networks' : 'practices'}/${hit.code}`;
}

function Hits({ hits }: { readonly hits: readonly RegisterHit[] }): ReactNode {
  const day = useDay();
  const announce = useAnnounce();
  useEffect(() => announce(`${counted(hits.length, 'result')} shown`), [announce, hits.length]);
  if (hits.length === 0) {
    return <Empty why="No network or practice is found." next="Try the start of its name, its code or its postcode." />;
  }
  return (
    <ul className="pcn-register-hits" aria-label="Networks and practices found">
      {hits.map((hit) => (
        <li key={`${hit.kind} ${hit.code}`}>
          <Link to={atDay(addressOf(hit), day)}>{hit.name || hit.code}</Link>
          <span className="pcn-quiet">
            {' '}
            {[hit.kind === 'network' ? 'Network' : 'Practice', hit.code, hit.postcode, hit.detail]
              .filter((part) => part !== '')
              .join(', ')}
            {!hit.current && hit.detail !== 'closed' && ', not counted on this day'}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function RegisterSearch(): ReactNode {
  const [typed, setTyped] = useState('');
  const question = useDeferredValue(typed.trim());
  const hits = loaded(useRegisterSearch(question, useDay()));
  return (
    <search className="pcn-no-print">
      <TextInput
        id="register-search"
        name="q"
        type="search"
        label="Find a network or practice"
        hint="Name, code or postcode"
        maxLength={200}
        width={30}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {question !== '' && (
        <WhenReady of={hits} what="what is found">{(ready) => <Hits hits={ready} />}</WhenReady>
      )}
    </search>
  );
}
