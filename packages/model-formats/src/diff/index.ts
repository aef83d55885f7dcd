export * from './difference';
export * from './compareModels';
export * from './compareContent';
