package dev.crossfade.cli.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is gone without a word is not listened to for ever. */
@Timeout(30)
class SilenceTest {

  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  @Test
  void aStreamThatSaysNothingHasEnded() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Socket> client = CompletableFuture.supplyAsync(() -> greeted(server));
      Api api = Api.at("http://127.0.0.1:" + server.getLocalPort());
      Events events = new Events(api, "shop", 0, Duration.ofMillis(300));
      assertThat(events.until(event -> true)).isFalse();
      assertThat(events.heard()).isFalse();
      client.join().close();
    }
  }

  /** It says that there will be events, and nothing more; the connection stays. */
  private static Socket greeted(ServerSocket server) {
    try {
      Socket client = server.accept();
      client.getOutputStream().write(HEAD.getBytes(US_ASCII));
      client.getOutputStream().flush();
      return client;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
