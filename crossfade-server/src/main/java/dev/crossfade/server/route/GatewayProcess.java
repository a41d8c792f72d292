package dev.crossfade.server.route;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.GatewaySettings;
import dev.crossfade.gateway.Gateway;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.logging.LogFile;
import dev.crossfade.server.run.DataFolder;
import dev.crossfade.spi.traffic.RouteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** A gateway with its data folder: a process of its own, or beside a server in that one's. */
public final class GatewayProcess implements AutoCloseable {

  private final Runnable folder;
  private final RouteStore store;
  private final Gateway gateway;

  private GatewayProcess(Runnable folder, RouteStore store, Gateway gateway) {
    this.folder = folder;
    this.store = store;
    this.gateway = gateway;
  }

  /**
   * Starts one that is a process of its own, with a log; it takes requests when this returns. The
   * store is closed with it.
   */
  public static GatewayProcess start(
      GatewaySettings settings, String name, RouteStore store, Path data, LogFile.Style log) {
    DataFolder folder = DataFolder.claim(data);
    try {
      LogFile.ofServer(data, log);
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
      return start(settings, name, store, data, folder::close);
    } catch (RuntimeException e) {
      store.close();
      folder.close();
      throw e;
    }
  }

  /**
   * Starts one within a process that has the folder's parent for itself, and a log. It has threads
   * and connections of its own, and asks nothing of whatever else is in the process.
   */
  public static GatewayProcess within(
      GatewaySettings settings, String name, RouteStore store, Path data) {
    try {
      Files.createDirectories(data);
      return start(settings, name, store, data, () -> {});
    } catch (IOException e) {
      store.close();
      throw Problem.of(
              ServerProblem.FILE_NOT_WRITABLE,
              "The folder " + data + " of the gateway cannot be used.",
              String.valueOf(e.getMessage()),
              "Choose another one with --data.")
          .raise(e);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static GatewayProcess start(
      GatewaySettings settings, String name, RouteStore store, Path data, Runnable folder) {
    return new GatewayProcess(
        folder, store, Gateway.start(new Gateway.Start(settings, name, store, data, 0)));
  }

  /** Where it takes requests. */
  public List<Integer> ports() {
    return gateway.ports();
  }

  /** Where it tells how it is. */
  public int adminPort() {
    return gateway.adminPort();
  }

  /** For people: where clients come. */
  public String sentence() {
    return "crossfade takes requests at ports "
        + ports()
        + ", and tells how it is at port "
        + adminPort();
  }

  @Override
  public void close() {
    gateway.close();
    store.close();
    folder.run();
  }
}
