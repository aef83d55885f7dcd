export { eachDatabase } from '../__testUtils__/eachDatabase';
