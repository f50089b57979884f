/** Chats: the list, and beside it (on a phone: instead of it) the one that is open. */
import { useParams } from '@tanstack/react-router';
import { useWords } from '../../speech/speech.ts';
import { Empty } from '../../ui/states.tsx';
import { ChatList } from './chat-list.tsx';
import { ChatThread } from './chat-thread.tsx';
import { chatWords } from './chat-words.ts';

export function ChatsPage() {
  const say = useWords(chatWords);
  const { id } = useParams({ strict: false });
  return (
    <div className="grid grid-cols-1 lg:h-dvh lg:grid-cols-[20rem_minmax(0,1fr)]">
      {id !== undefined && <h1 className="sr-only lg:hidden">{say('title')}</h1>}
      <div className={`min-h-0 min-w-0 border-line lg:flex lg:flex-col lg:border-r ${id === undefined ? '' : 'hidden'}`}>
        <ChatList open={id} />
      </div>
      <div className={`min-h-0 min-w-0 ${id === undefined ? 'hidden lg:block' : ''}`}>
        {id === undefined ? (
          <div className="grid h-full place-items-center">
            <Empty title={say('pick')} text={say('pick_text')} />
          </div>
        ) : (
          <ChatThread key={id} id={id} />
        )}
      </div>
    </div>
  );
}
