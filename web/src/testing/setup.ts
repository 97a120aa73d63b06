import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

document.body.classList.add('nhsuk-frontend-supported');
vi.stubGlobal('scrollTo', () => undefined);

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.stubGlobal('scrollTo', () => undefined);
});
