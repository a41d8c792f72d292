package dev.crossfade.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The settings of broker and worker: one node, small internal topics, nothing is ever expired. */
final class KafkaSettings {

  /** A row of 64 MiB before and after its change, escaped as JSON. */
  private static final String LARGEST_MESSAGE = Integer.toString(256 * 1024 * 1024);

  private static final String HOST = "127.0.0.1";

  private KafkaSettings() {}

  static Map<String, String> broker(Path data, int port, int controllerPort) {
    Map<String, String> s = new TreeMap<>();
    s.put("process.roles", "broker,controller");
    s.put("node.id", "1");
    s.put("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
    s.put("controller.listener.names", "CONTROLLER");
    s.put(
        "listeners",
        "BROKER://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
    s.put("advertised.listeners", "BROKER://" + HOST + ":" + port);
    s.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    s.put("inter.broker.listener.name", "BROKER");
    s.put("log.dirs", data.toString());
    topics(s);
    // a killed broker may register again after this time; much less would fence it on a pause
    s.put("broker.session.timeout.ms", "3000");
    s.put("broker.heartbeat.interval.ms", "250");
    s.put("group.initial.rebalance.delay.ms", "0");
    s.put("group.min.session.timeout.ms", "1000");
    s.put("message.max.bytes", LARGEST_MESSAGE);
    s.put("replica.fetch.max.bytes", LARGEST_MESSAGE);
    s.put("socket.request.max.bytes", Integer.toString(300 * 1024 * 1024));
    s.put("num.network.threads", "2");
    s.put("num.io.threads", "4");
    s.put("background.threads", "4");
    return s;
  }

  private static void topics(Map<String, String> s) {
    s.put("auto.create.topics.enable", "false");
    s.put("num.partitions", "1");
    s.put("default.replication.factor", "1");
    s.put("min.insync.replicas", "1");
    s.put("log.retention.ms", "-1");
    s.put("log.retention.bytes", "-1");
    s.put("log.segment.bytes", Integer.toString(512 * 1024 * 1024));
    s.put("offsets.topic.num.partitions", "4");
    s.put("offsets.topic.replication.factor", "1");
    s.put("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE));
    s.put("transaction.state.log.num.partitions", "2");
    s.put("transaction.state.log.replication.factor", "1");
    s.put("transaction.state.log.min.isr", "1");
    s.put("share.coordinator.state.topic.num.partitions", "1");
    s.put("share.coordinator.state.topic.replication.factor", "1");
    s.put("share.coordinator.state.topic.min.isr", "1");
    s.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
  }

  static Map<String, String> connect(int brokerPort, int restPort) {
    Map<String, String> s = new TreeMap<>();
    s.put("bootstrap.servers", HOST + ":" + brokerPort);
    s.put("group.id", "crossfade-connect");
    s.put("listeners", "http://" + HOST + ":" + restPort);
    s.put("rest.advertised.host.name", HOST);
    s.put("rest.advertised.port", Integer.toString(restPort));
    s.put("plugin.discovery", "service_load");
    for (String kind : new String[] {"key", "value"}) {
      s.put(kind + ".converter", "org.apache.kafka.connect.json.JsonConverter");
      s.put(kind + ".converter.schemas.enable", "false");
    }
    for (String store : new String[] {"config", "offset", "status"}) {
      s.put(store + ".storage.topic", "crossfade-connect-" + store);
      s.put(store + ".storage.replication.factor", "1");
    }
    s.put("offset.storage.partitions", "1");
    s.put("status.storage.partitions", "1");
    s.put("offset.flush.interval.ms", "1000");
    s.put("topic.creation.enable", "true");
    s.put("connector.client.config.override.policy", "All");
    // a restarted worker waits this long until its dead predecessor has left the group
    s.put("session.timeout.ms", "3000");
    s.put("heartbeat.interval.ms", "500");
    s.put("scheduled.rebalance.max.delay.ms", "0");
    s.put("exactly.once.source.support", "disabled");
    s.put("producer.max.request.size", LARGEST_MESSAGE);
    s.put("producer.buffer.memory", LARGEST_MESSAGE);
    s.put("producer.acks", "all");
    s.put("producer.linger.ms", "5");
    s.put("producer.batch.size", "131072");
    s.put("consumer.max.partition.fetch.bytes", Integer.toString(64 * 1024 * 1024));
    return s;
  }
}
