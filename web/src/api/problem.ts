// What went wrong, in the three sentences that the server and the command line use as well.

export type ProblemKind =
  | 'invalid'
  | 'not_found'
  | 'conflict'
  | 'forbidden'
  | 'unsupported'
  | 'unavailable'
  | 'internal'
  | 'signed_out'
  | 'too_many';

export interface Problem {
  readonly kind: ProblemKind;
  readonly what: string;
  readonly where: string;
  readonly remedy: string;
}

/** Thrown by the client so that queries and mutations can carry it; pages show its problem. */
export class ProblemError extends Error {
  readonly problem: Problem;
  /** The whole answer, for those that say more than three sentences. */
  readonly said: unknown;

  constructor(problem: Problem, said?: unknown) {
    super(problem.what);
    this.name = 'ProblemError';
    this.problem = problem;
    this.said = said;
  }
}

const KIND_OF_STATUS: Readonly<Record<number, ProblemKind>> = {
  400: 'invalid',
  401: 'signed_out',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  413: 'invalid',
  415: 'unsupported',
  422: 'invalid',
  429: 'too_many',
  501: 'unsupported',
  503: 'unavailable',
};

const SAYS_NOTHING: Readonly<Record<ProblemKind, Pick<Problem, 'what' | 'remedy'>>> = {
  invalid: { what: 'Something you entered was not accepted.', remedy: 'Check it and try again.' },
  not_found: { what: 'There is nothing at this address.', remedy: 'Go back and choose again.' },
  conflict: {
    what: 'Somebody else changed this while you were looking at it.',
    remedy: 'Load the page again, then repeat what you did.',
  },
  forbidden: {
    what: 'Your role does not allow this.',
    remedy: 'Ask the manager of your network if you need it for your work.',
  },
  unsupported: { what: 'OpenPCN cannot do this.', remedy: 'Tell your administrator what you tried.' },
  unavailable: {
    what: 'The service is not answering.',
    remedy: 'Wait a minute and try again. What you recorded before is kept.',
  },
  internal: {
    what: 'Something went wrong on the server.',
    remedy: 'Try again. If it happens again, tell your administrator the time it happened.',
  },
  signed_out: { what: 'You are signed out.', remedy: 'Sign in again to go on.' },
  too_many: { what: 'There were too many tries.', remedy: 'Wait a minute, then try again.' },
};

/** The problem in an answer's body, completed from its status where the body says nothing. */
export function problemOfAnswer(status: number, body: unknown): Problem {
  const kind = KIND_OF_STATUS[status] ?? 'internal';
  const said = typeof body === 'object' && body !== null ? (body as Partial<Problem>) : {};
  return {
    kind,
    what: said.what || SAYS_NOTHING[kind].what,
    where: said.where ?? '',
    remedy: said.remedy || SAYS_NOTHING[kind].remedy,
  };
}

/** Whatever was thrown, as a problem: no answer at all is a lost connection. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return thrown.problem;
  if (thrown instanceof TypeError) {
    return {
      kind: 'unavailable',
      what: 'OpenPCN could not be reached.',
      where: '',
      remedy: 'Check your connection and try again. What you recorded before is kept.',
    };
  }
  return problemOfAnswer(500, undefined);
}
