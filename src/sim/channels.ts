import { channelOf, type Post } from './boasts.ts';
import { rfc3339 } from './calendar.ts';

/** Posts as Telegram Desktop exports a public channel (JSON). */
export function telegramExport(posts: readonly Post[]): string {
  const messages = posts.map(post => ({
    id: post.id,
    type: 'message',
    date: rfc3339(post.at).slice(0, 19),
    date_unixtime: String(Math.floor(post.at / 1000)),
    ...(post.editedAt === null
      ? {}
      : { edited: rfc3339(post.editedAt).slice(0, 19), edited_unixtime: String(Math.floor(post.editedAt / 1000)) }),
    from: post.author,
    from_id: post.authorId,
    ...(post.replyTo === null ? {} : { reply_to_message_id: post.replyTo }),
    ...(post.picture === null
      ? {}
      : { photo: '(File not included. Change data exporting settings to download.)', width: 720, height: 1280 }),
    ...spelled(post.text),
  }));
  return `${JSON.stringify({ name: 'Refund Market', type: 'public_supergroup', id: Number(channelOf('telegram')), messages }, null, 1)}\n`;
}

/** Mentions make a mixed array of a text, as in real exports. */
function spelled(text: string): object {
  const mention = /@\w+/.exec(text);
  if (mention === null) return { text, text_entities: text === '' ? [] : [{ type: 'plain', text }] };
  const before = text.slice(0, mention.index);
  const after = text.slice(mention.index + mention[0].length);
  const linked = { type: 'mention', text: mention[0] };
  const plain = (part: string) => (part === '' ? [] : [{ type: 'plain', text: part }]);
  return {
    text: [...(before === '' ? [] : [before]), linked, ...(after === '' ? [] : [after])],
    text_entities: [...plain(before), linked, ...plain(after)],
  };
}

/** Posts as DiscordChatExporter writes a channel (JSON). */
export function discordExport(posts: readonly Post[], exportedAt: number): string {
  const channel = channelOf('discord');
  const messages = posts.map(post => ({
    id: String(post.id),
    type: post.replyTo === null ? 'Default' : 'Reply',
    timestamp: rfc3339(post.at),
    timestampEdited: post.editedAt === null ? null : rfc3339(post.editedAt),
    isPinned: false,
    content: post.text,
    author: {
      id: post.authorId.slice(4),
      name: post.author,
      discriminator: '0000',
      nickname: post.author,
      isBot: false,
      roles: [],
    },
    attachments:
      post.picture === null
        ? []
        : [
            {
              id: `9${post.id}`,
              url: `files/${post.picture.sha256}.png`,
              fileName: 'proof.png',
              fileSizeBytes: 48_213,
            },
          ],
    embeds: [],
    stickers: [],
    reactions: [],
    mentions: [],
    ...(post.replyTo === null
      ? {}
      : { reference: { messageId: String(post.replyTo), channelId: channel, guildId: '77' } }),
  }));
  return `${JSON.stringify(
    {
      guild: { id: '77', name: 'Second Chance' },
      channel: {
        id: channel,
        type: 'GuildTextChat',
        categoryId: '5',
        category: 'Market',
        name: 'vouches',
        topic: null,
      },
      dateRange: { after: null, before: null },
      exportedAt: rfc3339(exportedAt),
      messages,
      messageCount: messages.length,
    },
    null,
    1,
  )}\n`;
}

/** Posts as Pushshift and Arctic Shift keep them, one a line. */
export function redditExport(posts: readonly Post[], retrievedAt: number): string {
  const subreddit = channelOf('reddit');
  return posts
    .map(post => {
      const base = {
        id: String(post.id),
        author: post.author,
        author_fullname: `t2_${post.authorId.slice(4)}`,
        created_utc: Math.floor(post.at / 1000),
        subreddit,
        score: 1 + (post.id % 9),
        edited: post.editedAt === null ? false : Math.floor(post.editedAt / 1000),
        retrieved_on: Math.floor(retrievedAt / 1000),
      };
      const body =
        post.replyTo === null
          ? { title: post.text.slice(0, 60), selftext: post.text, permalink: `/r/${subreddit}/comments/${post.id}/` }
          : {
              body: post.text,
              link_id: `t3_${post.replyTo}`,
              parent_id: `t3_${post.replyTo}`,
              permalink: `/r/${subreddit}/comments/${post.replyTo}/_/${post.id}/`,
            };
      return `${JSON.stringify({ ...base, ...body })}\n`;
    })
    .join('');
}
