// Taking in a directory that somebody keeps as a spreadsheet: what came of it, line by line where
// not.
import { type FormEvent, type ReactNode, useRef, useState } from 'react';

import { problemOf } from '../../api/problem';
import type { DirectoryImport } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { FoldedForm } from '../../ui/forms/field_form';
import { type FormError, FormErrors } from '../../ui/forms/form_errors';
import { ProblemNotice } from '../../ui/notices/notices';
import { Table } from '../../ui/table/table';
import { count, counted } from '../../ui/text/counts';
import { type Owner, useImport } from './use_partners';

function Outcome({ done }: { readonly done: DirectoryImport }): ReactNode {
  return (
    <>
      <p role="status">
        {done.file}: {counted(done.added, 'partner')} added, {count(done.changed)} changed, {count(done.unchanged)} as before,{' '}
        {counted(done.rejected, 'line')} rejected.
      </p>
      {done.rejects.length > 0 && (
        <Table
          compact
          caption="Lines that could not be taken"
          columns={[
            { key: 'line', heading: 'Line', numeric: true, names: true, cell: (reject) => count(reject.line) },
            { key: 'reason', heading: 'Reason', cell: (reject) => reject.reason },
            { key: 'original', heading: 'As it came', cell: (reject) => reject.original },
          ]}
          rows={done.rejects}
          rowKey={(reject) => String(reject.line)}
        />
      )}
    </>
  );
}

export function ImportDirectory({ owner }: { readonly owner: Owner }): ReactNode {
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [turn, setTurn] = useState(0);
  const chosen = useRef<HTMLInputElement>(null);
  const load = useImport(owner);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const file = chosen.current?.files?.[0];
    setTurn(turn + 1);
    setErrors(file ? [] : [{ field: 'directory-file', message: 'Choose a CSV file' }]);
    if (file) load.mutate(file);
  };
  return (
    <FoldedForm title="Take in a file of partners">
      <form onSubmit={submit} noValidate>
        <FormErrors errors={errors} turn={turn} />
        <div className="nhsuk-form-group">
          <label className="nhsuk-label" htmlFor="directory-file">CSV file</label>
          <div className="nhsuk-hint" id="directory-file-hint">With the headings that an export has; “name” and “kind” must be there.</div>
          <input className="nhsuk-file-upload" id="directory-file" type="file" accept=".csv" ref={chosen} aria-describedby="directory-file-hint" />
        </div>
        <Button type="submit" kind="secondary" busy={load.isPending}>Take in</Button>
      </form>
      {load.isError && <ProblemNotice problem={problemOf(load.error)} />}
      {load.data && <Outcome done={load.data} />}
    </FoldedForm>
  );
}
