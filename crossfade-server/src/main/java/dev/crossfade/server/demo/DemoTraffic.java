package dev.crossfade.server.demo;

import dev.crossfade.codec.gateway.GatewayFile;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.traffic.GatewaySettings;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.RouteTable;
import dev.crossfade.embedded.demo.stack.DemoStack;
import dev.crossfade.gateway.Gateway;
import dev.crossfade.jdbc.control.ControlStores;
import dev.crossfade.server.audit.KeyFile;
import dev.crossfade.server.route.RouteDesk;
import dev.crossfade.spi.traffic.RouteStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The company's two applications, and the gateway before them. */
final class DemoTraffic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DemoTraffic.class);
  private static final String KEY = "crossfade.dev/route";
  private static final String ACTOR = "demo";

  /** The one route of the demonstration. */
  static final String ROUTE = "all";

  private final DemoStack legacy;
  private final DemoStack unified;
  private final RouteStore store;
  private final NoteSigner signer;
  private final RouteDesk desk;
  private final Gateway gateway;
  private final Path file;

  private DemoTraffic(
      DemoStack legacy,
      DemoStack unified,
      RouteStore store,
      NoteSigner signer,
      RouteDesk desk,
      Gateway gateway,
      Path file) {
    this.legacy = legacy;
    this.unified = unified;
    this.store = store;
    this.signer = signer;
    this.desk = desk;
    this.gateway = gateway;
    this.file = file;
  }

  /** Opens both applications, and the gateway, which goes by the record in the control store. */
  static DemoTraffic start(Backstage backstage) throws IOException {
    DemoRoles roles = backstage.roles();
    DemoStack legacy = DemoStack.legacy(roles.legacyCrm(), roles.legacyAds());
    DemoStack unified = DemoStack.unified(roles.unified());
    RouteStore store = ControlStores.routes(backstage.services().control());
    try {
      DemoFolder folder = backstage.folder();
      NoteSigner signer = new KeyFile(folder.path().resolve("route.key")).signer(KEY);
      Path file = folder.path().resolve("gateway.yaml");
      Files.writeString(file, yaml(legacy, unified, signer));
      GatewaySettings settings = GatewayFile.read(file);
      store.prepare();
      RouteDesk desk = new RouteDesk(settings, store);
      begin(settings, desk, signer);
      Path data = Files.createDirectories(folder.path().resolve("gateway"));
      Gateway gateway = Gateway.start(new Gateway.Start(settings, ACTOR, store, data, 0));
      return new DemoTraffic(legacy, unified, store, signer, desk, gateway, file);
    } catch (IOException | RuntimeException e) {
      store.close();
      unified.close();
      legacy.close();
      throw e;
    }
  }

  private static String yaml(DemoStack legacy, DemoStack unified, NoteSigner signer) {
    return """
        # The gateway of the demonstration; written anew when it starts.
        apiVersion: crossfade.dev/v1
        kind: Gateway
        name: %s
        listeners: [{address: "127.0.0.1:0"}]
        admin: 127.0.0.1:0
        stacks:
          legacy: {addresses: ["%s"], connections: 64}
          new: {addresses: ["%s"], connections: 64}
        record: {keys: ["%s"]}
        routes:
          - name: %s
            prefix: /
            consumer: [header: X-Api-Key, address]
            mirror: {percent: 50, noise: 20}
            fallback: legacy
        hold: {requests: 5000, megabytes: 64, waitMillis: 15000, together: 64}
        """
        .formatted(DemoStory.NAME, legacy.address(), unified.address(), signer.key().text(), ROUTE);
  }

  /** The first record of a group names its routes. */
  private static void begin(GatewaySettings settings, RouteDesk desk, NoteSigner signer) {
    RouteRecord now = desk.inForce();
    if (!now.table().equals(new RouteTable(settings.routes()).digest())) {
      desk.publish(desk.init(now, ACTOR), signer);
    }
  }

  /** Where clients come. */
  URI address() {
    return URI.create("http://127.0.0.1:" + gateway.ports().get(0));
  }

  /** What the gateway was told, for commands that ask for it. */
  Path file() {
    return file;
  }

  /** Where the gateway tells how it is. */
  URI admin() {
    return URI.create("http://127.0.0.1:" + gateway.adminPort());
  }

  RouteStore store() {
    return store;
  }

  NoteSigner signer() {
    return signer;
  }

  /** The record in force. */
  RouteRecord record() {
    return desk.inForce();
  }

  /** Changes the route. */
  void change(UnaryOperator<RouteState> change) {
    desk.publish(desk.changed(desk.inForce(), List.of(ROUTE), change, ACTOR), signer);
  }

  @Override
  public void close() {
    try (legacy;
        unified;
        store;
        gateway) {
      LOG.debug("the gateway and the applications of the demonstration end");
    }
  }
}
