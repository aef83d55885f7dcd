import { createApp } from '@backstage/frontend-defaults';
import { modelIcon, modelLineage } from './modules/modelsInCatalog';

// Plugins are discovered from the dependencies of this package (`app.packages: all`).
export default createApp({ features: [modelIcon, modelLineage] }).createRoot();
