import { afterAll, onTestFinished, TestRunner } from 'vitest';

/** Runs `act` after the test that is running; outside of one, after the last of its file. */
export function cleanUp(act: () => unknown): void {
  const schedule = TestRunner.getCurrentTest() ? onTestFinished : afterAll;
  schedule(async () => {
    await act();
  });
}
