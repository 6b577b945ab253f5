import type { Fact } from '../../domain/fact.ts';
import type { Report, View } from '../report.ts';

/** What limits everything else: the order is not known, reports contradict each other, amounts are in another currency. */
export function record(view: View, report: Report): void {
  const { dossier, value } = view;
  if (dossier.order === null) {
    report.unsaid(
      'order',
      'order_not_known',
      `Order ${dossier.orderId} itself is not known yet: what was bought, paid and where it goes cannot be said.`,
      [],
    );
  }
  for (const fact of dossier.contradicted) {
    report.unsaid(
      'order',
      'contradicted_report',
      `A ${fact.type} was reported twice with different contents; the report known first is used.`,
      [fact],
    );
  }
  if (value.otherCurrencies.length > 0) {
    const foreign: Fact[] = [];
    for (const fact of moneyFacts(view)) if (fact.data.currency !== value.currency) foreign.push(fact);
    const names = value.otherCurrencies.map(sums => sums.currency).join(', ');
    const own =
      value.currency === null ? 'no currency is shared by all amounts' : `the account is kept in ${value.currency}`;
    report.unsaid(
      'more_back_than_paid',
      'other_currency',
      `Amounts in ${names} are stated but not converted or compared: ${own}.`,
      foreign,
    );
  }
  if (value.replacedUnpriced > 0) {
    const sentence = `The price of ${value.replacedUnpriced} replaced unit(s) is not known, so their value is in no sum.`;
    report.unsaid('more_back_than_paid', 'price_not_known', sentence, dossier.replacements);
  }
}

function* moneyFacts({ dossier }: View) {
  for (const { issued, reversals } of dossier.refunds) {
    yield issued;
    yield* reversals;
  }
  yield* dossier.credits;
  for (const { opened } of dossier.disputes) yield opened;
}
