// Small pictures that fill areas, made here because nothing may be fetched from elsewhere.

export interface Pattern {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

type Colour = readonly [number, number, number, number];

function drawn(size: number, colour: Colour, isInk: (x: number, y: number) => boolean): Pattern {
  const data = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (isInk(x, y)) data.set(colour, (y * size + x) * 4);
    }
  }
  return { width: size, height: size, data };
}

/** Diagonal lines: areas of other networks. */
export const HATCH = drawn(10, [76, 98, 114, 200], (x, y) => (x + y) % 10 < 2);

/** Dots: what is in no network's area. */
export const DOTS = drawn(14, [138, 21, 56, 170], (x, y) => (x - 6.5) ** 2 + (y - 6.5) ** 2 < 3);
