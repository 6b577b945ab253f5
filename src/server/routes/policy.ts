import { featureCatalogue } from '../../features/catalogue.ts';
import { json } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { featuresShape, policyShape } from '../schemas.ts';

export const policyInForce = defineRoute({
  method: 'GET',
  url: '/v1/policy',
  tag: 'policy',
  summary: 'Read the policy in force',
  description: 'The policy that decides now, with the label that its decisions quote.',
  access: 'claims:read',
  answers: { 200: { says: 'The policy', schema: policyShape } },
  problems: [],
  frequent: false,
  answer: async ({ node }) => json({ label: node.policy.label, document: node.policy.document }),
});

export const features = defineRoute({
  method: 'GET',
  url: '/v1/features',
  tag: 'policy',
  summary: 'List the features',
  description: 'Everything that rules and signals may read, with its type in CEL and what it means.',
  access: 'claims:read',
  answers: { 200: { says: 'The catalogue', schema: featuresShape } },
  problems: [],
  frequent: false,
  answer: async () =>
    json({ features: featureCatalogue.map(({ name, type, optional, doc }) => ({ name, type, optional, doc })) }),
});
