import { wallClock } from '../sending/wall-clock.ts';
import { inProcessSchedule } from './in-process.ts';
import { scheduleContract } from './schedule.contract.ts';

scheduleContract('in process', {
  fresh: async (lookEveryMs) => ({ schedule: inProcessSchedule(wallClock, lookEveryMs) }),
});
