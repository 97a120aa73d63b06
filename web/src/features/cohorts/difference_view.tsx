// The difference of two texts as a table: line numbers, a sign with a word, the line.
import classNames from 'classnames';
import type { ReactNode } from 'react';

import { CqlWords } from '../../ui/cql/cql_words';
import { counted } from '../../ui/text/counts';
import { type DifferenceLine, withoutFarLines } from './line_difference';

const SIGNS: Readonly<Record<DifferenceLine['kind'], readonly [string, string]>> = {
  same: ['', 'Same'],
  removed: ['−', 'Removed'],
  added: ['+', 'Added'],
};

function Line({ line, isPlain }: { readonly line: DifferenceLine; readonly isPlain: boolean }): ReactNode {
  const [sign, word] = SIGNS[line.kind];
  return (
    <tr className={classNames('pcn-difference__line', `pcn-difference__line--${line.kind}`)}>
      <td className="pcn-difference__number">{line.beforeLine ?? <span className="nhsuk-u-visually-hidden">No line</span>}</td>
      <td className="pcn-difference__number">{line.afterLine ?? <span className="nhsuk-u-visually-hidden">No line</span>}</td>
      <td className="pcn-difference__sign">
        <span aria-hidden="true">{sign}</span>
        <span className="nhsuk-u-visually-hidden">{word}</span>
      </td>
      <td className="pcn-difference__text"><code>{isPlain ? line.text : <CqlWords text={line.text} />}</code></td>
    </tr>
  );
}

/** "2 lines added, 1 line removed", or that nothing changed. */
export function differenceWords(lines: readonly DifferenceLine[]): string {
  const added = lines.filter(({ kind }) => kind === 'added').length;
  const removed = lines.filter(({ kind }) => kind === 'removed').length;
  if (added + removed === 0) return 'The texts are the same';
  return `${counted(added, 'line')} added, ${counted(removed, 'line')} removed`;
}

export interface DifferenceViewProps {
  readonly caption: string;
  readonly lines: readonly DifferenceLine[];
  /** Of a text that is not CQL, such as cases. */
  readonly isPlain?: boolean;
}

export function DifferenceView({ caption, lines, isPlain = false }: DifferenceViewProps): ReactNode {
  if (lines.every(({ kind }) => kind === 'same')) return <p>The texts are the same.</p>;
  return (
    <div className="pcn-difference">
      <p className="pcn-quiet">{differenceWords(lines)}.</p>
      <table className="pcn-difference__table">
        <caption className="nhsuk-u-visually-hidden">{caption}</caption>
        <colgroup>
          <col className="pcn-difference__numbers" />
          <col className="pcn-difference__numbers" />
          <col className="pcn-difference__signs" />
          <col />
        </colgroup>
        <thead className="nhsuk-u-visually-hidden">
          <tr>
            <th scope="col">Line before</th>
            <th scope="col">Line after</th>
            <th scope="col">Change</th>
            <th scope="col">Text</th>
          </tr>
        </thead>
        <tbody>
          {withoutFarLines(lines).map((line, position) =>
            line.kind === 'gap' ? (
              <tr key={position} className="pcn-difference__gap">
                <td colSpan={4}>{counted(line.lines, 'line')} the same</td>
              </tr>
            ) : (
              <Line key={position} line={line} isPlain={isPlain} />
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}
