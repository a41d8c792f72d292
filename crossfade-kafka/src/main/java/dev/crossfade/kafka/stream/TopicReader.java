package dev.crossfade.kafka.stream;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of partition 0 of a topic, in order, few of them in memory at a time. Uses no
 * consumer group and never resets. One thread at a time.
 */
final class TopicReader implements AutoCloseable {

  /** Size of values that are held. */
  private static final long HELD = 8L * 1024 * 1024;

  /** Size of a record whose remains in Kafka's client are worth the effort of letting them go. */
  private static final int LARGE = 4 * 1024 * 1024;

  private final BoundedValues values = new BoundedValues(HELD);
  private final KafkaConsumer<byte[], ByteBuffer> consumer;
  private final TopicPartition partition;
  private final Deque<ConsumerRecord<byte[], ByteBuffer>> waiting = new ArrayDeque<>();

  TopicReader(KafkaClients clients, String topic) {
    this.partition = new TopicPartition(topic, 0);
    this.consumer = clients.consumer(values);
    consumer.assign(List.of(partition));
  }

  /** First offset, and the one behind the last record. */
  List<Long> offsets() {
    List<TopicPartition> one = List.of(partition);
    long first = consumer.beginningOffsets(one).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(one).getOrDefault(partition, 0L);
    return List.of(first, end);
  }

  void seek(long offset) {
    waiting.clear();
    consumer.seek(partition, offset);
  }

  /** Whether there is no record at hand. */
  boolean empty() {
    return waiting.isEmpty();
  }

  /** Waits for records; there must be none at hand. */
  void poll(Duration patience) {
    values.begin();
    for (ConsumerRecord<byte[], ByteBuffer> record : consumer.poll(patience).records(partition)) {
      if (BoundedValues.leftOut(record.value())) {
        consumer.seek(partition, record.offset());
        break;
      }
      waiting.add(record);
    }
    if (!empty() && waiting.getLast().serializedValueSize() >= LARGE) {
      forget(waiting.getLast().offset() + 1);
    }
  }

  /** Makes the client drop what it has fetched, which holds the large record once more. */
  private void forget(long next) {
    consumer.unsubscribe();
    consumer.assign(List.of(partition));
    consumer.seek(partition, next);
  }

  ConsumerRecord<byte[], ByteBuffer> first() {
    return waiting.getFirst();
  }

  /** Goes behind the first record. */
  void pass() {
    waiting.removeFirst();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
  }
}
