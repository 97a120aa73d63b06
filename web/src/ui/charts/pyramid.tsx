// A population pyramid: women to the left, men to the right, the oldest on top.
import type { ReactNode } from 'react';

import { count } from '../text/counts';
import { Picture } from './figure';
import { marks, scale } from './scale';

export interface AgeBand {
  readonly label: string;
  readonly female: number;
  readonly male: number;
}

const ROW = 22;
const SIDE = 300;
const MIDDLE = 92;
const TOP = 28;

export interface PyramidProps {
  /** Youngest first. */
  readonly bands: readonly AgeBand[];
  readonly summary: string;
}

export function Pyramid({ bands, summary }: PyramidProps): ReactNode {
  const steps = marks(Math.max(...bands.map((band) => Math.max(band.female, band.male)), 1), 4);
  const length = scale(steps[steps.length - 1] ?? 1, SIDE - 30);
  const height = TOP + bands.length * ROW;
  const left = SIDE;
  const right = SIDE + MIDDLE;
  return (
    <Picture width={right + SIDE} height={height + 26} title="Age and sex" summary={summary}>
      <text className="pcn-chart-label" x={left} y={16} textAnchor="end">Female</text>
      <text className="pcn-chart-label" x={right} y={16}>Male</text>
      {steps.slice(1).map((step) => (
        <g key={step}>
          <line className="pcn-chart-grid" x1={left - length(step)} x2={left - length(step)} y1={TOP} y2={height} />
          <line className="pcn-chart-grid" x1={right + length(step)} x2={right + length(step)} y1={TOP} y2={height} />
          <text className="pcn-chart-mark" x={left - length(step)} y={height + 18} textAnchor="middle">{count(step)}</text>
          <text className="pcn-chart-mark" x={right + length(step)} y={height + 18} textAnchor="middle">{count(step)}</text>
        </g>
      ))}
      {[...bands].reverse().map((band, row) => (
        <g key={band.label} transform={`translate(0 ${TOP + row * ROW})`}>
          <rect className="pcn-chart-female" x={left - length(band.female)} y={2} width={length(band.female)} height={ROW - 4} />
          <rect className="pcn-chart-male" x={right} y={2} width={length(band.male)} height={ROW - 4} />
          <text className="pcn-chart-mark" x={left + MIDDLE / 2} y={ROW - 6} textAnchor="middle">{band.label}</text>
        </g>
      ))}
    </Picture>
  );
}
