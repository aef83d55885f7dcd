export * from '../__testUtils__/commands';
