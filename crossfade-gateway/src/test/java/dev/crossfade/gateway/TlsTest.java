package dev.crossfade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.traffic.GatewaySettings.Address;
import dev.crossfade.core.traffic.GatewaySettings.Listener;
import dev.crossfade.testkit.tls.Authority;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients may come over TLS, and then with HTTP/2. */
class TlsTest {

  private static SSLContext believing(Path root) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(root)) {
      store.setCertificateEntry(
          "root", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void many_requests_share_a_connection_and_none_waits_for_one_that_is_held(@TempDir Path folder)
      throws Exception {
    Authority authority = Authority.make(folder.resolve("ca"));
    Authority.ServerCertificate certificate = authority.certificate("gateway", "localhost");
    try (Rig rig = new Rig(folder)) {
      rig.listener =
          new Listener(
              new Address("127.0.0.1", 0),
              certificate.certificate().toString(),
              certificate.key().toString());
      Gateway gateway = rig.start();
      HttpClient client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_2)
              .sslContext(believing(authority.root()))
              .build();
      URI uri = URI.create("https://localhost:" + gateway.ports().get(0) + "/r");
      HttpResponse<String> first =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      rig.hold("h", Duration.ofSeconds(20));
      CompletableFuture<HttpResponse<String>> held =
          client.sendAsync(
              HttpRequest.newBuilder(uri)
                  .POST(HttpRequest.BodyPublishers.ofString("y".repeat(50_000)))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      List<CompletableFuture<HttpResponse<String>>> reads = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        reads.add(
            client.sendAsync(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()));
      }
      for (CompletableFuture<HttpResponse<String>> each : reads) {
        assertThat(each.get(5, TimeUnit.SECONDS).body()).isEqualTo("legacy ");
      }
      assertThat(held).isNotDone();
      rig.obeyed(dev.crossfade.core.traffic.RouteState::released);

      assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(first.body()).isEqualTo("legacy ");
      assertThat(held.get(5, TimeUnit.SECONDS).body()).isEqualTo("legacy " + "y".repeat(50_000));
      TestStack.Seen seen = rig.legacy.seen.get(0);
      assertThat(seen.header("X-forwarded-proto")).isEqualTo("https");
      assertThat(seen.header("Host")).isEqualTo("localhost:" + gateway.ports().get(0));
    }
  }

  @Test
  void a_path_that_cannot_be_sent_on_is_refused_and_costs_no_connection(@TempDir Path folder)
      throws Exception {
    Authority authority = Authority.make(folder.resolve("ca"));
    Authority.ServerCertificate certificate = authority.certificate("gateway", "localhost");
    Vertx vertx = Vertx.vertx();
    try (Rig rig = new Rig(folder)) {
      rig.listener =
          new Listener(
              new Address("127.0.0.1", 0),
              certificate.certificate().toString(),
              certificate.key().toString());
      Gateway gateway = rig.start();
      var client = vertx.createHttpClient(Rig.http2());
      int port = gateway.ports().get(0);
      for (int i = 0; i < 70; i++) {
        String path = i % 2 == 0 ? "/a b" : "/a?b c";
        assertThat(status(client, port, path)).isEqualTo(400);
      }
      assertThat(status(client, port, "/fine")).isEqualTo(200);
      assertThat(folded(believing(authority.root()), port)).startsWith("HTTP/1.1 400");
      assertThat(rig.legacy.seen).hasSize(1);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  /** What a client is answered that sends a folded line over HTTP/1.1. */
  private static String folded(SSLContext context, int port) throws Exception {
    try (Socket socket = context.getSocketFactory().createSocket("localhost", port)) {
      socket.setSoTimeout(5_000);
      String head = "GET /r HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n c\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static int status(HttpClientAgent client, int port, String path) throws Exception {
    return client
        .request(HttpMethod.GET, port, "localhost", path)
        .compose(HttpClientRequest::send)
        .map(HttpClientResponse::statusCode)
        .toCompletionStage()
        .toCompletableFuture()
        .get(5, TimeUnit.SECONDS);
  }
}
