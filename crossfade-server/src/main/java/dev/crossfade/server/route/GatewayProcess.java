package dev.crossfade.server.route;

import dev.crossfade.core.traffic.GatewaySettings;
import dev.crossfade.gateway.Gateway;
import dev.crossfade.server.logging.LogFile;
import dev.crossfade.server.run.DataFolder;
import dev.crossfade.spi.traffic.RouteStore;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** A gateway that is a process of its own: with its data folder and log. */
public final class GatewayProcess implements AutoCloseable {

  private final DataFolder folder;
  private final RouteStore store;
  private final Gateway gateway;

  private GatewayProcess(DataFolder folder, RouteStore store, Gateway gateway) {
    this.folder = folder;
    this.store = store;
    this.gateway = gateway;
  }

  /** Starts; it takes requests when this returns. The store is closed with it. */
  public static GatewayProcess start(
      GatewaySettings settings, String name, RouteStore store, Path data, LogFile.Style log) {
    DataFolder folder = DataFolder.claim(data);
    try {
      LogFile.ofServer(data, log);
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
      Gateway gateway = Gateway.start(new Gateway.Start(settings, name, store, data, 0));
      return new GatewayProcess(folder, store, gateway);
    } catch (RuntimeException e) {
      store.close();
      folder.close();
      throw e;
    }
  }

  /** Where it takes requests. */
  public List<Integer> ports() {
    return gateway.ports();
  }

  /** Where it tells how it is. */
  public int adminPort() {
    return gateway.adminPort();
  }

  @Override
  public void close() {
    gateway.close();
    store.close();
    folder.close();
  }
}
