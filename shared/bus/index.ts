/** Door of the buses: one port, one contract suite, each implementation by its name. */

export { kafkaBus } from './kafka-bus.ts';
export { type KafkaOptions, kafkaSettingsOf } from './kafka-options.ts';
export { type KafkaSettings, kafkaDefaults } from './kafka-settings.ts';
export { memoryBus } from './memory.ts';
export { partitionOf } from './partition-of.ts';
export { type LaneName, lanes, type TopicNames, type TopicOptions, topicNames, topicPlans } from './topics.ts';
