// The people of the network, or of one practice, in counts: age and sex, conditions against
// England, deprivation, and the practices side by side.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Select } from 'nhsuk-react-components';
import type { FormEvent, ReactNode } from 'react';
import { useNavigate, useSearchParams } from 'react-router';

import { answer, client } from '../../api/client';
import type { Population } from '../../api/types';
import { type Chip, Chips } from '../../ui/filters/chips';
import { Button } from '../../ui/forms/button';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { counted } from '../../ui/text/counts';
import { FreshnessOf } from '../feeds/freshness';
import { LeftOut } from '../sharing/left_out';
import { AgeAndSex, Conditions, Deprivation } from './charts';
import { PracticeComparison } from './practice_comparison';
import { usePractices } from './use_practices';

function usePopulation(practice: string): UseQueryResult<Population> {
  return useQuery({
    queryKey: ['population', practice],
    queryFn: () =>
      answer(client.GET('/api/population', { params: { query: practice ? { practice } : {} } })),
    placeholderData: (before) => before,
  });
}

function Filter({ practice }: { readonly practice: string }): ReactNode {
  const navigate = useNavigate();
  const practices = usePractices().data ?? [];
  const apply = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const chosen = new FormData(event.currentTarget).get('practice');
    const search = typeof chosen === 'string' && chosen ? `?practice=${encodeURIComponent(chosen)}` : '';
    void navigate(`/population${search}`, { preventScrollReset: true });
  };
  const name = practices.find(({ ods_code }) => ods_code === practice)?.name ?? practice;
  const chips: readonly Chip[] = practice ? [{ name: 'Practice', value: name, without: '/population' }] : [];
  return (
    <div className="pcn-no-print">
      <form className="pcn-filters" aria-label="Filter the figures" onSubmit={apply} key={`${practice} ${practices.length}`}>
        <div className="pcn-filters__row">
          <Select id="practice" name="practice" label="Practice" defaultValue={practice}>
            <option value="">All practices</option>
            {practices.map(({ ods_code, name: title }) => (
              <option key={ods_code} value={ods_code}>{title}</option>
            ))}
          </Select>
          <Button type="submit" kind="secondary">Apply filters</Button>
        </div>
      </form>
      <Chips chips={chips} clearAll="/population" />
    </div>
  );
}

export function PopulationPage(): ReactNode {
  const [search] = useSearchParams();
  const practice = search.get('practice') ?? '';
  const population = loaded(usePopulation(practice));
  return (
    <Page title="Population overview">
      <LeftOut want="count_people" />
      <Filter practice={practice} />
      <WhenReady of={population} what="the figures">
        {(ready) => (
          <>
            <p>{counted(ready.registered, 'person is', 'people are')} registered here.</p>
            <FreshnessOf asAt={ready.as_at} feeds={ready.freshness} />
            <AgeAndSex population={ready} />
            <Conditions population={ready} />
            <Deprivation population={ready} />
            <PracticeComparison population={ready} />
          </>
        )}
      </WhenReady>
    </Page>
  );
}
