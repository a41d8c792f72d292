package dev.crossfade.kafka.stream;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How large a record the connector may send. A broker that refuses one accepts those behind it,
 * which would leave a hole in the topic; so the connector's own producer has to refuse it first.
 */
final class LargestRecord {

  /** A row of 64 MiB before and after its change, escaped as JSON. */
  static final int WANTED = 256 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(LargestRecord.class);
  private static final String OF_TOPIC = "max.message.bytes";
  private static final String OF_BROKER = "socket.request.max.bytes";

  /** What a request holds beside its record. */
  private static final int AROUND = 64 * 1024;

  private final KafkaClients clients;
  private final Admin admin;

  LargestRecord(KafkaClients clients, Admin admin) {
    this.clients = clients;
    this.admin = admin;
  }

  /** Bytes of the largest record that topic and broker are sure to take. */
  int of(TopicDescription topic) {
    int most = Math.min(WANTED, setting(ConfigResource.Type.TOPIC, topic.name(), OF_TOPIC));
    Node leader = topic.partitions().get(0).leader();
    if (leader != null) {
      int request = setting(ConfigResource.Type.BROKER, leader.idString(), OF_BROKER);
      most = Math.min(most, Math.max(AROUND, request - AROUND));
    }
    if (most < WANTED) {
      LOG.info("rows larger than this cannot be captured topic={} bytes={}", topic.name(), most);
    }
    return most;
  }

  /** The value; where it may not be asked for, as much as is wanted. */
  private int setting(ConfigResource.Type type, String of, String name) {
    ConfigResource resource = new ConfigResource(type, of);
    try {
      Map<ConfigResource, Config> all = clients.get(admin.describeConfigs(List.of(resource)).all());
      Config config = all.get(resource);
      ConfigEntry entry = config == null ? null : config.get(name);
      return entry == null || entry.value() == null ? WANTED : Integer.parseInt(entry.value());
    } catch (ExecutionException e) {
      LOG.warn("not known how large records may be: {} of {}: {}", name, of, e.getMessage());
      return WANTED;
    }
  }
}
