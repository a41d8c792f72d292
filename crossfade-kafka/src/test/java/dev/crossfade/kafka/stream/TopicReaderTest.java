package dev.crossfade.kafka.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.kafka.Services;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * However well records were packed, few bytes of them are in memory at a time, and none is lost.
 */
class TopicReaderTest {

  private static final int MEBIBYTE = 1 << 20;
  private static final long PATIENCE = 60_000_000_000L;

  private final String name = Services.fresh("reader");
  private final List<Long> offsets = new ArrayList<>();

  @BeforeEach
  void create() throws Exception {
    try (SourceTopic topic = new SourceTopic(Services.access(), name)) {
      topic.ensure();
    }
  }

  private static KafkaProducer<byte[], byte[]> producer() throws Exception {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            Services.access().bootstrap(),
            "compression.type",
            "lz4",
            "batch.size",
            131_072,
            "linger.ms",
            5,
            "max.request.size",
            100 * MEBIBYTE),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private void send(int count, int size) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (int i = 0; i < count; i++) {
        producer.send(new ProducerRecord<>(name, 0, null, new byte[size]));
      }
    }
  }

  /** Reads all records; returns the most bytes that were at hand at once. */
  private long read(int count) throws Exception {
    long most = 0;
    long deadline = System.nanoTime() + PATIENCE;
    try (TopicReader reader = new TopicReader(new KafkaClients(Services.access()), name)) {
      reader.seek(0);
      while (offsets.size() < count && System.nanoTime() < deadline) {
        reader.poll(Duration.ofMillis(200));
        long bytes = 0;
        while (!reader.empty()) {
          bytes += reader.first().value().remaining();
          offsets.add(reader.first().offset());
          reader.pass();
        }
        most = Math.max(most, bytes);
      }
    }
    assertThat(offsets).isEqualTo(LongStream.range(0, count).boxed().toList());
    return most;
  }

  @Test
  void rowsThatPackWell() throws Exception {
    send(64, MEBIBYTE);
    assertThat(read(64)).isEqualTo(8L * MEBIBYTE);
  }

  @Test
  void hugeRowsComeOneByOne() throws Exception {
    send(6, 20 * MEBIBYTE);
    assertThat(read(6)).isEqualTo(20L * MEBIBYTE);
  }

  @Test
  void hugeRowsBetweenSmallOnes() throws Exception {
    send(100, 10);
    send(2, 20 * MEBIBYTE);
    send(100, 10);
    assertThat(read(202)).isLessThan(21L * MEBIBYTE);
  }
}
