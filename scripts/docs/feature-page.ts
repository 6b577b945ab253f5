import { featureCatalogue } from '../../src/features/catalogue.ts';

/** docs/features.md: every feature that rules and signals may read, by family. */
export function featuresPage(): string {
  const families = [...new Set(featureCatalogue.map(feature => familyOf(feature.name)))];
  return [
    '# Features',
    '',
    'Made by `node scripts/docs/generate.ts` from `src/features`; change it there.',
    '',
    'A feature is one thing known of a claim at the moment of its decision. Rules and signals of a [policy](policies.md) read features by name.',
    'Only what was known at that moment counts. A feature that may be unknown is `null` then; ask `has(family.feature)` before you read it.',
    `There are ${featureCatalogue.length} features in ${families.length} families.`,
    '',
    ...families.flatMap(familySection),
  ].join('\n');
}

function familySection(family: string): string[] {
  const features = featureCatalogue.filter(feature => familyOf(feature.name) === family);
  return [
    `## ${family}`,
    '',
    '| feature | type | may be unknown | what it says |',
    '| --- | --- | --- | --- |',
    ...features.map(
      ({ name, type, optional, doc }) =>
        `| \`${name}\` | ${type} | ${optional ? 'yes' : 'no'} | ${doc.replaceAll('|', '\\|')} |`,
    ),
    '',
  ];
}

function familyOf(feature: string): string {
  return feature.slice(0, feature.indexOf('.'));
}
