// The part of the server for tests that counts, saves and compares cohorts.
import type {
  Cohort, CohortCaseReport, CohortComparison, CohortComparisonQuestion, CohortQuestion, CohortSide, CohortSummary,
  CohortVersion, CohortVersionDraft,
} from '../api/types';
import { AS_AT, cohortCount, cohortErrors, VOCABULARY } from './cohorts';
import type { FakeAnswer, FakeRequest } from './fake_server';
import { person, PRACTICES } from './people';

interface Kept {
  readonly id: string;
  name: string;
  description: string;
  archived: boolean;
  /** The oldest first. */
  readonly versions: CohortVersion[];
}

/** Cases whose text says "fails" fail. */
export function runFakeCases(cases: string): CohortCaseReport {
  const lines = cases.split('\n');
  const failing = lines.findIndex((line) => line.includes('fails'));
  return {
    cases: lines.filter((line) => line.startsWith('case')).length,
    expectations: lines.filter((line) => line.includes('->')).length,
    failures: failing < 0 ? [] : [{
      line: failing + 1, case: 'Somebody who fails', definition: 'Cohort', expected: 'yes', given: 'no', explanation: 'AgeInYears() >= 65: false',
    }],
  };
}

function refused(status: number, kind: string, what: string, more: object = {}): FakeAnswer {
  return { status, body: { kind, what, where: '', remedy: 'Look at it and try again.', ...more } };
}

export class FakeCohorts {
  readonly saved: Kept[] = [];
  private readonly seesPeople: boolean;

  constructor(seesPeople: boolean) {
    this.seesPeople = seesPeople;
  }

  /** As if somebody had saved it. */
  put(name: string, drafts: readonly Partial<CohortVersionDraft>[]): string {
    const id = `c${this.saved.length + 1}`;
    const kept: Kept = { id, name, description: 'Whom it means', archived: false, versions: [] };
    this.saved.push(kept);
    drafts.forEach((draft) => this.add(kept, { text: 'A and B', reason: 'To begin', state: 'draft', ...draft }, 'Sam Okafor'));
    return id;
  }

  answer(request: FakeRequest): FakeAnswer | undefined {
    const { method, path, body } = request;
    if (!path.startsWith('/api/cohorts')) return undefined;
    const [, , , first, second, third, fourth] = path.split('/');
    if (path === '/api/cohorts') return method === 'GET' ? this.list() : this.create(body as never);
    switch (first) {
      case 'vocabulary': return { status: 200, body: VOCABULARY };
      case 'count': return second ? { status: 200, body: 'Breakdown,Group' } : this.count(body as CohortQuestion);
      case 'people': return second ? { status: 200, body: 'Person' } : this.people();
      case 'cases': return this.cases(body as { text: string; cases: string });
      case 'compare': return this.compare(second, third, body as CohortComparisonQuestion);
    }
    const kept = this.saved.find(({ id }) => id === first);
    if (!kept) return refused(404, 'not_found', 'There is no such cohort.');
    if (!second) return this.cohort(kept, method, body as Partial<Kept>);
    if (!third) return this.add(kept, body as CohortVersionDraft, 'Robin Patel');
    return this.version(kept, Number(third), fourth === 'ready');
  }

  private count(question: CohortQuestion): FakeAnswer {
    const errors = cohortErrors(question.text);
    if (errors) return { status: 422, body: errors };
    return { status: 200, body: cohortCount(question, this.seesPeople ? 'exact' : 'small_numbers_suppressed') };
  }

  private people(): FakeAnswer {
    return { status: 200, body: { items: [person(3), person(4)], total: 412, page: 1, page_size: 25 } };
  }

  private cases({ text, cases }: { readonly text: string; readonly cases: string }): FakeAnswer {
    const errors = cohortErrors(text);
    return errors ? { status: 422, body: errors } : { status: 200, body: runFakeCases(cases) };
  }

  private seen(kept: Kept): Cohort {
    const versions = [...kept.versions].reverse();
    const ready = versions.find(({ state }) => state === 'ready')?.number;
    return {
      id: kept.id, name: kept.name, description: kept.description, owner: 'pharmacist', owner_name: 'Sam Okafor',
      archived: kept.archived, changed_at: versions[0]?.at ?? '', versions, ...(ready !== undefined && { ready_version: ready }),
    };
  }

  private list(): FakeAnswer {
    const summaries = this.saved.map((kept): CohortSummary => {
      const { versions, ...rest } = this.seen(kept);
      return { ...rest, latest: versions[0] as CohortVersion };
    });
    return { status: 200, body: summaries };
  }

