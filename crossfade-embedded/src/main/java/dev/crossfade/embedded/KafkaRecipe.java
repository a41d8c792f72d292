package dev.crossfade.embedded;

import dev.crossfade.embedded.process.DataFolder;
import dev.crossfade.embedded.process.Recipe;
import dev.crossfade.embedded.process.ServiceFiles;
import dev.crossfade.embedded.process.ServiceFolder;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;

/** How the process with broker and Connect worker is set up and started. */
final class KafkaRecipe implements Recipe<KafkaEndpoint> {

  private static final String MAIN = "dev.crossfade.embedded.child.BrokerMain";
  private static final String LOGGING = "dev/crossfade/embedded/child/logging.xml";

  private final ServiceFolder folder;
  private final KafkaOptions options;
  private final int controllerPort;
  private final int connectPort;
  private final KafkaEndpoint endpoint;

  KafkaRecipe(ServiceFolder folder, KafkaOptions options) {
    this.folder = folder;
    this.options = options;
    int port = folder.port("port");
    this.controllerPort = folder.port("controller-port");
    this.connectPort = folder.port("connect-port");
    String clusterId = folder.fixed("cluster-id", null, KafkaRecipe::newClusterId);
    this.endpoint = KafkaEndpoint.local(port, connectPort, clusterId);
  }

  /** Kafka's own form of a UUID; it does not accept a leading dash. */
  private static String newClusterId() {
    UUID id = UUID.randomUUID();
    ByteBuffer bytes = ByteBuffer.allocate(16);
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    return text.startsWith("-") ? newClusterId() : text;
  }

  @Override
  public KafkaEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public List<Integer> ports() {
    return List.of(endpoint.port(), controllerPort, connectPort);
  }

  @Override
  public void prepare() throws IOException {
    // Connect keeps the connectors' passwords in a topic
    DataFolder.createEmpty(folder.data());
    Map<String, String> broker =
        new TreeMap<>(KafkaSettings.broker(folder.data(), endpoint.port(), controllerPort));
    broker.putAll(options.brokerSettings());
    Map<String, String> connect =
        new TreeMap<>(KafkaSettings.connect(endpoint.port(), connectPort));
    connect.putAll(options.connectSettings());
    write(folder.path().resolve("broker.properties"), broker);
    write(folder.path().resolve("connect.properties"), connect);
  }

  private static void write(Path file, Map<String, String> settings) throws IOException {
    Properties properties = new Properties();
    properties.putAll(settings);
    StringWriter text = new StringWriter();
    properties.store(text, "Written anew at every start.");
    Files.writeString(file, text.toString());
  }

  @Override
  public List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xms128m");
    command.add("-Xmx" + options.heapMegabytes() + "m");
    command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData"));
    command.addAll(compiler());
    command.add("-Dlogback.configurationFile=" + LOGGING);
    command.add("-Dfile.encoding=UTF-8");
    command.addAll(List.of("-cp", classPath(), MAIN, mark(), endpoint.clusterId()));
    return command;
  }

  /** A process that was told not to optimise will not live for long, nor will its services. */
  private static List<String> compiler() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-XX:TieredStopAtLevel="))
        .toList();
  }

  /** Our own classes for the child's main only, and the broker's libraries. */
  private static String classPath() {
    Path libraries = ServiceFiles.folder("kafka");
    return ServiceFiles.self() + java.io.File.pathSeparator + libraries.resolve("*");
  }

  @Override
  public Path workingFolder() {
    return folder.path();
  }

  @Override
  public String mark() {
    return folder.path().toString();
  }

  @Override
  public boolean answers() {
    try {
      HttpURLConnection request =
          (HttpURLConnection) URI.create(endpoint.connectUrl() + "/").toURL().openConnection();
      request.setConnectTimeout(2000);
      request.setReadTimeout(5000);
      try (var body = request.getInputStream()) {
        String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        return text.contains("\"" + endpoint.clusterId() + "\"") && ready();
      } finally {
        request.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** The worker serves connectors only after it has joined its group. */
  private boolean ready() throws IOException {
    HttpURLConnection request =
        (HttpURLConnection) URI.create(endpoint.connectUrl() + "/health").toURL().openConnection();
    request.setConnectTimeout(2000);
    request.setReadTimeout(5000);
    try {
      return request.getResponseCode() == 200;
    } finally {
      request.disconnect();
    }
  }

  @Override
  public String stopSignal() {
    return "TERM";
  }

  @Override
  public Duration startTimeout() {
    return Duration.ofSeconds(120);
  }
}
