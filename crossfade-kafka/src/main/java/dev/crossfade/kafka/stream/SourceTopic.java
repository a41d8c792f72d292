package dev.crossfade.kafka.stream;

import dev.crossfade.kafka.KafkaAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The one topic with one partition that holds a source's log. Thread-safe. */
public final class SourceTopic implements AutoCloseable {

  private static final int ATTEMPTS = 50;

  private final KafkaClients clients;
  private final Admin admin;
  private final String name;

  public SourceTopic(KafkaAccess access, String name) {
    this.clients = new KafkaClients(access);
    this.admin = clients.admin();
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** Creates the topic if it is missing; one that is there has to have one partition. */
  public void ensure() {
    if (describe().isEmpty()) {
      create(
          name,
          Map.of(
              "retention.ms", "-1", "max.message.bytes", Integer.toString(LargestRecord.WANTED)));
    }
    // a broker knows a new topic a moment after it was created
    for (int i = 0; i < ATTEMPTS && describe().isEmpty(); i++) {
      clients.pause();
    }
    id();
  }

  /** Creates a topic for the connector's own history of definitions. Idempotent. */
  public void ensureHistory(String topic) {
    create(topic, Map.of("retention.ms", "-1", "retention.bytes", "-1"));
  }

  private void create(String topic, Map<String, String> settings) {
    NewTopic wanted = new NewTopic(topic, Optional.of(1), Optional.empty());
    wanted.configs(with(settings, "cleanup.policy", "delete"));
    try {
      clients.get(admin.createTopics(List.of(wanted)).all());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw clients.unreachable(e);
      }
    }
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> more = new java.util.HashMap<>(map);
    more.put(key, value);
    return more;
  }

  /** Identifies the topic; another id means another topic under the same name. */
  public String id() {
    TopicDescription topic = describe().orElseThrow(() -> Gaps.topic(name, "does not exist"));
    if (topic.partitions().size() != 1) {
      throw Gaps.topic(name, "has " + topic.partitions().size() + " partitions instead of 1");
    }
    return topic.topicId().toString();
  }

  /** Bytes of the largest record that it is sure to take. */
  public int largestRecord() {
    return new LargestRecord(clients, admin)
        .of(describe().orElseThrow(() -> Gaps.topic(name, "does not exist")));
  }

  /** Offset behind the last record, 0 when there is no topic. */
  public long end() {
    if (describe().isEmpty()) {
      return 0;
    }
    TopicPartition partition = new TopicPartition(name, 0);
    try {
      return clients
          .get(admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition))
          .offset();
    } catch (ExecutionException e) {
      throw clients.unreachable(e);
    }
  }

  /** Deletes this topic and others. Idempotent. */
  public void delete(List<String> others) {
    List<String> topics = new java.util.ArrayList<>(others);
    topics.add(name);
    for (String topic : topics) {
      try {
        clients.get(admin.deleteTopics(List.of(topic)).all());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw clients.unreachable(e);
        }
      }
    }
  }

  private Optional<TopicDescription> describe() {
    try {
      return Optional.ofNullable(
          clients.get(admin.describeTopics(List.of(name)).allTopicNames()).get(name));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw clients.unreachable(e);
    }
  }

  @Override
  public void close() {
    admin.close(java.time.Duration.ofSeconds(2));
  }
}
