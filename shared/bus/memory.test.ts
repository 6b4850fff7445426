import { busContract } from './bus.contract.ts';
import { memoryBus } from './memory.ts';

const bus = memoryBus();
busContract('the bus in memory', async () => bus);
