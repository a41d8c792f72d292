package dev.crossfade.embedded.child;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Runs a broker and a Connect worker until the process is told to end. Arguments: the folder with
 * {@code broker.properties} and {@code connect.properties}, and the cluster id.
 */
public final class BrokerMain {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerMain.class);
  private static volatile boolean ending;

  private BrokerMain() {}

  public static void main(String[] arguments) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    try {
      run(Path.of(arguments[0]), arguments[1]);
    } catch (Exception | LinkageError e) {
      LOG.error("start failed", e);
      // not exit: the hooks of a half-started broker may wait for ever
      Runtime.getRuntime().halt(1);
    }
  }

  private static void run(Path folder, String clusterId) throws Exception {
    Properties broker = load(folder.resolve("broker.properties"));
    format(broker, clusterId);
    KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(broker, false), Time.SYSTEM);
    server.startup();
    LOG.info("broker started port={}", broker.getProperty("advertised.listeners"));
    Map<String, String> settings = new HashMap<>();
    load(folder.resolve("connect.properties"))
        .forEach((name, value) -> settings.put((String) name, (String) value));
    Connect<?> connect = new ConnectDistributed().startConnect(settings);
    LOG.info("connect started listeners={}", settings.get("listeners"));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(connect, server), "child-shutdown"));
    server.awaitShutdown();
    if (!ending) {
      LOG.error("broker ended by itself");
      Runtime.getRuntime().halt(1);
    }
  }

  private static void end(Connect<?> connect, KafkaRaftServer server) {
    ending = true;
    connect.stop();
    connect.awaitStop();
    server.shutdown();
    server.awaitShutdown();
    LOG.info("stopped");
    // not left to the other hooks: a connector that does not end keeps Connect's own for a minute
    Runtime.getRuntime().halt(0);
  }

  private static void format(Properties broker, String clusterId) throws Exception {
    String data = broker.getProperty("log.dirs");
    if (Files.exists(Path.of(data, "meta.properties"))) {
      return;
    }
    new Formatter()
        .setNodeId(Integer.parseInt(broker.getProperty("node.id")))
        .setClusterId(clusterId)
        .setControllerListenerName(broker.getProperty("controller.listener.names"))
        .addDirectory(data)
        .setMetadataLogDirectory(data)
        .run();
  }

  private static Properties load(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }
}
