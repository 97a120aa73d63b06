// Uploading an extract: first the bytes travel, then a job reads, stores and evaluates them. The
// job goes on if the page is closed; its address keeps it so that a reload finds it again.
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';

import { problemOf } from '../../api/problem';
import type { Job } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { type FormError, FormErrors } from '../../ui/forms/form_errors';
import { loaded } from '../../ui/loaded';
import { ProblemNotice, WhenReady } from '../../ui/notices/notices';
import { count, counted, fileSize, percent } from '../../ui/text/counts';
import { useJob, useUpload } from './use_feeds';

const ACCEPTED = '.csv,.json,.ndjson,.gz,.zip';

interface ProgressProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly of: number;
}

function Progress({ label, value, of }: ProgressProps): ReactNode {
  const id = useId();
  return (
    <div className="pcn-progress">
      <label htmlFor={id}>{label}</label>
      <progress id={id} max={of} {...(value !== undefined && { value })} />
    </div>
  );
}

function jobWords(job: Job): string {
  const part = job.total && job.done !== undefined ? ` ${count(job.done)} of ${count(job.total)}` : '';
  const time = job.elapsed_seconds === undefined ? '' : `, ${counted(Math.round(job.elapsed_seconds), 'second')} so far`;
  return `${job.stage}${part}${time}`;
}

function JobState({ job }: { readonly job: Job }): ReactNode {
  switch (job.state) {
    case 'waiting':
      return <Progress label="Waiting for another load to end" value={undefined} of={1} />;
    case 'running':
      return <Progress label={jobWords(job)} value={job.total ? job.done : undefined} of={job.total || 1} />;
    case 'failed':
      return job.problem ? <ProblemNotice problem={job.problem} /> : <p>The load failed; nothing was changed.</p>;
    case 'done':
      return (
        <div className="nhsuk-inset-text" role="status">
          <p>
            <strong>Loaded.</strong>{' '}
            {job.load &&
              `${counted(job.load.people, 'person', 'people')}, ${counted(job.load.entries, 'entry', 'entries')} and ${counted(job.load.rejects, 'rejected line')}.`}
          </p>
        </div>
      );
  }
}

export function UploadForm({ odsCode }: { readonly odsCode: string }): ReactNode {
  const [search, setSearch] = useSearchParams();
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [sent, setSent] = useState(0);
  const chosen = useRef<HTMLInputElement>(null);
  const jobId = search.get('job') ?? undefined;
  const job = loaded(useJob(jobId));
  const upload = useUpload();

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const file = chosen.current?.files?.[0];
    if (!file || file.size === 0) {
      setErrors([{ field: 'file', message: 'Choose a file that is not empty' }]);
      return;
    }
    setErrors([]);
    setSent(0);
    upload.mutate(
      { odsCode, file, onProgress: setSent },
      {
        onSuccess: (started) =>
          setSearch({ job: started.id }, { replace: true, preventScrollReset: true }),
      },
    );
  };
  return (
    <>
      <form onSubmit={submit} noValidate className="pcn-form">
        <FormErrors errors={errors} />
        <div className={`nhsuk-form-group${errors[0] ? ' nhsuk-form-group--error' : ''}`}>
          <label className="nhsuk-label" htmlFor="file">Extract of this practice</label>
          <div className="nhsuk-hint" id="file-hint">
            FHIR R4 (Bundle JSON or NDJSON) or the OpenPCN CSV extract, also compressed with gzip. Loading
            the same file twice changes nothing.
          </div>
          {errors[0] && (
            <span className="nhsuk-error-message" id="file-error">
              <span className="nhsuk-u-visually-hidden">Error: </span>{errors[0].message}
            </span>
          )}
          <input
            className="nhsuk-file-upload"
            id="file"
            name="file"
            type="file"
            ref={chosen}
            accept={ACCEPTED}
            aria-describedby={errors[0] ? 'file-hint file-error' : 'file-hint'}
          />
        </div>
        <Button type="submit" kind="secondary" busy={upload.isPending}>Upload</Button>
      </form>
      {upload.isPending && (
        <Progress
          label={`Sending ${fileSize(upload.variables.file.size)}: ${percent(sent, 0)}`}
          value={sent}
          of={1}
        />
      )}
      {upload.isError && <ProblemNotice problem={problemOf(upload.error)} />}
      {jobId && !upload.isPending && (
        <WhenReady of={job} what="the job">{(ready) => <JobState job={ready} />}</WhenReady>
      )}
    </>
  );
}
