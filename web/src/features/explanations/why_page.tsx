// Why a person is on a list, or why not: what would make it a yes, the entries that decided it, the
// clauses of the definition with their answers, and the CQL with every clause marked.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Select } from 'nhsuk-react-components';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';

import { answer, client } from '../../api/client';
import type { Definition, Explanation } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { longDate } from '../../ui/text/dates';
import { PatientBanner } from '../patients/patient_banner';
import { patientPath, whyPath } from '../worklists/worklist_address';
import { AnswerWord, ClauseTree } from './clause_tree';
import { CqlText } from './cql_text';
import { DecidingEntries } from './deciding_entries';
import { ProposedChanges } from './proposed_changes';
import './explanations.css';

function useExplanation(patient: string, definition: string): UseQueryResult<Explanation> {
  return useQuery({
    queryKey: ['explanation', patient, definition],
    queryFn: () =>
      answer(
        client.GET('/api/patients/{patient}/explanation', {
          params: { path: { patient }, query: { definition } },
        }),
      ),
    enabled: definition !== '',
    staleTime: 60_000,
  });
}

function useDefinitions(): UseQueryResult<Definition[]> {
  return useQuery({
    queryKey: ['definitions'],
    queryFn: () => answer(client.GET('/api/definitions')),
    staleTime: Infinity,
  });
}

function byService(definitions: readonly Definition[]): readonly (readonly [string, readonly Definition[]])[] {
  const groups = new Map<string, Definition[]>();
  for (const definition of definitions) {
    groups.set(definition.service, [...(groups.get(definition.service) ?? []), definition]);
  }
  return [...groups];
}

interface ChooserProps {
  readonly definitions: readonly Definition[];
  readonly chosen: string;
  readonly patient: string;
}

function Chooser({ definitions, chosen, patient }: ChooserProps): ReactNode {
  const navigate = useNavigate();
  const choose = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const name = new FormData(event.currentTarget).get('definition');
    if (typeof name === 'string' && name) void navigate(whyPath(patient, name), { replace: true });
  };
  return (
    <form className="pcn-filters pcn-no-print" aria-label="Ask about something else" onSubmit={choose} key={chosen}>
      <div className="pcn-filters__row">
        <Select id="definition" name="definition" label="Ask about" defaultValue={chosen}>
          {!chosen && <option value="">Choose a list or rule</option>}
          {chosen && !definitions.some(({ name }) => name === chosen) && <option value={chosen}>{chosen}</option>}
          {byService(definitions).map(([service, group]) => (
            <optgroup key={service} label={service}>
              {group.map((definition) => (
                <option key={definition.name} value={definition.name}>
                  {definition.rule ? `${definition.rule}: ${definition.title}` : definition.title}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
        <Button type="submit" kind="secondary">Show why</Button>
      </div>
    </form>
  );
}

const QUESTIONS: Readonly<Record<Explanation['answer'], string>> = {
  yes: 'Why this person',
  no: 'Why not this person',
  unknown: 'Why this is not known',
};

function question(explanation: Explanation): string {
  return explanation.value === undefined ? QUESTIONS[explanation.answer] : 'How this value came about';
}

function Answer({ explanation }: { readonly explanation: Explanation }): ReactNode {
  const [showAll, setShowAll] = useState(false);
  return (
    <>
      <p className="pcn-why-answer">
        {explanation.value === undefined && <AnswerWord answer={explanation.answer} />} {explanation.sentence}
      </p>
      <ProposedChanges explanation={explanation} />
      <DecidingEntries explanation={explanation} />
      <section>
        <div className="pcn-list-bar">
          <h2 className="nhsuk-heading-m">Clause by clause</h2>
          <Button kind="link" aria-expanded={showAll} onClick={() => setShowAll(!showAll)}>
            {showAll ? 'Show only what decided' : 'Open every clause'}
          </Button>
        </div>
        <ClauseTree key={String(showAll)} clause={explanation.clause} showAll={showAll} />
      </section>
      <section className="pcn-no-print">
        <CqlText explanation={explanation} />
      </section>
      <p className="pcn-quiet">
        As at {longDate(explanation.as_at)}. Definition {explanation.definition.name}
        {explanation.content_version && `, content ${explanation.content_version}`}.
      </p>
    </>
  );
}

function Explained({ explanation }: { readonly explanation: Explanation }): ReactNode {
  const { patient, definition, as_at } = explanation;
  const definitions = useDefinitions();
  return (
    <>
      <PatientBanner patient={patient} asAt={as_at} />
      <Page title={question(explanation)} caption={definition.title}>
        <Chooser definitions={definitions.data ?? [definition]} chosen={definition.name} patient={patient.id} />
        <Answer explanation={explanation} key={definition.name} />
      </Page>
    </>
  );
}

export function WhyPage(): ReactNode {
  const { patient = '' } = useParams();
  const [search] = useSearchParams();
  const definition = search.get('definition') ?? '';
  const explanation = loaded(useExplanation(patient, definition));
  const definitions = useDefinitions();
  if (!definition) {
    return (
      <Page title="Why this person, and why not">
        <Empty why="Choose what to ask about this person." next={<a href={patientPath(patient)}>Patient summary</a>} />
        <Chooser definitions={definitions.data ?? []} chosen="" patient={patient} />
      </Page>
    );
  }
  return (
    <WhenReady of={explanation} what="the reasons">
      {(ready) => <Explained explanation={ready} />}
    </WhenReady>
  );
}
