package dev.crossfade.server.http;

import dev.crossfade.server.api.ReleasedSecrets;
import dev.crossfade.server.api.Steward;
import dev.crossfade.server.logging.LogFile;
import dev.crossfade.server.oidc.OidcFile;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server beside the shared one, on the same control store, with an identity provider; one for all
 * tests.
 */
record OidcServer(Provider provider, ControlServer server) {

  private static final TestServer FIRST = TestServer.shared();

  private static final String FILE =
      """
      issuer: ISSUER
      clientId: crossfade
      clientSecret: ${env:OIDC_SECRET}
      roles:
        - {group: operators, migration: "*", role: operator}
        - {group: approvers, migration: "*", role: viewer}
        - {group: approvers, migration: "*", role: approver}
      """;

  private static final OidcServer SHARED = start();

  /** Puts right what a test has changed of it. */
  static final class Right implements AfterEachCallback {
    @Override
    public void afterEach(ExtensionContext context) throws Exception {
      SHARED.provider.mode("right");
      LateClock.forward(Duration.ZERO);
      giveTheLogBack();
    }
  }

  static OidcServer shared() {
    return SHARED;
  }

  private static OidcServer start() {
    try {
      return start(Files.createDirectories(FIRST.released().resolveSibling("oidc")));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static OidcServer start(Path folder) throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Provider provider = Provider.start("http://127.0.0.1:" + port + "/login/oauth2/code/oidc");
    ControlServer server = server(folder, port, provider.issuer());
    giveTheLogBack();
    return new OidcServer(provider, server);
  }

  static ControlServer server(Path folder, int port, String issuer) throws Exception {
    Path file = folder.resolve("oidc" + port + ".yaml");
    Files.writeString(file, FILE.replace("ISSUER", issuer));
    ServerSettings settings =
        new ServerSettings(
            new ServerSettings.Listen("127.0.0.1", port),
            folder.resolve("data" + port),
            FIRST.server().context().getBean(ControlStorage.class).settings(),
            LogFile.Style.JSON,
            null,
            new ReleasedSecrets(List.of("SHOP_*"), List.of()),
            Map.of(),
            OidcFile.read(file, Map.of("OIDC_SECRET", Provider.SECRET)),
            FIRST.auditKey());
    return ControlServer.start(settings, house -> Steward.none(), List.of(LateClock.class));
  }

  String url() {
    return server.url();
  }

  /** The log is the process's; the first server has it. */
  private static void giveTheLogBack() {
    LogFile.ofServer(FIRST.log().getParent(), LogFile.Style.JSON);
  }
}
