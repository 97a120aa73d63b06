// How many people the text holds for now: the number, of whom, and whether it is of the text as it
// stands or of an earlier one.
import { type ReactNode, useEffect } from 'react';

import { useAnnounce } from '../../ui/notices/announcer';
import { ProblemNotice } from '../../ui/notices/notices';
import { counted } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { peopleWords, people, share, SUPPRESSED } from './disclosed';
import type { Counted, LiveCount } from './use_live_count';

function whom({ count }: Counted): string {
  const title = count.base.title;
  return `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}

/** "412 people, 0.9% of 45,210". */
export function countWords({ count }: Counted): string {
  const { people: found, of, disclosure } = count;
  const part = share(found, of, disclosure);
  return `${peopleWords(found, disclosure)}${part === 'Not known' ? '' : `, ${part}`} of ${people(of, disclosure)}`;
}

export function mistakeWords(number: number): string {
  return `${counted(number, 'mistake')} in the text`;
}

function standingWords({ standing, last, mistakes }: LiveCount): string {
  switch (standing.state) {
    case 'nothing':
      return 'Write a rule to see how many people it holds for.';
    case 'counting':
      return 'Counting…';
    case 'counted':
      return 'Up to date with the text.';
    case 'mistaken':
      return last
        ? `${mistakeWords(mistakes?.diagnostics.length ?? 0)}: the number is of the text before.`
        : `${mistakeWords(mistakes?.diagnostics.length ?? 0)}: nothing is counted yet.`;
    case 'failed':
      return last ? 'Not counted: the number is of an earlier text.' : 'Not counted.';
  }
}

/** Mistakes are told after a while only: an unfinished word is one at every pause. */
const MISTAKES_TOLD_AFTER_MILLISECONDS = 1500;

function useTold(live: LiveCount): void {
  const announce = useAnnounce();
  const { standing, last, mistakes } = live;
  const first = mistakes?.diagnostics[0];
  const told = ((): string => {
    if (standing.state === 'counted' && last) return countWords(last);
    if (standing.state !== 'mistaken' || !first) return '';
    return `${mistakeWords(mistakes.diagnostics.length)}. Line ${first.line}: ${first.message}`;
  })();
  const wait = standing.state === 'mistaken' ? MISTAKES_TOLD_AFTER_MILLISECONDS : 0;
  useEffect(() => {
    if (!told) return undefined;
    const timer = setTimeout(() => announce(told), wait);
    return () => clearTimeout(timer);
  }, [announce, told, wait]);
}

export function LiveNumber({ live }: { readonly live: LiveCount }): ReactNode {
  useTold(live);
  const { standing, last } = live;
  const isCurrent = standing.state === 'counted';
  return (
    <section className="pcn-live" aria-labelledby="live-count" aria-busy={standing.state === 'counting'}>
      <h2 className="nhsuk-heading-s" id="live-count">People</h2>
      {last ? (
        <div className={isCurrent || standing.state === 'counting' ? undefined : 'pcn-live__stale'}>
          <p className="pcn-live__number">{people(last.count.people, last.count.disclosure)}</p>
          <p className="pcn-live__of">
            {share(last.count.people, last.count.of, last.count.disclosure) !== 'Not known' && (
              <strong>{share(last.count.people, last.count.of, last.count.disclosure)} </strong>
            )}
            of {peopleWords(last.count.of, last.count.disclosure)}: {whom(last)}, as at {longDate(last.count.as_at)}
          </p>
        </div>
      ) : (
        <p className="pcn-live__number pcn-live__number--none" aria-hidden="true">–</p>
      )}
      <p className={`pcn-live__standing pcn-live__standing--${standing.state}`}>{standingWords(live)}</p>
      {last?.count.disclosure === 'small_numbers_suppressed' && <p className="pcn-quiet">{SUPPRESSED}</p>}
      {standing.state === 'failed' && <ProblemNotice problem={standing.problem} retry={standing.retry} />}
    </section>
  );
}
