// The national identity banner (ISB 1505): one person, fixed at the top of every page about that
// person, never on a page of many. A death is said in words, not by colour alone.
import classNames from 'classnames';
import { type ReactNode, useEffect, useRef } from 'react';

import type { PatientIdentity } from '../../api/types';
import { bannerDate } from '../../ui/text/dates';
import { ageText, bannerName, genderOf, numberOf } from './identity';
import './patient_banner.css';

export interface PatientBannerProps {
  readonly patient: PatientIdentity;
  readonly asAt: string;
}

/** Tells the page how high the banner is, so that what takes the focus is not hidden behind it. */
function useBannerHeight(): (banner: HTMLElement | null) => void {
  const observer = useRef<ResizeObserver>(undefined);
  useEffect(() => () => observer.current?.disconnect(), []);
  return (banner) => {
    observer.current?.disconnect();
    if (!banner || typeof ResizeObserver === 'undefined') return;
    observer.current = new ResizeObserver(() => {
      document.documentElement.style.setProperty('--pcn-banner-height', `${banner.offsetHeight}px`);
    });
    observer.current.observe(banner);
  };
}

function Part(props: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="pcn-banner__part">
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

export function PatientBanner({ patient, asAt }: PatientBannerProps): ReactNode {
  const measured = useBannerHeight();
  const died = patient.deceased === true || patient.died !== undefined;
  return (
    <section
      className={classNames('pcn-banner', { 'pcn-banner--died': died })}
      aria-label="Patient"
      ref={measured}
    >
      <p className="pcn-banner__name">{bannerName(patient)}</p>
      <dl className="pcn-banner__parts">
        <Part name="Born">
          {bannerDate(patient.born)} {died ? '' : `(${ageText(patient, asAt)})`}
        </Part>
        {died && (
          <Part name="Died">
            {bannerDate(patient.died)} {patient.died && `(aged ${ageText(patient, asAt)})`}
          </Part>
        )}
        <Part name="Gender">{genderOf(patient)}</Part>
        <Part name="NHS No.">{numberOf(patient)}</Part>
        <Part name="Practice">{patient.practice.name}</Part>
      </dl>
    </section>
  );
}
