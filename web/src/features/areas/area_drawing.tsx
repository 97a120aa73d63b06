// Drawing a polygon: by pressing on the map, or with a cross in its middle that the arrow keys move.
import { type ReactNode, useState } from 'react';

import type { Place, Position } from '../../ui/map/shapes';
import { Button } from '../../ui/forms/button';
import { counted } from '../../ui/text/counts';

const POINTS_MIN = 3;

export interface Drawing {
  readonly line: readonly Position[] | undefined;
  readonly start: () => void;
  readonly add: (place: Place) => void;
  readonly undo: () => void;
  readonly stop: () => void;
}

/** Five digits are about a metre. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}

export function useDrawing(): Drawing {
  const [line, setLine] = useState<readonly Position[]>();
  return {
    line,
    start: () => setLine([]),
    add: ({ longitude, latitude }) => setLine((before) => [...(before ?? []), [rounded(longitude), rounded(latitude)]]),
    undo: () => setLine((before) => before?.slice(0, -1)),
    stop: () => setLine(undefined),
  };
}

export interface AreaDrawingProps {
  readonly drawing: Drawing;
  readonly middle: Place | undefined;
  readonly onDone: (line: readonly Position[]) => void;
}

export function AreaDrawing({ drawing, middle, onDone }: AreaDrawingProps): ReactNode {
  const { line } = drawing;
  if (!line) {
    return (
      <Button kind="small" onClick={drawing.start}>Draw a line on the map</Button>
    );
  }
  return (
    <div className="nhsuk-inset-text pcn-area-drawing">
      <p role="status">
        {counted(line.length, 'point')}. Press on the map to add one, or move the map under the cross with the arrow keys.
      </p>
      <p className="pcn-area-actions">
        <Button kind="small" disabled={!middle} onClick={() => middle && drawing.add(middle)}>Add a point at the cross</Button>{' '}
        <Button kind="small" disabled={line.length === 0} onClick={drawing.undo}>Take the last point back</Button>{' '}
        <Button
          kind="small"
          disabled={line.length < POINTS_MIN}
          onClick={() => {
            onDone(line);
            drawing.stop();
          }}
        >
          Close the line
        </Button>{' '}
        <Button kind="small" onClick={drawing.stop}>Stop drawing</Button>
      </p>
    </div>
  );
}
