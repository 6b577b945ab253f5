import { featureCatalogue } from '../features/catalogue.ts';
import { defineEnvironment } from './cel/environment.ts';

/** What rules and signals may read: the features of the catalogue, by slot. */
export const environment = defineEnvironment(
  featureCatalogue.map(({ name, type, optional, doc }) => ({ name, type, optional, doc })),
);
