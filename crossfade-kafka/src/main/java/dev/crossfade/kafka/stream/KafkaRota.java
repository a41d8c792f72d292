package dev.crossfade.kafka.stream;

import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.spi.source.StreamRota;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A rota kept by a consumer group of the migration: each source has a topic of one partition, and
 * Kafka gives each partition to one member. Nothing is consumed here; offsets are the target's
 * affair. A process that has not heard of the group for some seconds, because it was frozen or cut
 * off, does not believe in what it had.
 */
public final class KafkaRota implements StreamRota {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaRota.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration LEAVING = Duration.ofSeconds(3);

  /** Kafka gives a silent member's partitions away after six. */
  private static final long BELIEVED_NANOS = Duration.ofSeconds(4).toNanos();

  private final String group;
  private final KafkaClients clients;
  private final Map<String, String> topics = new TreeMap<>();
  private final Set<String> declined = ConcurrentHashMap.newKeySet();
  private final Set<String> mine = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile long heardAt;
  private volatile boolean closed;

  /**
   * Takes part at once.
   *
   * @param group name of the group, the same for all who share these streams
   * @param topics name of each source's topic
   */
  public KafkaRota(KafkaAccess access, String group, Map<String, String> topics) {
    this.group = group;
    this.clients = new KafkaClients(access);
    this.topics.putAll(topics);
    this.thread = new Thread(this::run, "rota-" + group);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public boolean ours(String source) {
    String topic = topics.get(source);
    return topic != null
        && !closed
        && !declined.contains(source)
        && mine.contains(topic)
        && System.nanoTime() - heardAt < BELIEVED_NANOS;
  }

  @Override
  public void decline(String source) {
    declined.add(source);
  }

  @Override
  public void accept(String source) {
    declined.remove(source);
  }

  private void run() {
    while (!closed) {
      try (KafkaConsumer<byte[], ByteBuffer> member = clients.member(group)) {
        takePart(member);
      } catch (KafkaException e) {
        LOG.debug("the rota is not known for the moment: group={}", group, e);
      } catch (RuntimeException e) {
        LOG.warn("the rota is not known for the moment: group={}", group, e);
      } finally {
        mine.clear();
      }
      rest();
    }
  }

  private void takePart(KafkaConsumer<byte[], ByteBuffer> member) {
    List<String> wanted = List.of();
    while (!closed) {
      List<String> now = wanted();
      if (!now.equals(wanted)) {
        member.subscribe(now, new Changes(member));
        wanted = now;
      }
      if (!wanted.isEmpty()) {
        member.poll(POLL);
      } else {
        rest();
      }
      heardAt = System.nanoTime();
    }
  }

  private List<String> wanted() {
    List<String> wanted = new ArrayList<>();
    topics.forEach(
        (source, topic) -> {
          if (!declined.contains(source)) {
            wanted.add(topic);
          }
        });
    return wanted;
  }

  /** Keeps in mind what the group gives and takes. */
  private final class Changes implements ConsumerRebalanceListener {

    private final KafkaConsumer<byte[], ByteBuffer> member;

    Changes(KafkaConsumer<byte[], ByteBuffer> member) {
      this.member = member;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      partitions.forEach(partition -> member.seek(partition, 0));
      member.pause(partitions);
      heardAt = System.nanoTime();
      partitions.forEach(partition -> mine.add(partition.topic()));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      partitions.forEach(partition -> mine.remove(partition.topic()));
    }
  }

  private void rest() {
    try {
      if (!closed) {
        Thread.sleep(AGAIN.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    mine.clear();
    try {
      thread.join(LEAVING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
