import { z } from 'zod';
import { code, id, listOf, longText, moment, sha256 } from './fields.ts';

export const platforms = ['telegram', 'discord', 'reddit', 'forum', 'other'] as const;

export const postCaptured = z
  .object({
    platform: z.enum(platforms),
    channel_id: id('channel'),
    post_id: id('post'),
    author_id: id('author').optional(),
    posted_at: moment,
    text: longText('What was posted'),
    media: listOf(z.object({ sha256, text: longText('Text in the picture').optional() }), 100).optional(),
    edited_at: moment.optional(),
    reply_to: code('Post that it answers').optional(),
  })
  .describe('From an exported public channel');
