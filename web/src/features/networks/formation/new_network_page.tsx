// Beginning the registration of a network.
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';

import { problemOf } from '../../../api/problem';
import { Button } from '../../../ui/forms/button';
import { ProblemNotice } from '../../../ui/notices/notices';
import { Page } from '../../../ui/page/page';
import { CommissionerField } from '../../register/commissioner_field';
import { TextField } from './fields';
import { sendBeginning, useSending } from './use_formation';

export function NewNetworkPage(): ReactNode {
  const [name, setName] = useState('');
  const [commissioner, setCommissioner] = useState('');
  const [starts, setStarts] = useState('');
  const begin = useSending(sendBeginning);
  const navigate = useNavigate();
  return (
    <Page title="Form a network">
      <p>Practices form a network by registering it with their commissioner. You can stop at any time and go on later.</p>
      {begin.isError && <ProblemNotice problem={problemOf(begin.error)} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          begin.mutate({ name, commissioner, starts }, { onSuccess: ({ id }) => void navigate(`/my-networks/${id}/registration`) });
        }}
      >
        <TextField label="Name of the network" value={name} onChange={setName} />
        <CommissionerField value={commissioner} onChange={setCommissioner} />
        <TextField label="First day" kind="date" value={starts} onChange={setStarts} />
        <Button type="submit" busy={begin.isPending}>Begin the registration</Button>
      </form>
    </Page>
  );
}
