package dev.crossfade.server.wiring;

import dev.crossfade.embedded.EmbeddedKafka;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.KafkaEndpoint;
import dev.crossfade.embedded.KafkaOptions;
import dev.crossfade.embedded.Supervisor;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.kafka.connect.RestartPlugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Kafka and Kafka Connect: the user's own, or embedded ones that live and end with this object. */
public final class Transport implements AutoCloseable {
  private static final Duration LOOK_AFTER = Duration.ofSeconds(1);

  private final KafkaAccess access;
  private final @Nullable EmbeddedService<KafkaEndpoint> embedded;
  private final @Nullable Supervisor supervisor;

  private Transport(
      KafkaAccess access,
      @Nullable EmbeddedService<KafkaEndpoint> embedded,
      @Nullable Supervisor supervisor) {
    this.access = access;
    this.embedded = embedded;
    this.supervisor = supervisor;
  }

  /**
   * Starts the embedded services below a data folder, or finds them again, unless the user named
   * services of his own. The plugin that Connect needs is laid into the folder in both cases.
   */
  public static Transport open(@Nullable KafkaAccess own, Path data) {
    Path plugins = RestartPlugin.install(data.resolve("connect-plugins"));
    if (own != null) {
      return new Transport(own, null, null);
    }
    EmbeddedService<KafkaEndpoint> embedded =
        EmbeddedKafka.start(
            data.resolve("kafka"),
            KafkaOptions.defaults().connectSetting("plugin.path", plugins.toString()));
    KafkaEndpoint endpoint = embedded.endpoint();
    return new Transport(
        KafkaAccess.of(endpoint.bootstrap(), endpoint.connectUrl()),
        embedded,
        Supervisor.watch(embedded, LOOK_AFTER));
  }

  /**
   * How clients reach the one that another process has open; empty when it is an embedded one that
   * does not belong to the data folder.
   */
  public static Optional<KafkaAccess> find(@Nullable KafkaAccess own, Path data) {
    return own != null
        ? Optional.of(own)
        : EmbeddedKafka.find(data.resolve("kafka"))
            .map(endpoint -> KafkaAccess.of(endpoint.bootstrap(), endpoint.connectUrl()));
  }

  /** How clients reach it. */
  public KafkaAccess access() {
    return access;
  }

  /**
   * Kills the embedded process as {@code kill -9} does; it is brought back within seconds.
   *
   * @return its process id, or -1 when there is no embedded one
   */
  public long kill() {
    if (embedded == null) {
      return -1;
    }
    long pid = embedded.pid();
    embedded.killForcibly();
    return pid;
  }

  @Override
  public void close() {
    if (supervisor != null) {
      supervisor.close();
    }
    if (embedded != null) {
      embedded.close();
    }
  }
}
