import { withLanguage } from '../../ui/layout.tsx';
import { PortalFrame, type Visit } from '../frame.tsx';
import { AskForm, Radios } from '../kit.tsx';
import { SHARED_IDLE_MINUTES } from '../session.ts';

/** Whose device this is, and who types: decides what the browser may remember and what a helper may see afterwards. */
export const DEVICES = ['own', 'shared', 'helper'] as const;

export function DevicePage({ context, request, wrong = false }: Visit & { wrong?: boolean }) {
  const { say, language, csrf } = request;
  const title = say('apply.device.title');
  const error = wrong ? say('apply.wrong.choose') : undefined;
  return (
    <PortalFrame
      {...{ context, request, title }}
      path="/apply/device"
      back="/apply/what-we-keep"
      errors={error ? { device: error } : {}}
      ownHeading
    >
      <AskForm action={withLanguage('/apply/device', language)} csrf={csrf} say={say}>
        <Radios
          name="device"
          title={title}
          hint={say('apply.device.hint')}
          error={error}
          options={DEVICES.map((value) => ({
            value,
            label: say(`apply.device.${value}`),
            hint: say(`apply.device.${value}-hint`, { minutes: SHARED_IDLE_MINUTES }),
          }))}
        />
      </AskForm>
    </PortalFrame>
  );
}
