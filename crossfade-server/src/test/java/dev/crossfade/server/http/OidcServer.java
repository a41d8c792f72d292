package dev.crossfade.server.http;

import dev.crossfade.server.api.ReleasedSecrets;
import dev.crossfade.server.api.Steward;
import dev.crossfade.server.logging.LogFile;
import dev.crossfade.server.oidc.OidcFile;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server beside the shared one, on the same control store, with an identity provider. */
record OidcServer(Provider provider, ControlServer server) implements AutoCloseable {

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

  static OidcServer start(Path folder) throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Provider provider = Provider.start("http://127.0.0.1:" + port + "/login/oauth2/code/oidc");
    return new OidcServer(provider, server(folder, port, provider.issuer()));
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
            null);
    return ControlServer.start(settings, house -> Steward.none(), List.of(LateClock.class));
  }

  String url() {
    return server.url();
  }

  @Override
  public void close() throws Exception {
    server.close();
    provider.close();
    LogFile.ofServer(FIRST.log().getParent(), LogFile.Style.JSON);
  }
}
