package dev.crossfade.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(40)
class HealthServerTest {

  private static int status(HealthServer server, String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.port() + path);
    HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  void whoeverSaysNothingKeepsNobodyElseFromAsking() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try (HealthServer server = new HealthServer("127.0.0.1", 0, () -> false)) {
      for (int i = 0; i < 40; i++) {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port());
        socket.getOutputStream().write("GET /livez HT".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        silent.add(socket);
      }

      assertThat(status(server, "/livez")).isEqualTo(200);
      assertThat(status(server, "/readyz")).isEqualTo(503);
      assertThat(status(server, "/else")).isEqualTo(404);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }
}
