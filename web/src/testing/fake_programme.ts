// The programme of the commissioner 16C, for tests: one workstream, one team, one group where
// nobody sits for the LMC, one meeting, one late action and one request for support.
import type { Programme, ProgrammeGroups, SupportQuestion, SupportRequestEntry, SupportStepSent } from '../api/types';
import type { FakeAnswer, FakeRequest } from './fake_server';

const KEPT = { version: 1, changed_at: '2026-11-25T09:00:00Z', changed_by: 'Pat Planner' };
const term = (id: string, title: string) => ({ id, title, source: 'test' });

export class FakeProgramme {
  private readonly requests: SupportRequestEntry[] = [{
    ...KEPT, id: 'r1', state: 'asked', waiting_days: 3, organisation_name: 'The Densham Surgery', suggested_teams: ['t1'], open_steps: ['assign'],
    request: { subject: 'Who takes us in?', topic: 'members', question: 'We are in no network.', network: '', organisation: 'A81001', asked_on: '2026-11-23', asked_by: 'Pat Manager', steps: [] },
  }];

  constructor(private readonly part: Programme['part'] = 'commissioner') {}

  private overview(): Programme {
    return {
      as_at: '2026-11-26', commissioner: { code: '16C', name: 'NHS Tees Valley' }, part: this.part, assurance: 'Nobody assured these.',
      terms: {
        bodies: [term('lmc', 'Local medical committee'), term('practices', 'Practices')],
        group_kinds: [{ ...term('task_and_finish', 'Task and finish group'), expects: ['lmc'] }],
        tracks: [{ ...term('commissioning', 'Commissioning'), expected: true }],
        topics: [term('members', 'Finding practices'), term('area', 'Choosing the area')],
      },
      principles: { version: 0, adopted: false, list: [{ title: 'Nobody is left out', text: 'All practices are in a network.', source: 'test' }] },
      workstreams: [{
        ...KEPT, id: 'w1', in_force: true, owner: { name: 'Ann Lee', post: 'Director' },
        workstream: { title: 'Commissioning networks', track: 'commissioning', about: '', owners: [{ name: 'Ann Lee', post: 'Director', from: '2026-01-01' }], from: '2026-01-01' },
      }],
      teams: [
        {
          ...KEPT, id: 't2', in_force: true, ...(this.part === 'supported' && { supports_you: false }),
          team: { name: 'West team', localities: ['Darlington'], networks: [], practices: [], members: [], from: '2026-01-01' },
        },
        {
          ...KEPT, id: 't1', in_force: true, ...(this.part === 'supported' && { supports_you: true }),
          team: { name: 'East team', localities: [], networks: ['n1'], practices: ['A81001'], members: [{ name: 'Jo Lead', role: 'Lead', telephone: '01642 1', email: '' }], from: '2026-01-01' },
        },
      ],
      networks: [{ id: 'n1', name: 'Stockton PCN' }],
      ...(this.part === 'commissioner' && { findings: [{ kind: 'principles', what: 'No group has adopted the principles yet.', source: 'test' }] }),
    };
  }

  private groups(): ProgrammeGroups {
    return {
      as_at: '2026-11-26',
      groups: [{
        ...KEPT, id: 'g1', in_force: true, missing: ['lmc'],
        group: { kind: 'task_and_finish', name: 'Network group', purpose: 'Principles', authority: '', reports_to: 'Committee', members: [{ name: 'Bo Ash', body: 'practices', organisation: '', seat: 'chair', from: '2026-02-01' }], from: '2026-02-01' },
      }],
      meetings: [{
        ...KEPT, id: 'm1',
        meeting: { group: 'g1', date: '2026-04-25', time: '', place: '', state: 'held', agenda: [{ title: 'Areas', papers: '' }], present: ['Bo Ash'], apologies: [], decisions: [{ what: 'It is recommended', network: 'n1', conditions: 'A director by June', minute: '4.2' }], notes: '' },
      }],
      actions: [{ ...KEPT, id: 'a1', late: true, action: { title: 'Ring the practices', owner: 'Bo Ash', due: '2026-05-01', state: 'open', meeting: 'm1', note: '' } }],
    };
  }

  private take(paper: string, { kind, team = '', note = '' }: SupportStepSent): void {
    const found = this.requests.find(({ id }) => id === paper);
    if (!found) return;
    const states = { assign: 'assigned', answer: 'answered', reopen: 'assigned', close: 'closed', withdraw: 'withdrawn' } as const;
    this.requests[this.requests.indexOf(found)] = {
      ...found, version: found.version + 1, state: states[kind], open_steps: kind === 'assign' ? ['assign', 'answer'] : [], ...(team && { team: { id: team, name: 'East team' } }),
      request: { ...found.request, steps: [...found.request.steps, { kind, side: 'programme', on: '2026-11-26', by: 'Pat Planner', team, note }] },
    };
  }

  answer({ method, path, body }: FakeRequest): FakeAnswer | undefined {
    if (method !== 'GET') {
      const step = /^\/api\/programme\/support\/(\w+)\/(steps|reply)$/.exec(path);
      if (step) this.take(step[1] ?? '', (body as { step: SupportStepSent }).step);
      if (path === '/api/programme/support') {
        const { request } = body as { request: SupportQuestion };
        this.requests.push({
          ...KEPT, id: 'r2', state: 'asked', waiting_days: 0, organisation_name: 'The Densham Surgery', suggested_teams: [], open_steps: ['withdraw'],
          request: { network: '', ...request, organisation: 'A81001', asked_on: '2026-11-26', asked_by: 'Pat Manager', steps: [] },
        });
      }
      return { status: 200, body: { id: 'x', version: 2 } };
    }
    const answers: Record<string, unknown> = {
      '/api/programme': this.overview(), '/api/programme/groups': this.groups(), '/api/programme/support': { as_at: '2026-11-26', requests: this.requests },
    };
    return path in answers ? { status: 200, body: answers[path] } : undefined;
  }
}
