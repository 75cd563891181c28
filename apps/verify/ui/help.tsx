import { useVoice } from './words.ts';

const paragraphs = ['help.face', 'help.unknown', 'help.not', 'help.keep', 'help.link'] as const;

export function Help() {
  const { say } = useVoice();
  return (
    <details class="help">
      <summary>{say('help.heading')}</summary>
      {paragraphs.map((key) => (
        <p key={key}>{say(key)}</p>
      ))}
    </details>
  );
}
