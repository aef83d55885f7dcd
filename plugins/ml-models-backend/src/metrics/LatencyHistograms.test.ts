import { routeClass } from './LatencyHistograms';

it.each([
  ['/models', 'models'],
  ['/models/facets', 'models'],
  ['/models/default/lora', 'model'],
  ['/models/default/lora/events', 'events'],
  ['/models/default/versions', 'model'],
  ['/models/default/lora/versions/v1', 'version'],
  ['/models/default/lora/versions/v1/sbom', 'version'],
  ['/models/default/lora/versions/events', 'version'],
  ['/models/default/lora/versions/v1/artifacts/a.bin', 'artifact'],
  ['/ingestions/ing-1', 'ingestions'],
  ['/admin/jobs', 'admin'],
  ['/documents/sha256:0', 'document'],
  ['/', 'other'],
  ['/whatever/a/stranger/sends', 'other'],
  ['/models/default/lora/constructor', 'model'],
])('O1: a route is one of few words, whatever is asked: %s', (path, route) => {
  expect(routeClass(path)).toBe(route);
});
