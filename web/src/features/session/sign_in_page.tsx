// Signing in takes two steps: name and password, then the code of the second factor. A wrong name
// and a wrong password look the same, so that nobody can find out who has an account.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PasswordInput, TextInput } from 'nhsuk-react-components';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Navigate, useLocation, useNavigate } from 'react-router';

import { answer, client } from '../../api/client';
import { type Problem, problemOf } from '../../api/problem';
import type { Session } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { errorOf, type FormError, FormErrors } from '../../ui/forms/form_errors';
import { Page } from '../../ui/page/page';
import { SESSION_KEY } from './session';

interface CameFrom {
  readonly from?: string;
  readonly expired?: boolean;
}

function fieldText(event: FormEvent<HTMLFormElement>, name: string): string {
  const value = new FormData(event.currentTarget).get(name);
  return typeof value === 'string' ? value : '';
}

function errorsOf(problem: Problem | undefined, field: string): readonly FormError[] {
  if (!problem) return [];
  return [{ field, message: `${problem.what} ${problem.remedy}` }];
}

function PasswordStep({ onDone }: { readonly onDone: () => void }): ReactNode {
  const [missing, setMissing] = useState<readonly FormError[]>([]);
  const signIn = useMutation({
    mutationFn: (body: { username: string; password: string }) =>
      answer(client.POST('/api/session', { body })),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const username = fieldText(event, 'username').trim();
    const password = fieldText(event, 'password');
    const found: FormError[] = [];
    if (!username) found.push({ field: 'username', message: 'Enter your user name' });
    if (!password) found.push({ field: 'password', message: 'Enter your password' });
    setMissing(found);
    signIn.reset();
    if (found.length === 0) signIn.mutate({ username, password });
  };
  const refused = signIn.isError ? problemOf(signIn.error) : undefined;
  const shown = missing.length > 0 ? missing : errorsOf(refused, 'username');
  return (
    <form onSubmit={submit} noValidate>
      <FormErrors errors={shown} turn={signIn.submittedAt} />
      <TextInput
        id="username"
        name="username"
        label="User name"
        width={20}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        {...errorOf(missing, 'username')}
      />
      <PasswordInput
        id="password"
        name="password"
        label="Password"
        autoComplete="current-password"
        {...errorOf(missing, 'password')}
      />
      <Button type="submit" busy={signIn.isPending}>Continue</Button>
    </form>
  );
}

function CodeStep(props: {
  readonly onDone: (session: Session) => void;
  readonly onBack: () => void;
}): ReactNode {
  const [missing, setMissing] = useState<readonly FormError[]>([]);
  const giveCode = useMutation({
    mutationFn: (code: string) => answer(client.POST('/api/session/code', { body: { code } })),
    onSuccess: props.onDone,
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const code = fieldText(event, 'code').replace(/[\s-]/g, '');
    const complete = /^\d{6}$/.test(code);
    setMissing(complete ? [] : [{ field: 'code', message: 'Enter the 6 digits of the code' }]);
    giveCode.reset();
    if (complete) giveCode.mutate(code);
  };
  const refused = giveCode.isError ? problemOf(giveCode.error) : undefined;
  const errors = missing.length > 0 ? missing : errorsOf(refused, 'code');
  return (
    <form onSubmit={submit} noValidate>
      <FormErrors errors={errors} turn={giveCode.submittedAt} />
      <TextInput
        id="code"
        name="code"
        label="Code"
        hint="The 6 digits that your authenticator app shows for OpenPCN. You can paste them."
        width={10}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        {...errorOf(errors, 'code')}
      />
      <div className="pcn-actions">
        <Button type="submit" busy={giveCode.isPending}>Sign in</Button>
        <Button kind="link" onClick={props.onBack}>Start again</Button>
      </div>
    </form>
  );
}

export function SignInPage(): ReactNode {
  const [step, setStep] = useState<'password' | 'code'>('password');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const came = (useLocation().state ?? {}) as CameFrom;
  const destination = came.from ?? '/';

  if (queries.getQueryData<Session>(SESSION_KEY)) return <Navigate to={destination} replace />;

  const signedIn = (session: Session): void => {
    queries.setQueryData(SESSION_KEY, session);
    void navigate(destination, { replace: true });
  };
  return (
    <Page title={step === 'password' ? 'Sign in' : 'Enter your security code'}>
      <div className="pcn-form">
        {came.expired && step === 'password' && (
          <div className="nhsuk-inset-text" role="status">
            <p>
              You are signed out, because your session ended. Sign in to go on where you were. What
              you recorded is kept.
            </p>
          </div>
        )}
        {step === 'password' ? (
          <PasswordStep onDone={() => setStep('code')} />
        ) : (
          <CodeStep onDone={signedIn} onBack={() => setStep('password')} />
        )}
      </div>
    </Page>
  );
}
