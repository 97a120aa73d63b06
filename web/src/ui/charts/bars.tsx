// Horizontal bars, one per row, each with an optional mark of what was expected there. The value is
// written at the end of each bar, so that nobody has to read it off the axis.
import type { ReactNode } from 'react';

import { Picture } from './figure';
import { marks, scale } from './scale';

export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly expected?: number | undefined;
}

export interface BarsProps {
  readonly title: string;
  readonly summary: string;
  readonly bars: readonly Bar[];
  readonly written: (value: number) => string;
  /** What the mark stands for, such as "expected from England's rates". */
  readonly expectedMeans?: string;
}

const ROW = 32;
const LABELS = 270;
const LENGTH = 400;
const VALUES = 70;

export function Bars({ title, summary, bars, written, expectedMeans }: BarsProps): ReactNode {
  const largest = Math.max(...bars.flatMap((bar) => [bar.value, bar.expected ?? 0]), 0);
  const steps = marks(largest || 1);
  const length = scale(steps[steps.length - 1] ?? 1, LENGTH);
  const top = expectedMeans ? 30 : 6;
  const height = top + bars.length * ROW;
  return (
    <Picture width={LABELS + LENGTH + VALUES} height={height + 26} title={title} summary={summary}>
      {expectedMeans && (
        <g>
          <line className="pcn-chart-expected" x1={LABELS + 4} x2={LABELS + 4} y1={4} y2={22} />
          <text className="pcn-chart-mark" x={LABELS + 14} y={18}>{expectedMeans}</text>
        </g>
      )}
      {steps.map((step) => (
        <g key={step}>
          <line className="pcn-chart-grid" x1={LABELS + length(step)} x2={LABELS + length(step)} y1={top} y2={height} />
          <text className="pcn-chart-mark" x={LABELS + length(step)} y={height + 18} textAnchor="middle">{written(step)}</text>
        </g>
      ))}
      {bars.map((bar, row) => (
        <g key={bar.label} transform={`translate(0 ${top + row * ROW})`}>
          <text className="pcn-chart-label" x={LABELS - 10} y={21} textAnchor="end">{bar.label}</text>
          <rect className="pcn-chart-bar" x={LABELS} y={6} width={length(bar.value)} height={ROW - 12} />
          {bar.expected !== undefined && (
            <line
              className="pcn-chart-expected"
              x1={LABELS + length(bar.expected)}
              x2={LABELS + length(bar.expected)}
              y1={2}
              y2={ROW - 2}
            />
          )}
          <text
            className="pcn-chart-value"
            x={LABELS + length(Math.max(bar.value, bar.expected ?? 0)) + 8}
            y={21}
          >
            {written(bar.value)}
          </text>
        </g>
      ))}
    </Picture>
  );
}
