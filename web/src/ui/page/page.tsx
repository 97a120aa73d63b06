// One page: its name in the browser's tab and as its heading, with the focus moved to the heading
// when people come from another page, so that a screen reader says where they are.
import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

export interface PageProps {
  /** Also the name of the tab, so never a patient's name. */
  readonly title: string;
  /** What the heading says if it may say more than the tab. */
  readonly heading?: ReactNode;
  readonly caption?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, heading, caption, children }: PageProps): ReactNode {
  const headingRef = useRef<HTMLHeadingElement>(null);
  const { key, pathname } = useLocation();

  useEffect(() => {
    document.title = `${title} - OpenPCN`;
  }, [title]);

  useEffect(() => {
    if (key === 'default') return;
    headingRef.current?.focus({ preventScroll: true });
    // Only a change of page moves the focus: filters and sorts change the address too.
  }, [pathname]);

  return (
    <>
      <h1 className="nhsuk-heading-l pcn-page-heading" tabIndex={-1} ref={headingRef}>
        {caption && <span className="nhsuk-caption-l">{caption} </span>}
        {heading ?? title}
      </h1>
      {children}
    </>
  );
}
