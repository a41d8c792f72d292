package dev.crossfade.engine.bad;

import org.apache.kafka.common.TopicPartition;

/** A bad example: Kafka outside its room. */
final class SpeaksKafka {
  TopicPartition forbidden = new TopicPartition("x", 0);
}
