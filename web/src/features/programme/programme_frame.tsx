// The frame of the programme's pages: whose programme it is, and its pages.
import type { ReactNode } from 'react';

import type { Programme } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { AcrossPlaces } from '../networks/across_places';
import { DayChoice } from '../register/day_choice';
import { useDay } from '../register/use_register';
import { useProgramme } from './use_programme';
import './programme.css';

export function titleOf(terms: readonly { readonly id: string; readonly title: string }[], wanted: string): string {
  return terms.find(({ id }) => id === wanted)?.title ?? wanted;
}

export function choicesOf(terms: readonly { readonly id: string; readonly title: string }[]): { readonly value: string; readonly label: string }[] {
  return terms.map(({ id, title }) => ({ value: id, label: title }));
}

/** One thing a line, as people write lists. */
export function linesOf(text: string = ''): string[] {
  return text.split('\n').map((line) => line.trim()).filter(Boolean);
}

export function ProgrammeFrame({ title, children }: { readonly title: string; readonly children: (programme: Programme) => ReactNode }): ReactNode {
  const found = loaded(useProgramme(useDay()));
  const known = found.state === 'ready' ? found.value : undefined;
  return (
    <Page title={title} caption={known && <>Programme of forming and developing networks, {known.commissioner.name}</>}>
      <div className="pcn-network">
        <AcrossPlaces />
        <div>
          <WhenReady of={found} what="the programme">
            {(programme) => <><DayChoice asAt={programme.as_at} />{children(programme)}</>}
          </WhenReady>
        </div>
      </div>
    </Page>
  );
}
