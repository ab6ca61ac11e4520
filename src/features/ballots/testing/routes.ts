/** The routes as values, for tests that call them by HTTP; other features' code knows them by type only. */
export * from '../routes.ts';
