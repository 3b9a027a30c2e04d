import { expect, it } from 'vitest';
import { createPace } from '@/lib/server/mail/pace';
import { DeliveryError } from '@/lib/server/mail/transports/transport';

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1000);
const failed = { error: new Error('lost') };
const refused = { error: new DeliveryError('permanent', 'spam') };

it('tries eight at once while mails get through, or are refused one by one', () => {
  const pace = createPace();
  pace.record(['sent', failed], at(0));
  pace.record([refused, failed], at(0));
  expect(pace.limit(at(0))).toBe(8);
});

it('pauses up to a minute, then asks with one mail, and is as fast as before once it got through', () => {
  const pace = createPace();
  let time = 0;
  for (const pause of [1, 2, 4, 8, 16, 32, 60, 60]) {
    pace.record([failed], at(time));
    expect(pace.limit(at(time + pause - 0.001))).toBe(0);
    time += pause;
    expect(pace.limit(at(time))).toBe(1);
  }
  pace.record(['sent'], at(time));
  expect(pace.limit(at(time))).toBe(8);
});

it('learns nothing from mails that were skipped', () => {
  const pace = createPace();
  pace.record([failed], at(0));
  pace.record(['skipped'], at(1));
  expect(pace.limit(at(1))).toBe(1);
});
