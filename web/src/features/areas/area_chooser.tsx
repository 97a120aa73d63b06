// Choosing the area that a network answers for: small areas on a map or in a list, those nearest to
// the member practices, or a line drawn by hand; with what the contract's rules say as it grows.
//
// A controlled field: it shows `value` and tells `onChange` the next one. It saves nothing.
import { type ReactNode, useCallback, useMemo, useState } from 'react';

import type { NetworkArea, NetworkMap, ProposedAreaCheck, SmallAreaMap } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { loaded } from '../../ui/loaded';
import { canDraw, type LegendEntry, MapView } from '../../ui/map/map_view';
import { type Fill, type MapMark, type MapShape, type Place } from '../../ui/map/shapes';
import { useAnnounce } from '../../ui/notices/announcer';
import { Empty, ProblemNotice, WhenReady } from '../../ui/notices/notices';
import { counted } from '../../ui/text/counts';
import { problemOf } from '../../api/problem';
import { AreaDrawing, useDrawing } from './area_drawing';
import { AreaCheckResult } from './area_findings';
import { AreaList } from './area_list';
import { isEmpty, polygonsOf, smallAreasOf, toggled, withDrawn, withoutPolygon, withoutSmallAreas, withSmallAreas } from './area_value';
import { type Day, useNetworksMap, useProposedAreaCheck, useSettled, useSmallAreaMap, useSuggestedArea } from './use_areas';
import './areas.css';

export interface AreaChooserProps {
  /** ODS code of the commissioner whose small areas are chosen from. */
  readonly commissioner: string;
  /** ODS codes of the member practices. */
  readonly members: readonly string[];
  /** Code of the network whose area it is, if it has one: its own published area is no neighbour. */
  readonly network?: string;
  /** The day whose register is asked; today without it. */
  readonly asAt?: string;
  readonly value: NetworkArea;
  readonly onChange: (area: NetworkArea) => void;
}

const LEGEND: readonly LegendEntry[] = [
  { look: 'chosen', means: 'Chosen: heavy outline' },
  { look: 'other', means: 'Another network’s: hatched' },
  { look: 'missing', means: 'In no network’s area: dotted' },
  { look: 'free', means: 'Other small areas' },
  { look: 'outline', means: 'The commissioner’s area' },
  { look: 'site', means: 'Member practice inside' },
  { look: 'site-outside', means: 'Member practice outside: filled square' },
];

interface Picture {
  readonly shapes: readonly MapShape[];
  readonly marks: readonly MapMark[];
  readonly outlines: readonly MapShape['geometry'][];
}

function fillOf(area: SmallAreaMap['features'][number]['properties'], chosen: ReadonlySet<string>, missing: ReadonlySet<string>): Fill {
  if (chosen.has(area.code)) return 'chosen';
  if (missing.has(area.code)) return 'missing';
  return area.network === undefined ? 'free' : 'other';
}

interface PictureOf extends Pick<AreaChooserProps, 'value' | 'members'> {
  readonly network: string | undefined;
  readonly map: SmallAreaMap;
  readonly networks: NetworkMap | undefined;
  readonly check: ProposedAreaCheck | undefined;
}

function pictureOf(props: PictureOf): Picture {
  const { map, networks, check } = props;
  const chosen = new Set(smallAreasOf(props.value));
  // Before anything is chosen all is missing, which nobody needs to be told.
  const missing = new Set(isEmpty(props.value) ? [] : check?.small_areas_in_none);
  const outside = new Set(check?.sites_outside.map(({ code }) => code));
  const shapes: MapShape[] = map.features.map(({ geometry, properties }) => ({
    id: properties.code, geometry, fill: fillOf(properties, chosen, missing),
  }));
  const others = (networks?.features ?? []).filter(({ properties }) => properties.kind === 'network' && properties.code !== props.network
    && properties.from === 'boundary');
  for (const { geometry, properties } of others) shapes.push({ id: properties.code, geometry, fill: 'other' });
  polygonsOf(props.value).forEach((geometry, at) => shapes.push({ id: `drawn ${at}`, geometry, fill: 'chosen' }));
  const marks = (networks?.features ?? [])
    .filter(({ properties }) => properties.kind === 'site' && props.members.includes(properties.code))
    .map(({ properties, geometry }): MapMark => ({
      id: properties.code,
      longitude: Number(geometry.coordinates[0]),
      latitude: Number(geometry.coordinates[1]),
      text: String(props.members.indexOf(properties.code) + 1),
      kind: outside.has(properties.code) ? 'site-outside' : 'site',
    }));
  const outlines = (networks?.features ?? []).filter(({ properties }) => properties.kind === 'commissioner').map(({ geometry }) => geometry);
  return { shapes, marks, outlines };
}

function dayOf(asAt: string | undefined): Day {
  return asAt === undefined ? {} : { as_at: asAt };
}

function Members({ props, networks }: { readonly props: AreaChooserProps; readonly networks: NetworkMap | undefined }): ReactNode {
  const names = new Map(networks?.features.map(({ properties }) => [properties.code, properties.name]));
  if (props.members.length === 0) return <p>No member practice is chosen yet.</p>;
  return (
    <ol className="pcn-area-members" aria-label="Member practices by their number on the map">
      {props.members.map((code) => <li key={code}>{names.get(code) ?? `${code}, whose place is not known`}</li>)}
    </ol>
  );
}

