package dev.crossfade.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Watches the records of a topic as they come, from now on. */
final class RawTopic implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private boolean inside;

  RawTopic(KafkaAccess access, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                access.bootstrap(),
                "max.poll.records",
                10,
                "fetch.max.bytes",
                4096,
                "max.partition.fetch.bytes",
                4096),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
    consumer.seekToEnd(List.of(partition));
    consumer.position(partition);
  }

  /** Waits for so many rows. */
  void awaitRows(int count) {
    int rows = 0;
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (rows < count && System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(5))) {
        String text =
            record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8);
        rows += text.contains("\"op\":\"c\"") ? 1 : 0;
        inside = inside ? !text.contains("\"END\"") : text.contains("\"BEGIN\"");
      }
    }
  }

  /** Whether the last record seen was inside a transaction. */
  boolean inside() {
    return inside;
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofMillis(100)));
  }
}
