/**
 * Tells each alert to the topic that chats are connected to, once: people read it, and nothing behind the topic drops
 * what it has had. Told first, marked then, as `publish` does and for its reason. An older alert that comes after a
 * newer one of the same incident is dropped: the newer has told what it tells, and more.
 *
 * A function of its own, with a queue before it, and not a second topic of `publish`: a chat topic that refuses must not
 * hold up the alerts of everyone else.
 */
import { chatNotification } from '../../shared/alert/chat-notification.ts';
import type { AlertOutput } from '../../shared/aws/alert-queue.ts';
import type { ChatTopic } from '../../shared/aws/chat-topic.ts';
import type { ToldMarks } from '../../shared/aws/told-marks.ts';

/** What it works with. */
export interface NotifyChatSurroundings {
  readonly topic: ChatTopic;
  readonly marks: ToldMarks;
  readonly partition: string;
}

/** The chats as somewhere that alerts are handed on to. */
export function notifyChat({ topic, marks, partition }: NotifyChatSurroundings): AlertOutput {
  return {
    name: 'Chat',
    deliver: async ({ incident, uid }) => {
      const { id, generation } = incident;
      if (generation <= (await marks.toldTo(id, 'chat'))) return;
      await topic.notify(chatNotification(incident, uid, partition));
      await marks.mark(id, 'chat', generation);
    },
  };
}
