// Warns before a session ends for want of anything being done, with time enough to stay, and leaves
// the page when it has ended, so that nobody reads it over an empty chair.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';

import { lastAnswerAt } from '../../api/client';
import { Button } from '../../ui/forms/button';
import { counted } from '../../ui/text/counts';
import { SESSION_KEY, useSession } from './session';
import './session_timer.css';

const WARNING_SECONDS = 120;

/**
 * Seconds until the session ends if nothing more is asked of the server. `toldAt` is when the
 * server told us about the session; all moments are in milliseconds.
 */
export function secondsLeft(expiresAt: string, toldAt: number, answeredAt: number, now: number): number {
  const idle = Date.parse(expiresAt) - toldAt;
  return Math.round((Math.max(toldAt, answeredAt) + idle - now) / 1000);
}

export function SessionTimer(): ReactNode {
  const { expires_at } = useSession();
  const queries = useQueryClient();
  const [left, setLeft] = useState<number>();

  useEffect(() => {
    const timer = setInterval(() => {
      const toldAt = queries.getQueryState(SESSION_KEY)?.dataUpdatedAt ?? 0;
      const seconds = secondsLeft(expires_at, toldAt, lastAnswerAt(), Date.now());
      setLeft(seconds <= WARNING_SECONDS ? seconds : undefined);
      // Asking counts as use, so it waits until the server has ended the session for sure.
      if (seconds < -5) void queries.invalidateQueries({ queryKey: SESSION_KEY });
    }, 1000);
    return () => clearInterval(timer);
  }, [expires_at, queries]);

  if (left === undefined) return null;
  const minutes = Math.max(1, Math.ceil(left / 60));
  return (
    <div className="pcn-session-timer pcn-no-print" role="alert">
      <p>
        You will be signed out in less than {counted(minutes, 'minute')}, because nothing was done
        here for a while.
      </p>
      <Button kind="small" onClick={() => void queries.invalidateQueries({ queryKey: SESSION_KEY })}>
        Stay signed in
      </Button>
    </div>
  );
}
