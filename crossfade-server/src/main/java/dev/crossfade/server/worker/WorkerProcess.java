package dev.crossfade.server.worker;

import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.server.api.ReleasedSecrets;
import dev.crossfade.server.http.ControlStorage;
import dev.crossfade.server.http.ServerSettings.Listen;
import dev.crossfade.server.logging.LogFile;
import dev.crossfade.server.run.DataFolder;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The worker: it finds the migrations of a control store and helps with them until it is closed.
 */
public final class WorkerProcess implements AutoCloseable {

  private final DataFolder folder;
  private final ControlStorage storage;
  private final HealthServer health;
  private final Helpers helpers;
  private final String url;
  private volatile boolean ending;

  /**
   * What a worker is started with.
   *
   * @param listen where it tells how it is
   * @param data folder of its log
   * @param control the servers' control store
   * @param servers Kafka of the servers, for migrations that name none
   * @param log how its log looks
   * @param secrets what specifications may refer to
   * @param environment variables of the process
   */
  public record Settings(
      Listen listen,
      Path data,
      ControlSettings control,
      @Nullable KafkaAccess servers,
      LogFile.Style log,
      ReleasedSecrets secrets,
      Map<String, String> environment) {

    public Settings {
      environment = Map.copyOf(environment);
    }

    /** Names of variables only. */
    @Override
    public String toString() {
      return "Settings[" + listen + ", " + data + ", " + control + "]";
    }
  }

  private WorkerProcess(Settings settings, DataFolder folder, ControlStorage storage) {
    this.folder = folder;
    this.storage = storage;
    this.health = new HealthServer(settings.listen().host(), settings.listen().port(), this::ready);
    this.url = "http://" + settings.listen().host() + ":" + health.port();
    this.helpers =
        new Helpers(
            storage.house(settings.data(), settings.secrets(), settings.environment()),
            settings.servers());
  }

  /** Starts; it looks for work when this returns. */
  public static WorkerProcess start(Settings settings) {
    DataFolder folder = DataFolder.claim(settings.data());
    try {
      LogFile.ofServer(settings.data(), settings.log());
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
      ControlStorage storage = ControlStorage.open(settings.control(), settings.data());
      try {
        return new WorkerProcess(settings, folder, storage);
      } catch (RuntimeException e) {
        storage.close();
        throw e;
      }
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private boolean ready() {
    return !ending && storage.answers();
  }

  /** Where it tells how it is. */
  public String url() {
    return url;
  }

  /** Says that it is not ready any more, lets its work go to others, and ends. */
  @Override
  public void close() {
    ending = true;
    try {
      helpers.close();
    } finally {
      health.close();
      storage.close();
      folder.close();
    }
  }
}
