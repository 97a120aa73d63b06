import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 15_000 });

document.body.classList.add('nhsuk-frontend-supported');
vi.stubGlobal('scrollTo', () => undefined);

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.stubGlobal('scrollTo', () => undefined);
});
