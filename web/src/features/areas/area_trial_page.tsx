// Trying out an area before anybody proposes it: some practices of a commissioner and an area for
// them, with what the rules say. Nothing is saved.
import { type ReactNode, useState } from 'react';
import { useParams } from 'react-router';

import type { NetworkArea, NetworkMap } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { counted } from '../../ui/text/counts';
import { DayChoice } from '../register/day_choice';
import { DayLink } from '../register/day_link';
import { useDay } from '../register/use_register';
import { AreaChooser } from './area_chooser';
import { ofKind } from './network_map';
import { type Day, useNetworksMap } from './use_areas';
import './areas.css';

interface Practice {
  readonly code: string;
  readonly name: string;
}

function practicesOf(map: NetworkMap): readonly Practice[] {
  const all = [...ofKind(map, 'site').map(({ properties }) => properties), ...map.without_place];
  return all.map(({ code, name }) => ({ code, name })).sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}

function Practices(props: {
  readonly practices: readonly Practice[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}): ReactNode {
  const { practices, chosen, onChange } = props;
  const [words, setWords] = useState('');
  const shown = practices.filter(({ code, name }) => `${name} ${code}`.toLowerCase().includes(words.trim().toLowerCase()));
  return (
    <fieldset className="nhsuk-fieldset pcn-area-practices">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">Practices of the network</legend>
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor="practice-words">Find by name or code</label>
        <input id="practice-words" className="nhsuk-input nhsuk-input--width-20" value={words} onChange={(event) => setWords(event.target.value)} />
      </div>
      <p role="status">{counted(chosen.length, 'practice')} chosen.</p>
      <ul className="pcn-area-practices__list">
        {shown.map(({ code, name }) => (
          <li key={code}>
            <label className="pcn-area-box">
              <input
                type="checkbox"
                checked={chosen.includes(code)}
                onChange={() => onChange(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code])}
              />{' '}
              {name || code} ({code})
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function Trial({ commissioner, map, day }: { readonly commissioner: string; readonly map: NetworkMap; readonly day: Day }): ReactNode {
  const [members, setMembers] = useState<readonly string[]>([]);
  const [area, setArea] = useState<NetworkArea>({});
  const name = ofKind(map, 'commissioner')[0]?.properties.name ?? commissioner;
  return (
    <Page title="Try out an area" caption={name}>
      <p className="pcn-no-print"><DayLink to={`/register/commissioners/${commissioner}`}>Back to the commissioner</DayLink></p>
      <p>Choose practices, then the area that their network would answer for. Nothing is saved here.</p>
      <DayChoice asAt={map.as_at} isOnlyRead />
      <Practices practices={practicesOf(map)} chosen={members} onChange={setMembers} />
      <h2 className="nhsuk-heading-m">Area</h2>
      <AreaChooser commissioner={commissioner} members={members} value={area} onChange={setArea} {...(day.as_at && { asAt: day.as_at })} />
    </Page>
  );
}

export function AreaTrialPage(): ReactNode {
  const { code = '' } = useParams();
  const day = useDay();
  const map = loaded(useNetworksMap(code, day));
  return <WhenReady of={map} what="the practices">{(ready) => <Trial commissioner={code} map={ready} day={day} />}</WhenReady>;
}
