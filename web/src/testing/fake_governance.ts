// People, payee, meetings, actions and goals of the network n1, for tests: enough of the server's
// rules that pages are tested by what somebody sees after an action.
import type { Checklists, KeptMeeting, NetworkAction, NetworkPayee, NetworkPeople } from '../api/types';
import type { FakeAnswer, FakeRequest } from './fake_server';

const SOURCES = [{ key: 'D2', text: 'An article of 2019' }];

const PEOPLE: NetworkPeople = {
  as_at: '2026-11-26',
  content: {
    assurance: 'Not assured.', sources: SOURCES,
    professions: [{ id: 'gp', title: 'General practitioner', clinician: true }, { id: 'nurse', title: 'Nurse', clinician: true }],
    leads: [{ id: 'digital', title: 'Digital lead', mark: 'GK' }],
  },
  posts: [
    { id: 'd1', version: 1, kind: 'director', role: 'clinical_director', person: 'Dr Ash', profession: 'gp', share_percent: 60, from: '2026-04-01', method: 'election', holds: true, ends_with_network: false },
    { id: 'd2', version: 1, kind: 'director', role: 'clinical_director', person: 'Sister Birch', profession: 'nurse', share_percent: 40, from: '2026-04-01', to: '2026-12-31', method: 'appointment', holds: true, ends_with_network: false },
    { id: 'l1', version: 1, kind: 'lead', role: 'digital', person: 'Dev Rao', from: '2026-04-01', method: 'appointment', holds: true, ends_with_network: false },
  ],
  findings: [{ warning: 'share', from: '2027-01-01', what: 'The shares are 60 % = 60 %.' }],
  payee: 'p1',
  payees: [
    { id: 'p1', version: 2, kind: 'practice', code: 'A81001', name: 'Densham Surgery', from: '2026-04-01', reason: 'First payee', state: 'confirmed', mine: false, at: '2026-03-01T09:00:00Z', by: 'Bea Reed', account_holder: 'Densham', sort_code: '**3456', account_number: '****5678' },
    { id: 'p2', version: 1, kind: 'company', name: 'Practices Ltd', from: '2027-04-01', reason: 'All agreed', state: 'proposed', mine: false, at: '2026-11-01T09:00:00Z', by: 'Ann Lee', account_holder: 'Practices Ltd', sort_code: '654321', account_number: '87654321' },
  ],
};

const LIST = { list_dated: '2026-10-01', list_source: 'lists.csv' };
const MEETING: KeptMeeting = {
  id: 'm1', version: 4, saved_at: '2026-11-20T09:00:00Z', saved_by: 'Ann Lee',
  meeting: {
    title: 'Network board', date: '2026-11-20', time: '13:00', place: 'Densham', chair: 'Dr Ash', state: 'held',
    agenda: [{ title: 'Minutes' }, { title: 'Rooms for the hub' }],
    attendance: [{ practice: 'A81001', person: 'Dr Ash', present: 1 }],
    interests: [{ practice: 'A81002', person: 'Sister Birch', item: 2, interest: 'Owns the rooms', stands_aside: 1 }],
    motions: [
      { title: 'Rent the rooms', item: 2, rule: { weight: 'list_size', percent: 50, quorum_percent: 50 }, votes: [], closed: 1 },
      { title: 'Paint them', item: 2, rule: { weight: 'headcount' }, votes: [] },
    ],
    decisions: ['The rooms are rented.'], minutes: '',
  },
  outcomes: [
    {
      carried: true, quorate: true, closed_on: '2026-11-20', closed_by: 'Ann Lee',
      arithmetic: ['The lists are those of 2026-10-01 (lists.csv).', '12,000 of 12,000 registered patients that voted are in favour.'],
      ballots: [
        { practice: 'A81001', present: true, stands_aside: false, choice: 'in_favour', registered_patients: 12_000, ...LIST },
        { practice: 'A81002', present: false, stands_aside: true, choice: 'not_voted', registered_patients: 0 },
      ],
    },
    {
      carried: false, quorate: true, arithmetic: ['No vote is cast.'],
      ballots: [
        { practice: 'A81001', present: true, stands_aside: false, choice: 'not_voted', registered_patients: 12_000, ...LIST },
        { practice: 'A81002', present: false, stands_aside: true, choice: 'not_voted', registered_patients: 0 },
      ],
    },
  ],
  members: [{ practice: 'A81001', registered_patients: 12_000, ...LIST }, { practice: 'A81002', registered_patients: 0 }],
};

const CHECKLISTS: Checklists = {
  as_at: '2026-11-26', assurance: 'Not assured.', sources: SOURCES,
  lists: [
    { id: 'goals', title: 'Goals of the first year', due: '2020-03-31', source: 'D2', of_each_person: false, items: [{ id: 'one_team', title: 'Working as one team', source: 'D2' }] },
    { id: 'five_years', title: 'Goals within five years', due: '2031-03-31', source: 'D2', of_each_person: false, items: [{ id: 'integrated', title: 'Care is integrated', source: 'D2' }] },
    { id: 'programme', title: 'Directors’ development programme', source: 'D2', of_each_person: true, items: [{ id: 'leading', title: 'Leading across practices', mark: 'GK' }] },
  ],
  marks: [{ list: 'programme', item: 'leading', person: 'Dr Ash', state: 'met', on: '2026-10-01', evidence: 'Certificate', version: 1, by: 'Ann Lee' }],
};

