// A map with its legend. The map library loads only here, and only where the browser can draw; the
// page shows the same as a list or table in any case.
import { lazy, type ReactNode, Suspense } from 'react';

import type { MapCanvasProps } from './map_canvas';
import type { Fill } from './shapes';
import './map.css';

const Canvas = lazy(() => import('./map_canvas'));

export interface LegendEntry {
  readonly look: Fill | 'outline' | 'site' | 'site-outside' | 'dot' | 'area' | 'gap';
  readonly means: string;
}

export interface MapViewProps extends MapCanvasProps {
  readonly legend: readonly LegendEntry[];
  /** Where the same is written, to follow "The same is in": "the table of member practices". */
  readonly sameIn: string;
}

let drawable: boolean | undefined;

/** Not on old machines, nor in tests. Asked once: each question makes a drawing context. */
export function canDraw(): boolean {
  drawable ??= typeof WebGL2RenderingContext !== 'undefined'
    && document.createElement('canvas').getContext('webgl2') !== null;
  return drawable;
}

function Legend({ entries }: { readonly entries: readonly LegendEntry[] }): ReactNode {
  return (
    <ul className="pcn-map__legend" aria-label="What the map shows">
      {entries.map(({ look, means }) => (
        <li key={means}>
          <span className={`pcn-map__swatch pcn-map__swatch--${look}`} aria-hidden="true" />
          {means}
        </li>
      ))}
    </ul>
  );
}

export function MapView({ legend, sameIn, ...canvas }: MapViewProps): ReactNode {
  if (!canDraw()) {
    return <p className="nhsuk-hint">This browser cannot draw the map. The same is in {sameIn}.</p>;
  }
  return (
    <div className="pcn-map">
      <Suspense fallback={<p className="pcn-map__canvas pcn-map__waiting" role="status">Loading the map…</p>}>
        <Canvas {...canvas} />
      </Suspense>
      <Legend entries={legend} />
      <p className="pcn-quiet pcn-map__source">
        The same is in {sameIn}. Boundaries: Office for National Statistics, Open Government Licence v3.0. Contains OS data
        © Crown copyright and database right.
      </p>
    </div>
  );
}
