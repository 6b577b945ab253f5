import { hourOf, type Moment } from '../domain/time.ts';
import { type Activity, type FeedActivity, hoursAskedMax } from './feeds.ts';

/**
 * Whether the feed could have been heard through the whole stretch: `silent` where it failed in any of its hours (the trace may be the
 * very one that was lost), `unknown` where in any of them it was not known to be connected, `active` else.
 */
export function heardThroughout(feeds: FeedActivity, feed: string, from: Moment, to: Moment): Activity {
  const last = hourOf(to);
  let heard: Activity = 'active';
  for (let hour = Math.max(Math.min(hourOf(from), last), last - hoursAskedMax); hour <= last; hour++) {
    const activity = feeds.active(feed, hour);
    if (activity === 'silent') return 'silent';
    if (activity === 'unknown') heard = 'unknown';
  }
  return heard;
}