  private create(given: { readonly name: string; readonly description: string; readonly version: CohortVersionDraft }): FakeAnswer {
    if (this.saved.some(({ name }) => name === given.name)) return refused(409, 'conflict', 'The name is taken.');
    const kept: Kept = { id: `c${this.saved.length + 1}`, name: given.name, description: given.description, archived: false, versions: [] };
    const answer = this.add(kept, given.version, 'Robin Patel');
    if (answer.status === 200) this.saved.push(kept);
    return answer;
  }

  private add(kept: Kept, draft: CohortVersionDraft, author: string): FakeAnswer {
    const number = kept.versions.length + 1;
    const latest = kept.versions[kept.versions.length - 1];
    if (draft.based_on !== undefined && draft.based_on < number - 1) {
      return refused(409, 'conflict', `Version ${number - 1} was saved meanwhile.`, { latest });
    }
    const report = runFakeCases(draft.cases ?? '');
    if (draft.state === 'ready' && report.failures.length > 0) return refused(409, 'conflict', 'Cases fail.', { cases: report });
    kept.versions.push({
      cohort: kept.id, name: kept.name, number, state: draft.state ?? 'draft', form: 'expression', library: 'Cohort',
      definition: draft.definition ?? 'Cohort', base: draft.base ?? 'registered', text: draft.text, cases: draft.cases ?? '',
      author: 'somebody', author_name: author, at: `2026-11-2${number}T09:12:00Z`, reason: draft.reason, case_report: report,
      content_version: '2026-27.1',
    });
    return { status: 200, body: this.seen(kept) };
  }

  private cohort(kept: Kept, method: string, change: Partial<Kept>): FakeAnswer {
    if (method === 'PATCH') Object.assign(kept, change);
    return { status: 200, body: this.seen(kept) };
  }

  private version(kept: Kept, number: number, makesReady: boolean): FakeAnswer {
    const version = kept.versions[number - 1];
    if (!version) return refused(404, 'not_found', 'There is no such version.');
    if (makesReady) {
      if (version.case_report.failures.length > 0) return refused(409, 'conflict', 'Cases fail.', { cases: version.case_report });
      kept.versions[number - 1] = { ...version, state: 'ready', ready_by_name: 'Robin Patel', ready_at: version.at };
    }
    return { status: 200, body: kept.versions[number - 1] };
  }

  private textOf({ cohort, version, text }: CohortSide): string {
    return text ?? this.saved.find(({ id }) => id === cohort)?.versions[(version ?? 1) - 1]?.text ?? '';
  }

  private compare(second: string | undefined, third: string | undefined, question: CohortComparisonQuestion): FakeAnswer {
    if (third === 'export') return { status: 200, body: 'Person' };
    if (second === 'people') {
      const joined = (question as { change?: string }).change === 'joined';
      return {
        status: 200,
        body: {
          total: joined ? 2 : 0, page: 1, page_size: 25,
          items: joined ? [person(3), person(4)].map((patient) => ({
            patient, cause: 'rule', sentence: 'Joined: the rule no longer asks for "B".',
            entries: [{ term: 'Type 2 diabetes mellitus', date: '2026-03-04', code: '44054006', practice: patient.practice }],
          })) : [],
        },
      };
    }
    return { status: 200, body: this.comparison(question) };
  }

  private comparison({ before, after }: CohortComparisonQuestion): CohortComparison {
    const disclosure = this.seesPeople ? 'exact' : 'small_numbers_suppressed';
    const side = (asked: CohortSide): CohortComparison['before'] => ({
      definition: 'Cohort', as_at: asked.as_at ?? AS_AT, people: cohortCount({ text: this.textOf(asked) }).people, of: 17_695, unknown: 0,
      ...(asked.version !== undefined && { version: asked.version, name: 'Saved' }),
    });
    const beforeLines = this.textOf(before).split('\n');
    const afterLines = this.textOf(after).split('\n');
    return {
      before: side(before), after: side(after), stayed: 400, joined: 29, left: 12, disclosure, milliseconds: 20,
      later_entries: 'leave_out', notes: ['Records are those of today.'],
      causes: [{ cause: 'rule', joined: 29, left: 0 }, { cause: 'age', joined: 0, left: 12 }],
      by_practice: PRACTICES.map(({ ods_code, name }) => ({ practice: { ods_code, name }, before: 4, after: 9, joined: 6, left: 1 })),
      lines: beforeLines.join() === afterLines.join()
        ? beforeLines.map((text, at) => ({ kind: 'same', text, before_line: at + 1, after_line: at + 1 }))
        : [
          ...beforeLines.map((text, at) => ({ kind: 'removed' as const, text, before_line: at + 1 })),
          ...afterLines.map((text, at) => ({ kind: 'added' as const, text, after_line: at + 1 })),
        ],
    };
  }
}
