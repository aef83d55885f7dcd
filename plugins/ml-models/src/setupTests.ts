import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

/** Milliseconds to wait for a page on a machine that is busy with others. */
configure({ asyncUtilTimeout: 10_000 });
