export * from './difference';
export * from './compareModels';
