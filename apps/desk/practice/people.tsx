import type { Speak } from '@commonkey/words';
import { shortDate } from '../words/dates.ts';
import type { PracticeShift } from './practice-shift.ts';

export function PracticePeople(props: { say: Speak; session: PracticeShift }) {
  const { say } = props;
  return (
    <table>
      <caption>{say('practice.people')}</caption>
      <tbody>
        {props.session.people.map((person) => (
          <tr key={person.name}>
            <td>{person.name}</td>
            <td>
              <bdi lang={person.secondLanguage || undefined}>{person.secondName}</bdi>
            </td>
            <td class="number">{shortDate(person.birthDate, say)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
