/** Door of the buses: one port, one contract suite, each implementation by its name. */

export { type KafkaSettings, kafkaDefaults } from './kafka-settings.ts';
export { kafkajsBus } from './kafkajs/kafkajs-bus.ts';
export { memoryBus } from './memory.ts';
export { partitionOf } from './partition-of.ts';
