import { createApp } from '@backstage/frontend-defaults';

// Features are discovered from the dependencies of this package (`app.packages: all`).
export default createApp().createRoot();
