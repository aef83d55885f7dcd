/**
 * Query parameters chosen per entity reference. The tabs of an entity page link
 * to each other without a query; what was chosen on one is kept here, so that a
 * look at the past does not silently turn into the present on the next tab. Leaving the model
 * forgets it.
 */
export const chosenViews = new Map<string, Record<string, string>>();
