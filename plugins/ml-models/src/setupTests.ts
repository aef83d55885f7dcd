import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Whole pages are rendered, on machines that are busy with other suites.
configure({ asyncUtilTimeout: 60_000 });
