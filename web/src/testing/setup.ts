import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 15_000 });

// jsdom calls itself Safari, for which the editor takes ways that jsdom does not have.
Object.defineProperty(navigator, 'vendor', { value: '' });
// It has no layout either: no stretch of text lies anywhere.
Range.prototype.getClientRects = () => Object.assign([], { item: () => null }) as unknown as DOMRectList;

document.body.classList.add('nhsuk-frontend-supported');
vi.stubGlobal('scrollTo', () => undefined);

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.stubGlobal('scrollTo', () => undefined);
});
