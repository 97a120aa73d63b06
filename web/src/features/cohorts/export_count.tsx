// The figures of a count as a file or on paper.
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { answer, client } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Button } from '../../ui/forms/button';
import { ProblemNotice } from '../../ui/notices/notices';
import { saveFile } from './download';
import type { Counted } from './use_live_count';

export type FileFormat = 'csv' | 'xlsx';

export function ExportCount({ counted }: { readonly counted: Counted }): ReactNode {
  const file = useMutation({
    mutationFn: async (format: FileFormat) => {
      const request = client.POST('/api/cohorts/count/export', {
        params: { query: { format } },
        body: counted.question,
        parseAs: 'blob',
      });
      saveFile(await answer<Blob>(request as Promise<{ data?: Blob }>), `cohort-${counted.count.as_at}.${format}`);
    },
  });
  return (
    <>
      <div className="pcn-list-tools pcn-no-print">
        <Button kind="link" busy={file.isPending} onClick={() => file.mutate('xlsx')}>Export to a spreadsheet (xlsx)</Button>
        <Button kind="link" busy={file.isPending} onClick={() => file.mutate('csv')}>Export as CSV</Button>
        <Button kind="link" onClick={() => window.print()}>Print</Button>
      </div>
      {file.isError && <ProblemNotice problem={problemOf(file.error)} />}
    </>
  );
}