function conflict(what: string): FakeAnswer {
  return { status: 409, body: { kind: 'conflict', what, where: 'meeting.motions[0].title', remedy: 'Leave it as it was counted.' } };
}

export class FakeGovernance {
  private people = PEOPLE;
  private kept = MEETING;
  private actions: NetworkAction[] = [
    { id: 'a1', version: 1, title: 'Sign the lease', owner: 'Mina Moss', due: '2026-11-01', state: 'open', meeting: 'm1', late: true },
  ];
  private checklists = CHECKLISTS;

  answer({ method, path, body }: FakeRequest): FakeAnswer | undefined {
    const [place = '', id, part, number] = path.replace('/api/networks/n1/', '').split('/');
    if (place === 'people') return { status: 200, body: this.people };
    if (place === 'posts') return this.name(body as { post: NetworkPeople['posts'][number] }, id);
    if (place === 'payees') return id ? this.decide(id, body as { decision: NetworkPayee['state'] }) : this.propose(body as { payee: NetworkPayee });
    if (place === 'meetings') return id ? this.meeting(method, body, part ? Number(number) : 0) : this.list(method);
    if (place === 'actions') return this.act(method, body as { action: NetworkAction }, id);
    if (place === 'checklists') return this.mark(method, body as { mark: Checklists['marks'][number] });
    return undefined;
  }

  private name({ post }: { post: NetworkPeople['posts'][number] }, id?: string): FakeAnswer {
    const kept = { ...post, id: id ?? 'new', version: 2, holds: true, ends_with_network: false };
    this.people = { ...this.people, posts: [...this.people.posts.filter((each) => each.id !== id), kept] };
    return { status: 200, body: this.people };
  }

  private propose({ payee }: { payee: NetworkPayee }): FakeAnswer {
    if (payee.from < '2026-04-01') {
      return { status: 400, body: { kind: 'invalid', what: `The payee would begin on ${payee.from}, before the network does.`, where: 'payee.from', remedy: 'Give a later day.' } };
    }
    const proposed = { ...payee, id: 'p3', version: 1, state: 'proposed' as const, mine: true, at: '2026-11-26T09:00:00Z', by: 'Sam Okafor', account_number: '****5678', sort_code: '**3456' };
    this.people = { ...this.people, payees: [...this.people.payees, proposed] };
    return { status: 200, body: this.people };
  }

  private decide(id: string, { decision }: { decision: NetworkPayee['state'] }): FakeAnswer {
    this.people = { ...this.people, payees: this.people.payees.map((each) => (each.id === id ? { ...each, state: decision, account_number: '****4321' } : each)) };
    return { status: 200, body: this.people };
  }

  private list(method: string): FakeAnswer {
    const { title, date, time = '', place = '', state, motions } = this.kept.meeting;
    return { status: 200, body: method === 'POST' ? this.kept : [{ id: 'm1', title, date, time, place, state, motions: motions?.length ?? 0 }] };
  }

  private meeting(method: string, body: unknown, motion: number): FakeAnswer {
    if (method === 'GET') return { status: 200, body: this.kept };
    if (motion > 0) {
      const { choice, practice = 'A81001' } = body as { choice: 'in_favour'; practice?: string };
      const outcomes = this.kept.outcomes.map((outcome, at) => (at === motion - 1
        ? { ...outcome, ballots: outcome.ballots.map((ballot) => (ballot.practice === practice ? { ...ballot, choice } : ballot)) }
        : outcome));
      this.kept = { ...this.kept, outcomes };
      return { status: 200, body: this.kept };
    }
    const { meeting } = body as { meeting: KeptMeeting['meeting'] };
    if (meeting.interests?.length !== this.kept.meeting.interests?.length) {
      return conflict('The vote on motion 1, "Rent the rooms", is closed: who stood aside when it was counted cannot be changed.');
    }
    this.kept = { ...this.kept, version: this.kept.version + 1, meeting };
    return { status: 200, body: this.kept };
  }

  private act(method: string, body: { action: NetworkAction }, id?: string): FakeAnswer {
    if (method === 'POST') {
      const kept = { ...body.action, id: id ?? 'a2', version: 1, late: false };
      this.actions = [...this.actions.filter((each) => each.id !== kept.id), kept];
    }
    return { status: 200, body: this.actions };
  }

  private mark(method: string, body: { mark: Checklists['marks'][number] }): FakeAnswer {
    if (method === 'POST') this.checklists = { ...this.checklists, marks: [...this.checklists.marks, { ...body.mark, version: 1, by: 'Sam Okafor' }] };
    return { status: 200, body: this.checklists };
  }
}
