// The parts of a preview that say what happens to the area, the committees, the agreement, data,
// payee, teams and money.
import type { ReactNode } from 'react';

import type { ChangePreview } from '../../api/types';
import { Sentences } from './sentences';

interface PartProps {
  readonly preview: ChangePreview;
}
type Area = ChangePreview['areas'][number];

const RULES: Readonly<Record<Area['findings'][number]['rule'], string>> = {
  overlap: 'No overlap with another network',
  gap: 'No gap beside it',
  contiguous: 'In one piece',
  sites_inside: 'Practices inside',
  within_commissioner: 'Within the commissioner’s area',
  residents_outside: 'Patients who live outside',
};
const OUTCOMES: Readonly<Record<Area['findings'][number]['outcome'], readonly [words: string, colour: string]>> = {
  met: ['Met', 'green'],
  not_met: ['Not met', 'red'],
  to_explain: ['To be explained', 'orange'],
  not_known: ['Not known', 'grey'],
  told: ['For information', 'grey'],
};

function OneArea({ area }: { readonly area: Area }): ReactNode {
  const outside = area.members.filter(({ inside }) => inside === 'outside');
  return (
    <section>
      <h3 className="nhsuk-heading-s">{area.name}{area.code && ` (${area.code})`}</h3>
      <p>{area.note}</p>
      {area.lacks && <p><strong className="nhsuk-tag nhsuk-tag--orange">Missing</strong> {area.lacks}</p>}
      {!area.altered && area.known && <p>The change does not alter the area; only where its practices stand counts for the decision.</p>}
      {outside.length > 0 && <p>Practices that stand outside the area: {outside.map(({ name, code }) => `${name} (${code})`).join(', ')}.</p>}
      {area.findings.length > 0 && (
        <ul className="nhsuk-list pcn-findings" aria-label={`What the rules say of the area of ${area.name}`}>
          {area.findings.map(({ rule, outcome, arithmetic, clause }, position) => {
            const [words, colour] = OUTCOMES[outcome];
            return (
              <li key={`${position} ${rule}`}>
                <strong className={`nhsuk-tag nhsuk-tag--${colour}`}>{words}</strong> <strong>{RULES[rule]}.</strong> {arithmetic}
                {clause && <p className="nhsuk-u-font-size-16 nhsuk-u-secondary-text-colour">Rule: {clause}</p>}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

export function Areas({ preview }: PartProps): ReactNode {
  if (preview.areas.length === 0) return <p>No area changes.</p>;
  return preview.areas.map((area) => <OneArea key={`${area.code} ${area.name}`} area={area} />);
}

export function Committees({ preview: { people } }: PartProps): ReactNode {
  const all = [...people.gains_vote, ...people.loses_vote, ...people.posts, ...people.meetings];
  if (all.length === 0) return <Sentences all={all} />;
  const parts = [['Gains a vote', people.gains_vote], ['Loses its vote', people.loses_vote], ['Posts', people.posts], ['Meetings that are planned', people.meetings]] as const;
  return parts.filter(([, some]) => some.length > 0).map(([title, some]) => (
    <section key={title}>
      <h3 className="nhsuk-heading-s">{title}</h3>
      <Sentences all={some} />
    </section>
  ));
}

export function Agreement({ preview }: PartProps): ReactNode {
  return <Sentences all={preview.agreement} />;
}

export function Data({ preview: { data } }: PartProps): ReactNode {
  return (
    <>
      <h3 className="nhsuk-heading-s">Ends</h3>
      <Sentences all={data.loses} none="Nobody loses access to anybody’s data." />
      <h3 className="nhsuk-heading-s">Begins</h3>
      <Sentences all={data.gains} none="Nobody gains access to anybody’s data. A data-sharing agreement would give it." />
    </>
  );
}

export function Payee({ preview }: PartProps): ReactNode {
  return <Sentences all={preview.payee} />;
}

export function Teams({ preview }: PartProps): ReactNode {
  return <Sentences all={preview.teams} />;
}

export function Money({ preview: { money } }: PartProps): ReactNode {
  return <p>{money.what}</p>;
}
