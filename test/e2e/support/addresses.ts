// The ports of app-config.yaml, by the same names and with the same defaults.
const appPort = process.env.ML_MODELS_APP_PORT || '3000';
const backendPort = process.env.ML_MODELS_BACKEND_PORT || '7007';

/** Where the portal answers a browser. */
export const PORTAL = `http://localhost:${appPort}`;

/** Base of every plugin's HTTP API. */
export const BACKEND = `http://localhost:${backendPort}/api`;
