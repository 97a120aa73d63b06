// Loading a published file: what came of it, and the lines that could not be taken.
import { type FormEvent, type ReactNode, useRef, useState } from 'react';

import { problemOf } from '../../api/problem';
import type { RegisterLoad } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { type FormError, FormErrors } from '../../ui/forms/form_errors';
import { ProblemNotice } from '../../ui/notices/notices';
import { Table } from '../../ui/table/table';
import { count, counted } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { useLoadFile } from './use_register';

function outcomeOf(load: RegisterLoad): string {
  switch (load.state) {
    case 'already loaded':
      return 'This file was loaded before; nothing was changed.';
    case 'waiting':
      return 'Loaded. What it would alter waits for review on this page.';
    case 'accepted':
      return 'Loaded. It alters nothing that was known, so it holds at once.';
  }
}

function Outcome({ load }: { readonly load: RegisterLoad }): ReactNode {
  const rejects = load.rejects ?? [];
  return (
    <>
      <div className="nhsuk-inset-text" role="status">
        <p>
          <strong>{outcomeOf(load)}</strong>{' '}
          {load.file}: {load.kind.replaceAll('_', ' ')} of {longDate(load.dated)}.
          {load.lines !== undefined &&
            ` ${counted(load.lines, 'line')}, ${counted(load.rejected ?? 0, 'line')} rejected.`}
        </p>
      </div>
      {rejects.length > 0 && (
        <Table
          compact
          caption="Lines that could not be taken"
          columns={[
            { key: 'line', heading: 'Line', numeric: true, cell: (reject) => count(reject.line) },
            { key: 'reason', heading: 'Reason', cell: (reject) => reject.reason },
          ]}
          rows={rejects}
          rowKey={(reject) => `${reject.line} ${reject.reason}`}
        />
      )}
    </>
  );
}

export function LoadFile(): ReactNode {
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [turn, setTurn] = useState(0);
  const chosen = useRef<HTMLInputElement>(null);
  const load = useLoadFile();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const file = chosen.current?.files?.[0];
    setTurn(turn + 1);
    if (!file || file.size === 0) {
      setErrors([{ field: 'register-file', message: 'Choose a file that is not empty' }]);
      return;
    }
    setErrors([]);
    load.mutate(file);
  };
  return (
    <section className="pcn-no-print">
      <h2 className="nhsuk-heading-m">Load a published file</h2>
      <form onSubmit={submit} noValidate className="pcn-form">
        <FormErrors errors={errors} turn={turn} />
        <div className={`nhsuk-form-group${errors[0] ? ' nhsuk-form-group--error' : ''}`}>
          <label className="nhsuk-label" htmlFor="register-file">File as it was published</label>
          <div className="nhsuk-hint" id="register-file-hint">
            For example ePCN, epraccur, the practice mapping or list sizes; also compressed. Nothing of
            the register alters before you accept it.
          </div>
          {errors[0] && (
            <span className="nhsuk-error-message" id="register-file-error">
              <span className="nhsuk-u-visually-hidden">Error: </span>{errors[0].message}
            </span>
          )}
          <input
            className="nhsuk-file-upload"
            id="register-file"
            type="file"
            ref={chosen}
            accept=".csv,.xlsx,.gz,.zip,.geojson,.json"
            aria-describedby={errors[0] ? 'register-file-hint register-file-error' : 'register-file-hint'}
          />
        </div>
        <Button type="submit" kind="secondary" busy={load.isPending}>Load</Button>
      </form>
      {load.isError && <ProblemNotice problem={problemOf(load.error)} />}
      {load.data && <Outcome load={load.data} />}
    </section>
  );
}