function Chooser({ props, map }: { readonly props: AreaChooserProps; readonly map: SmallAreaMap }): ReactNode {
  const { commissioner, network, asAt, value, onChange } = props;
  const day = dayOf(asAt);
  // The same practices in a new array are no change of the map.
  const codes = props.members.join(' ');
  const members = useMemo(() => codes.split(' ').filter((code) => code !== ''), [codes]);
  const announce = useAnnounce();
  const [before, setBefore] = useState<NetworkArea>();
  const [middle, setMiddle] = useState<Place>();
  const drawing = useDrawing();
  const suggestion = useSuggestedArea();
  const networksMap = loaded(useNetworksMap(commissioner, day));
  const networks = networksMap.state === 'ready' ? networksMap.value : undefined;
  const settled = useSettled(value, 300);
  const question = useProposedAreaCheck({ commissioner, network, members, area: settled, day });
  const check = loaded(question);
  const isBehind = settled !== value || question.isPlaceholderData;
  const checked = check.state === 'ready' ? check.value : undefined;
  const chosen = useMemo(() => new Set(smallAreasOf(value)), [value]);
  const missing = useMemo(() => new Set(checked?.small_areas_in_none), [checked]);
  const areas = useMemo(() => map.features.map(({ properties }) => properties), [map]);
  const known = useMemo(() => new Set(areas.map(({ code }) => code)), [areas]);
  const picture = useMemo(
    () => pictureOf({ value, members, network, map, networks, check: checked }),
    [value, members, network, map, networks, checked],
  );

  const change = useCallback((next: NetworkArea, words: string): void => {
    setBefore(value);
    onChange(next);
    announce(words);
  }, [value, onChange, announce]);
  const toggle = (code: string): void =>
    change(toggled(value, code), `${code} is ${chosen.has(code) ? 'left out' : 'chosen'}.`);
  const suggest = (): void => suggestion.mutate({ commissioner, members, day }, {
    onSuccess: ({ small_areas: near }) => change(withSmallAreas({ ...value, small_areas: [] }, near), `${counted(near.length, 'small area')} are chosen.`),
  });
  return (
    <div className="pcn-area-chooser">
      <p className="pcn-area-actions">
        <Button kind="small" disabled={members.length === 0} busy={suggestion.isPending} onClick={suggest}>
          Choose all that lie nearest to the member practices
        </Button>{' '}
        {canDraw() && (
          <>
            <AreaDrawing drawing={drawing} middle={middle} onDone={(line) => change(withDrawn(value, line), 'The line is closed.')} />{' '}
          </>
        )}
        {before && (
          <Button
            kind="small"
            onClick={() => {
              onChange(before);
              setBefore(undefined);
              announce('The last change is undone.');
            }}
          >
            Undo the last change
          </Button>
        )}{' '}
        {!isEmpty(value) && <Button kind="small" onClick={() => change({ small_areas: [], polygons: [] }, 'Nothing is chosen.')}>Start again</Button>}
      </p>
      {suggestion.isError && <ProblemNotice problem={problemOf(suggestion.error)} />}
      {suggestion.data && suggestion.data.without_place.length > 0 && (
        <p>The place of {suggestion.data.without_place.map(({ name }) => name).join(', ')} is not known, so nothing is nearest to it.</p>
      )}
      <MapView
        label="Map of the network’s area"
        shapes={picture.shapes}
        outlines={picture.outlines}
        marks={picture.marks}
        {...(drawing.line && { line: drawing.line, cross: true, onPlace: drawing.add })}
        onMove={setMiddle}
        onPick={(id) => {
          if (!drawing.line && known.has(id)) toggle(id);
        }}
        legend={LEGEND}
        sameIn="the list of small areas below"
      />
      <Members props={props} networks={networks} />
      {polygonsOf(value).map((polygon, at) => (
        <p key={JSON.stringify(polygon.coordinates[0]?.[0])}>
          Drawn line {at + 1}, {counted((polygon.coordinates[0]?.length ?? 1) - 1, 'point')}.{' '}
          <Button kind="link" onClick={() => change(withoutPolygon(value, at), 'The line is removed.')}>
            Remove drawn line {at + 1}
          </Button>
        </p>
      ))}
      <h3 className="nhsuk-heading-s">What the rules say</h3>
      <WhenReady of={check} what="the check">
        {(ready) => (isBehind ? <p role="status">Checking the area…</p> : <AreaCheckResult check={ready} />)}
      </WhenReady>
      <h3 className="nhsuk-heading-s">Small areas</h3>
      <AreaList
        areas={areas}
        chosen={chosen}
        members={members}
        missing={missing}
        onToggle={toggle}
        onChoose={(some) => change(withSmallAreas(value, some), `${counted(some.length, 'small area')} are chosen.`)}
        onLeave={(some) => change(withoutSmallAreas(value, some), `${counted(some.length, 'small area')} are left out.`)}
      />
      {map.without_boundary.length > 0 && (
        <p>{counted(map.without_boundary.length, 'small area')} of this commissioner cannot be shown: no boundary is loaded.</p>
      )}
    </div>
  );
}

export function AreaChooser(props: AreaChooserProps): ReactNode {
  const map = loaded(useSmallAreaMap(props.commissioner, dayOf(props.asAt)));
  if (props.commissioner === '') return <Empty why="An area is chosen from the small areas of a commissioner." next="Choose the commissioner first." />;
  return (
    <WhenReady of={map} what="the small areas">
      {(ready) => (ready.features.length === 0 ? (
        <Empty
          why="No small areas of this commissioner are loaded, so an area can neither be chosen nor drawn."
          next="Ask your commissioner to load a lookup from small areas (LSOA) to commissioners, and their boundaries."
        />
      ) : <Chooser props={props} map={ready} />)}
    </WhenReady>
  );
}
