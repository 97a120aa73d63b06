// Says in a polite live region what changed on the page without a change of page: a new result
// count, a recorded action. One region for the whole application, so that messages queue.
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

const Announce = createContext<(message: string) => void>(() => undefined);

export function Announcer({ children }: { readonly children: ReactNode }): ReactNode {
  const [message, setMessage] = useState({ text: '', turn: 0 });
  const announce = useCallback((text: string) => {
    // A no-break space at every other turn makes equal messages be said twice.
    setMessage((last) => ({ text: last.turn % 2 ? `${text}\u00a0` : text, turn: last.turn + 1 }));
  }, []);
  return (
    <Announce value={announce}>
      {children}
      <div className="nhsuk-u-visually-hidden" role="status" aria-live="polite">
        {message.text}
      </div>
    </Announce>
  );
}

export function useAnnounce(): (message: string) => void {
  return useContext(Announce);
}
