import {
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';

import { answer, client, tokenHeaders } from '../../api/client';
import { ProblemError, problemOfAnswer } from '../../api/problem';
import type { Feed, Job, Reject } from '../../api/types';

export function useFeeds(): UseQueryResult<Feed[]> {
  return useQuery({ queryKey: ['feeds'], queryFn: () => answer(client.GET('/api/feeds')) });
}

export interface RejectsPage {
  readonly rejects: Reject[];
  readonly total: number;
  readonly page: number;
  readonly page_size: number;
}

export function useRejects(odsCode: string, page: number): UseQueryResult<RejectsPage> {
  return useQuery({
    queryKey: ['feeds', odsCode, 'rejects', page],
    queryFn: (): Promise<RejectsPage> =>
      answer(
        client.GET('/api/feeds/{ods_code}/rejects', {
          params: { path: { ods_code: odsCode }, query: { page } },
        }),
      ),
  });
}

const RUNNING = new Set<Job['state']>(['waiting', 'running']);

/** Asks every second until the job has ended, then refreshes what it changed. */
export function useJob(job: string | undefined): UseQueryResult<Job> {
  const queries = useQueryClient();
  return useQuery({
    queryKey: ['job', job],
    queryFn: async () => {
      const now = await answer(
        client.GET('/api/jobs/{job}', { params: { path: { job: job ?? '' } } }),
      );
      if (!RUNNING.has(now.state)) void queries.invalidateQueries({ queryKey: ['feeds'] });
      return now;
    },
    enabled: job !== undefined,
    refetchInterval: (query) => (query.state.data && !RUNNING.has(query.state.data.state) ? false : 1000),
  });
}

export interface Upload {
  readonly odsCode: string;
  readonly file: File;
  /** Called with the share that has been sent, between 0 and 1. */
  readonly onProgress: (share: number) => void;
}

/** Sends a file as it is. XMLHttpRequest, because fetch cannot say how much has been sent. */
function send({ odsCode, file, onProgress }: Upload): Promise<Job> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const search = new URLSearchParams({ file_name: file.name });
    request.open('POST', `/api/feeds/${encodeURIComponent(odsCode)}/loads?${search.toString()}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    for (const [name, value] of Object.entries(tokenHeaders())) request.setRequestHeader(name, value);
    request.responseType = 'json';
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onerror = () => reject(new TypeError('The connection was lost.'));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as Job);
      else reject(new ProblemError(problemOfAnswer(request.status, request.response)));
    };
    request.send(file);
  });
}

export function useUpload(): UseMutationResult<Job, Error, Upload> {
  return useMutation({ mutationFn: send });
}
