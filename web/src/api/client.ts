// The typed client: paths, bodies and answers come from the description of the API. It adds the
// session's token to requests that change something and turns every failed answer into a thrown
// `ProblemError`, so that queries and mutations carry the three sentences to the page.
import createClient, { type Middleware } from 'openapi-fetch';

import type { paths } from './generated/schema';
import { ProblemError, problemOfAnswer } from './problem';

let csrfToken: string | undefined;
let answeredAt = 0;
let whenSignedOut: () => void = () => undefined;

/** The token lives in memory only and changes with the session. */
export function holdToken(token: string | undefined): void {
  csrfToken = token;
}

/** What to do when the server no longer knows the session. */
export function onSignedOut(act: () => void): void {
  whenSignedOut = act;
}

export function tokenHeaders(): Record<string, string> {
  return csrfToken === undefined ? {} : { 'X-CSRF-Token': csrfToken };
}

const carriesToken: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET') {
      for (const [name, value] of Object.entries(tokenHeaders())) request.headers.set(name, value);
    }
    return request;
  },
};

const throwsProblems: Middleware = {
  async onResponse({ response, request }) {
    if (response.ok) {
      answeredAt = Date.now();
      return undefined;
    }
    const body: unknown = await response.json().catch(() => undefined);
    const problem = problemOfAnswer(response.status, body);
    const signsIn = new URL(request.url).pathname.startsWith('/api/session');
    if (problem.kind === 'signed_out' && !signsIn) whenSignedOut();
    throw new ProblemError(problem, body);
  },
};

/** When the server last gave a good answer, in milliseconds: that is what keeps a session alive. */
export function lastAnswerAt(): number {
  return answeredAt;
}

export const client = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  credentials: 'same-origin',
  fetch: (request) => globalThis.fetch(request),
});
client.use(carriesToken, throwsProblems);

/** The body of a good answer. Bad ones have been thrown by then. */
export async function answer<T>(request: Promise<{ data?: T }>): Promise<T> {
  return (await request).data as T;
}
